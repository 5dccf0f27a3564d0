import assert from 'node:assert/strict';
import { bucketPolicy } from '../../../src/s3csi/bucket-policy.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

const READING = ['s3:GetObject'];
const WRITING = [...READING, 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function statements(parts: S3VolumeParts): readonly Statement[] {
  const text = bucketPolicy(s3Volume(parts));
  assert.doesNotMatch(text, /\n/, 'on one line');
  const policy = JSON.parse(text) as { Version: string; Statement: readonly Statement[] };
  assert.equal(policy.Version, '2012-10-17');
  return policy.Statement;
}

function allowed(parts: S3VolumeParts): readonly (readonly [readonly string[], string])[] {
  return statements(parts).map(({ Action, Resource: [resource = ''] }) => [Action, resource]);
}

describe('the policy for a bucket', () => {
  it('allows to list it, and to read and write its objects', () => {
    assert.deepEqual(statements({}), [
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::a-bucket'] },
      { Effect: 'Allow', Action: WRITING, Resource: ['arn:aws:s3:::a-bucket/*'] },
    ]);
  });

  it('allows nothing but reading where it is mounted read-only', () => {
    const readOnly: readonly S3VolumeParts[] = [
      { mountOptions: ['allow-other', 'read-only'] },
      { mountOptions: ['--read-only'] },
      { accessModes: ['ReadOnlyMany'] },
    ];
    for (const parts of readOnly) assert.deepEqual(allowed(parts)[1]?.[0], READING);
    assert.deepEqual(allowed({ accessModes: ['ReadOnlyMany', 'ReadWriteMany'] })[1]?.[0], WRITING);
  });

  it('is written in the partition of the region', () => {
    assert.equal(allowed({ mountOptions: ['region cn-north-1'] })[0]?.[1], 'arn:aws-cn:s3:::a-bucket');
    assert.equal(allowed({ attributes: { stsRegion: 'us-gov-west-1' } })[0]?.[1], 'arn:aws-us-gov:s3:::a-bucket');
  });

  it('knows access points by their ARN, and directory buckets by their name', () => {
    const accessPoint = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/mine';
    assert.deepEqual(
      allowed({ attributes: { bucketName: accessPoint } }).map(([, resource]) => resource),
      [accessPoint, `${accessPoint}/object/*`],
    );
    assert.deepEqual(allowed({ attributes: { bucketName: 'quick--usw2-az1--x-s3' } }), [
      [['s3express:CreateSession'], 'arn:aws:s3express:*:*:bucket/quick--usw2-az1--x-s3'],
    ]);
  });

  it('cannot be broken out of by the name of a bucket', () => {
    assert.equal(allowed({ attributes: { bucketName: '"}]\n' } })[0]?.[1], 'arn:aws:s3:::"}]\n');
  });
});
