import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/model/objects.js';
import type { Observation } from '../../../../src/model/observation.js';
import type { Target } from '../../../../src/model/plan.js';
import { claimManifest, volumeManifest } from '../../../../src/plan/manifest.js';
import { holder, observation, storedClaim, storedVolume, WEB } from './stored.js';

/** How a claim can be found. */
export const CLAIMS = {
  bound: () => storedClaim(),
  /** A StatefulSet has made it anew; it waits for its volume. */
  unbound: () => storedClaim({ uid: 'c2', phase: 'Pending', volume: null }),
  terminating: () => storedClaim({ isTerminating: true }),
  lost: () => storedClaim({ phase: 'Lost' }),
  missing: () => undefined,
} as const satisfies Record<string, () => PersistentVolumeClaim | undefined>;

/** How a volume can be found; the claim of the uid c1 is the one above, c0 is one that is long gone. */
export const VOLUMES = {
  bound: (policy?: string) => storedVolume(withPolicy(policy)),
  released: (policy?: string) => storedVolume({ claimUid: 'c0', phase: 'Released', ...withPolicy(policy) }),
  available: (policy?: string) => storedVolume({ claimUid: null, phase: 'Available', ...withPolicy(policy) }),
  terminating: (policy?: string) => storedVolume({ isTerminating: true, ...withPolicy(policy) }),
  missing: () => undefined,
} as const satisfies Record<string, (policy?: string) => PersistentVolume | undefined>;

/** What the target says beyond what stands. */
export const EDITS = ['nothing', 'patch', 'recreate', 'unchanged'] as const;

export type ClaimState = keyof typeof CLAIMS;
export type VolumeState = keyof typeof VOLUMES;
export type Edit = (typeof EDITS)[number];

/** What is observed, with one running Pod of a Deployment. */
export function found(claim: ClaimState, volume: VolumeState, policy?: string): Observation {
  const holders = [holder({ name: 'web-1', workload: WEB })];
  return observation({ claim: CLAIMS[claim](), volume: VOLUMES[volume](policy), holders });
}

/** The pair of manifests that is to stand at the end. */
export function targetOf(edit: Edit, observed: Observation, policy?: string): Target {
  const attributes = { bucketName: 'my-bucket', ...(edit === 'recreate' ? { authenticationSource: 'pod' } : {}) };
  const mountOptions = edit === 'patch' ? { mountOptions: ['read-only'] } : {};
  return {
    claim: claimManifest(storedClaim()),
    volume: volumeManifest(storedVolume({ attributes, ...mountOptions, ...withPolicy(policy) })),
    pods: [],
    replaces: edit === 'unchanged' ? uidsOf(observed) : {},
  };
}

function withPolicy(policy: string | undefined): { readonly reclaimPolicy?: string } {
  return policy === undefined ? {} : { reclaimPolicy: policy };
}

function uidsOf({ claim, volume }: Observation): Target['replaces'] {
  return {
    ...(claim?.metadata.uid === undefined ? {} : { claimUid: claim.metadata.uid }),
    ...(volume?.metadata.uid === undefined ? {} : { volumeUid: volume.metadata.uid }),
  };
}
