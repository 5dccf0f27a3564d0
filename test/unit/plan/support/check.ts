import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/model/objects.js';
import type { Holder } from '../../../../src/model/observation.js';
import type { CheckResult, Plan, Target } from '../../../../src/model/plan.js';
import { plan } from '../../../../src/plan/build-plan.js';
import { type CheckOptions, runChecks } from '../../../../src/plan/checks.js';
import { claimManifest, volumeManifest } from '../../../../src/plan/manifest.js';
import { observation, storedClaim, storedVolume } from './stored.js';

export const NOTHING_ALLOWED: CheckOptions = {
  allowUnknownAttribute: false,
  allowJobRestart: false,
  allowManaged: false,
  allowDisruption: false,
};

export interface Setting {
  readonly claim?: PersistentVolumeClaim;
  readonly volume?: PersistentVolume;
  readonly wanted?: PersistentVolume;
  readonly holders?: readonly Holder[];
  readonly pods?: Target['pods'];
}

/** From what is given in a setting to another bucket's region. */
export function planOf({
  claim = storedClaim(),
  volume = storedVolume(),
  wanted,
  holders = [],
  pods = [],
}: Setting): Plan {
  const attributes = { bucketName: 'my-bucket', stsRegion: 'eu-central-1' };
  const target = {
    claim: claimManifest(claim),
    volume: volumeManifest(wanted ?? storedVolume({ attributes })),
    pods,
    replaces: {},
  };
  return plan(observation({ claim, volume, holders }), target);
}

/** What the checks say of it, with nothing allowed but the options. */
export function check(setting: Setting, options: Partial<CheckOptions> = {}): readonly CheckResult[] {
  return runChecks(planOf(setting), { ...NOTHING_ALLOWED, ...options });
}

export function summary(results: readonly CheckResult[]): readonly string[] {
  return results.map(({ id, level }) => `${id}: ${level}`);
}

export const IN_PLACE = storedVolume({ mountOptions: ['read-only'] });
