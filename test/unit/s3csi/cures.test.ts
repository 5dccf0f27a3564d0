import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { cureFor, type CureFacts } from '../../../src/s3csi/cures.js';
import { knownFailure } from '../../../src/s3csi/known-failures.js';
import { eksClusterOf, signerOf } from '../../../src/s3csi/signer.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

const POD: S3VolumeParts = { attributes: { authenticationSource: 'pod' } };
const ROLE = 'arn:aws:iam::111122223333:role/path/web-role';

function account(annotations: Readonly<Record<string, string>> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'app', annotations } };
}

function facts(parts: S3VolumeParts = POD, more: Partial<CureFacts> = {}): CureFacts {
  const volume = s3Volume(parts);
  return {
    namespace: 'app',
    claimName: 's3-pvc',
    volume,
    driverNamespace: 'kube-system',
    eksCluster: undefined,
    signer: signerOf(volume, 'app', 'web', 'kube-system'),
    signerObject: account(),
    node: 'node-1',
    room: undefined,
    fullQuotas: [],
    ...more,
  };
}

function cure(text: string, given: CureFacts = facts()): string {
  return cureFor(knownFailure(text), given).join('\n');
}

const NOBODY_SIGNS = 'No signing credentials available';

describe('cures: nobody signs', () => {
  it('names the ServiceAccount of the Pod without a role, and both ways to give it one', () => {
    assert.equal(
      cure(NOBODY_SIGNS),
      [
        'the mount signs as ServiceAccount app/web, which has no annotation eks.amazonaws.com/role-arn: without it, it has a role only by EKS Pod Identity',
        'by annotation: eksctl create iamserviceaccount --cluster CLUSTER --namespace app --name web --attach-policy-arn POLICY_ARN --override-existing-serviceaccounts --approve; then delete the Pods that wait, since the driver reads it once for each Pod',
        'by EKS Pod Identity: aws eks create-pod-identity-association --cluster-name CLUSTER --namespace app --service-account web --role-arn ROLE_ARN',
      ].join('\n'),
    );
  });

  it('names the EKS cluster where the context tells it', () => {
    assert.match(cure(NOBODY_SIGNS, facts(POD, { eksCluster: 'prod' })), /--cluster prod .*\n.*--cluster-name prod /);
    assert.equal(eksClusterOf('arn:aws:eks:eu-west-1:111122223333:cluster/prod'), 'prod');
    assert.equal(eksClusterOf('arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod'), 'prod');
    assert.equal(eksClusterOf('me@prod.eu-west-1.eksctl.io'), 'prod');
    assert.equal(eksClusterOf('kind-kind'), undefined);
  });

  it('points to the trust policy where there is a role', () => {
    const words = cure(NOBODY_SIGNS, facts(POD, { signerObject: account({ 'eks.amazonaws.com/role-arn': ROLE }) }));
    assert.ok(words.includes(`names the role ${ROLE}`));
    assert.ok(words.includes('sts:AssumeRoleWithWebIdentity to system:serviceaccount:app:web'));
    assert.ok(words.includes('aws iam get-role --role-name web-role --query'));
    assert.doesNotMatch(words, /eksctl/);
  });

  it('says so where the ServiceAccount is missing, or cannot be read', () => {
    assert.match(cure(NOBODY_SIGNS, facts(POD, { signerObject: 'missing' })), /app\/web, which does not exist$/);
    const unread = cure(NOBODY_SIGNS, facts(POD, { signerObject: undefined }));
    assert.match(unread, /which needs a role: by the annotation .*, or by EKS Pod Identity\n/);
    assert.match(
      cure(NOBODY_SIGNS, facts(POD, { signerObject: account({ 'eks.amazonaws.com/role-arn': '' }) })),
      /has no/,
    );
  });

  it('names the driver’s own ServiceAccount without pod authentication, and the way to it', () => {
    const words = cure(NOBODY_SIGNS, facts({}));
    assert.match(words, /signs as ServiceAccount kube-system\/s3-csi-driver-sa, which has no annotation/);
    assert.match(words, /themselves: kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod$/);
  });
});

describe('cures: S3 or STS says no', () => {
  const DENIED = 'Forbidden: User: arn:aws:sts::1:assumed-role/web-role/17 is not authorized to perform';

  it('shows the policy that the role needs', () => {
    const words = cure(`${DENIED}: s3:ListBucket on resource: "arn:aws:s3:::a-bucket"`);
    assert.match(words, /^role web-role needs a policy with\n\{"Version":.*"arn:aws:s3:::a-bucket\/\*"/);
    assert.match(cure('Forbidden: Access Denied'), /^the role of ServiceAccount app\/web needs a policy with\n/);
  });

  it('asks for what is no right of S3 by its name', () => {
    const words = cure(`${DENIED}: kms:Decrypt on resource: arn:aws:kms:eu-west-1:1:key/2`);
    assert.equal(words, 'role web-role needs kms:Decrypt on arn:aws:kms:eu-west-1:1:key/2');
  });

  it('recognises that the node’s role was used for want of another', () => {
    const words = cure('Forbidden: User: arn:aws:sts::1:assumed-role/nodes/i-0471c9 is not authorized to perform');
    assert.match(words, /^role nodes is the node's own\nthe mount signs as ServiceAccount app\/web, which has no/);
  });

  it('asks for no more rights where one policy denies', () => {
    assert.match(
      cure(`${DENIED}: s3:ListBucket with an explicit deny in a resource-based policy`),
      /^a policy denies it/,
    );
  });

  it('points to the trust policy where the role may not be assumed', () => {
    const words = cure('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    assert.match(
      words,
      /^the trust policy of the role must allow .*system:serviceaccount:app:web.*\n.*--role-name ROLE /,
    );
  });
});

describe('cures: the volume, the node, the driver', () => {
  it('corrects bucket and regions by edits of this command', () => {
    const begin = 'correct it: kubectl s3csi-recreate s3-pvc -n app';
    assert.ok(cure('NoSuchBucket').endsWith(`${begin} --set bucketName=BUCKET`));
    assert.equal(cure('Failed to detect STS AWS Region'), `${begin} --set stsRegion=REGION`);
    assert.equal(cure('Wrong region (expecting us-west-2)'), `${begin} --mount-option 'region us-west-2'`);
    const set = facts({ mountOptions: ['region eu-central-1'] });
    assert.equal(
      cure('PermanentRedirect', set),
      `where it is: aws s3api get-bucket-location --bucket a-bucket\n${begin} --remove-mount-option region --mount-option 'region REGION'`,
    );
    const odd = facts({ attributes: { bucketName: "a b'c" } });
    assert.ok(cure('PermanentRedirect', odd).includes(`--bucket 'a b'\\''c'`), 'a word for a shell');
  });

  it('names what the driver rejects, where that is known', () => {
    const wrong = facts({ attributes: { cache: 'disk' } });
    assert.match(cure('code = InvalidArgument', wrong), /cache.*disk/);
    assert.match(cure('code = InvalidArgument'), /^the driver does not take what the volume says/);
  });

  it('tells why there may be no Mountpoint Pod, and where it stands written', () => {
    const full = facts(POD, { fullQuotas: ['quota pods is used up: pods 10 of 10'], driverNamespace: 's3' });
    const words = cure('Failed to find corresponding MountpointS3PodAttachment', full);
    assert.match(words, /^quota pods is used up: pods 10 of 10 in namespace mount-s3$/m);
    assert.match(words, /^its log: kubectl logs -n s3 deployment\/s3-csi-controller$/m);
  });

  it('gives the node room', () => {
    const room = { node: 'node-1', running: 29, most: 29 };
    assert.match(
      cure('failed to assign an IP address', facts(POD, { room })),
      /^node node-1 runs 29 of the 29 Pods that it takes\n.*ENABLE_PREFIX_DELEGATION=true$/,
    );
    const unknown = { node: 'node-1', running: undefined, most: 29 };
    assert.match(cure('Too many pods', facts(POD, { room: unknown })), /^node node-1 takes 29 Pods\n/);
    assert.match(cure('Too many pods', facts(POD)), /^run fewer Pods on the node/);
  });

  it('looks for the driver on the node, and for the way to S3', () => {
    assert.match(cure('not found in the list of registered CSI drivers'), /spec\.nodeName=node-1$/);
    assert.match(cure('AWS_IO_DNS_QUERY_FAILED'), /does not reach S3/);
  });

  it('adds nothing to what it does not know', () => {
    assert.equal(cure('whatever'), '');
    assert.equal(cure('Failed to wait for Mountpoint Pod "mp-a" to be ready'), '', 'told by that Pod itself');
  });
});
