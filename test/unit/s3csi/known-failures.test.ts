import assert from 'node:assert/strict';
import { knownFailure, type KnownFailure } from '../../../src/s3csi/known-failures.js';

const CLIENT = 'Mount failed: Error: Failed to create S3 client Caused by:';
const LIST = `${CLIENT} 0: initial ListObjectsV2 failed for bucket my-bucket in region eu-central-1 1: Client error`;
const ASSUMED = 'User: arn:aws:sts::111122223333:assumed-role';

/** Texts as users have met them, mostly inside a `MountVolume.SetUp failed …`. */
const TEXTS: Readonly<Record<string, KnownFailure>> = {
  [`${LIST} 2: No signing credentials available, see CRT debug logs`]: { kind: 'credentials' },
  [`${LIST} 2: No signing credentials found`]: { kind: 'credentials' },
  'aws-c-auth: AWS_AUTH_SIGNING_NO_CREDENTIALS, Attempt to sign an http request without credentials': {
    kind: 'credentials',
  },
  "Missing role annotation on pod's service account app/web": { kind: 'credentials' },
  'IRSA and EKS Pod Identity failed: a, b': { kind: 'credentials' },
  'Failed to create S3 client': { kind: 'credentials' },
  'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity': { kind: 'assume-role' },
  'Failed to detect STS AWS Region, please explicitly set the AWS Region': { kind: 'sts-region' },
  [`${LIST} 2: Forbidden: ${ASSUMED}/web-role/1767 is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::my-bucket" because no identity-based policy allows the s3:ListBucket action`]:
    {
      kind: 'forbidden',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::my-bucket',
      role: 'web-role',
      isOfNode: false,
      isExplicit: false,
    },
  [`2: Forbidden: ${ASSUMED}/node-role/i-0471c9c18272a3ec2 is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::b" with an explicit deny in a VPC endpoint policy`]:
    {
      kind: 'forbidden',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
      role: 'node-role',
      isOfNode: true,
      isExplicit: true,
    },
  [`${LIST} 2: Forbidden: Access Denied`]: { kind: 'forbidden', isOfNode: false, isExplicit: false },
  [`${LIST} 2: Service error 3: The bucket does not exist`]: { kind: 'no-bucket' },
  'NoSuchBucket: The specified bucket': { kind: 'no-bucket' },
  [`${LIST} 2: Wrong region (expecting us-west-2)`]: { kind: 'wrong-region', expected: 'us-west-2' },
  "AuthorizationHeaderMalformed: the region 'us-east-1' is wrong; expecting 'eu-west-1'": {
    kind: 'wrong-region',
    expected: 'eu-west-1',
  },
  'PermanentRedirect: The bucket you are attempting to access': { kind: 'wrong-region' },
  [`${LIST} 2: Unknown CRT error 3: CRT error 1059: aws-c-io: AWS_IO_DNS_INVALID_NAME, Host name was invalid`]: {
    kind: 'unreachable',
  },
  'Failed to wait for Mountpoint Pod "mp-abc12" to be ready: mppod/watcher: mountpoint pod not found': {
    kind: 'mountpoint-pod',
    name: 'mp-abc12',
  },
  'Failed to wait for Mountpoint Pod to be ready for "/var/lib": context deadline exceeded': { kind: 'mountpoint-pod' },
  [`Failed to wait for Mountpoint Pod mp-abc12 to be ready for "/x": Mountpoint Pod mp-abc12 failed: ${LIST} 2: Forbidden: Access Denied`]:
    { kind: 'forbidden', isOfNode: false, isExplicit: false },
  'Failed to find corresponding MountpointS3PodAttachment custom resource "/x": timed out': { kind: 'unbooked' },
  'rpc error: code = InvalidArgument desc = Bucket name not provided': { kind: 'rejected' },
  'driver name s3.csi.aws.com not found in the list of registered CSI drivers': { kind: 'driver-not-on-node' },
  'add cmd: failed to assign an IP address to container': { kind: 'node-full' },
  'Unschedulable: 0/2 nodes are available: 2 Too many pods.': { kind: 'node-full' },
  'Unable to attach or mount volumes: timed out waiting for the condition': { kind: 'unknown' },
  '': { kind: 'unknown' },
};

describe('known failures', () => {
  for (const [text, failure] of Object.entries(TEXTS)) {
    it(`${failure.kind}: ${text.slice(0, 100)}`, () => {
      assert.deepEqual(knownFailure(text), failure);
    });
  }
});
