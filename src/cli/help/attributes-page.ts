import type { KnownAttribute } from '../../model/attribute.js';

/** Every attribute that the driver reads: what it takes, what it means, and since when. */
export function attributesPage(attributes: readonly KnownAttribute[]): string {
  const entries = attributes.map(
    (attribute) => `  ${assignment(attribute).padEnd(56)}  since ${attribute.since}\n      ${meaningOf(attribute)}`,
  );
  return `${[INTRODUCTION, ...entries].join('\n\n')}\n`;
}

/** `KEY=VALUE` as --set takes it, with what the value is. */
export function assignment({ key, value }: KnownAttribute): string {
  return `${key}=${value.kind === 'enum' ? value.allowed.join('|') : PLACEHOLDERS[value.kind]}`;
}

export function meaningOf({ meaning, required }: KnownAttribute): string {
  return required === true ? `${meaning}; required` : meaning;
}

const PLACEHOLDERS = { text: 'TEXT', region: 'REGION', quantity: 'QUANTITY', 'service-account': 'NAME' } as const;

const INTRODUCTION = `The attributes of a volume (spec.csi.volumeAttributes) that the S3 CSI driver reads, and the version that first does. Letters count,
capital or small. The driver ignores any other without a word, so --set refuses it (--allow-unknown-attribute lets it through).

Examples:
  kubectl s3csi-recreate s3-pvc --set authenticationSource=pod
  kubectl s3csi-recreate s3-pvc --set cache=emptyDir --set cacheEmptyDirSizeLimit=2Gi
  kubectl s3csi-recreate s3-pvc --unset stsRegion`;
