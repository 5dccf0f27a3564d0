import type { PersistentVolume } from '../../../src/model/objects.js';

type VolumeSpec = PersistentVolume['spec'];

export interface Edit {
  readonly words: readonly string[];
  /** What the words mean, said without the code under test. */
  apply(spec: VolumeSpec): VolumeSpec;
  readonly isInPlace: boolean;
}

const withAttributes = (spec: VolumeSpec, attributes: Record<string, string>): VolumeSpec => ({
  ...spec,
  ...(spec.csi === undefined
    ? {}
    : { csi: { ...spec.csi, volumeAttributes: { ...spec.csi.volumeAttributes, ...attributes } } }),
});

export const EDITS = {
  'authenticationSource=pod': {
    words: ['--set', 'authenticationSource=pod'],
    apply: (spec) => withAttributes(spec, { authenticationSource: 'pod' }),
    isInPlace: false,
  },
  'another bucket': {
    words: ['--set', 'bucketName=other-bucket'],
    apply: (spec) => withAttributes(spec, { bucketName: 'other-bucket' }),
    isInPlace: false,
  },
  'one more mount option': {
    words: ['--mount-option', 'allow-other'],
    apply: (spec) => ({ ...spec, mountOptions: [...(spec.mountOptions ?? []), 'allow-other'] }),
    isInPlace: true,
  },
  '--unchanged': { words: ['--unchanged'], apply: (spec) => spec, isInPlace: false },
} satisfies Record<string, Edit>;

export type EditName = keyof typeof EDITS;
