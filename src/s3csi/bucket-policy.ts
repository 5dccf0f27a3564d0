import type { PersistentVolume } from '../model/objects.js';
import { settingsOf } from './volume-settings.js';

/**
 * The IAM policy that a mount of this volume needs, as JSON on one line: nothing but this bucket, and nothing but reading
 * where it is mounted read-only (FIELD.md 1).
 */
export function bucketPolicy(volume: PersistentVolume): string {
  const bucket = volume.spec.csi?.volumeAttributes?.['bucketName'] ?? '';
  const statements = isDirectoryBucket(bucket)
    ? [allow(['s3express:CreateSession'], `arn:${partitionOf(volume)}:s3express:*:*:bucket/${bucket}`)]
    : generalStatements(volume, bucket);
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function generalStatements(volume: PersistentVolume, bucket: string): readonly object[] {
  // An access point is named by its ARN, and its objects below `object/`.
  const isArn = bucket.startsWith('arn:');
  const arn = isArn ? bucket : `arn:${partitionOf(volume)}:s3:::${bucket}`;
  const writing = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];
  return [
    allow(['s3:ListBucket'], arn),
    allow(['s3:GetObject', ...(isReadOnly(volume) ? [] : writing)], `${arn}/${isArn ? 'object/' : ''}*`),
  ];
}

function allow(actions: readonly string[], resource: string): object {
  return { Effect: 'Allow', Action: actions, Resource: [resource] };
}

/** The driver mounts so for a read-only access mode, too. */
export function isReadOnly(volume: PersistentVolume): boolean {
  const { mountOptions, accessModes } = settingsOf(volume);
  return (
    mountOptions.some(({ flag }) => flag === '--read-only') ||
    volume.spec.csi?.['readOnly'] === true ||
    (accessModes.length > 0 && accessModes.every((mode) => mode === 'ReadOnlyMany'))
  );
}

function isDirectoryBucket(bucket: string): boolean {
  return bucket.endsWith('--x-s3');
}

function partitionOf(volume: PersistentVolume): string {
  const { mountOptions, texts } = settingsOf(volume);
  const region = mountOptions.find(({ flag }) => flag === '--region')?.value ?? texts.get('stsRegion') ?? '';
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
