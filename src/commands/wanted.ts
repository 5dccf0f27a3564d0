import type { Edits } from '../model/edits.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { RecreateRequest } from '../model/request.js';
import { buildTarget } from '../plan/build-target.js';
import type { AttributeProblem } from '../s3csi/attribute-problem.js';
import { attributeProblems } from '../s3csi/attribute-rules.js';

/** What the questions are about: the volume as it would be with what was said so far. */
export interface Wanted {
  readonly volume: PersistentVolume;
  readonly edits: Edits;
  /** What the driver would make of further edits. @throws Failure usage, where they contradict each other */
  problemsWith(edits: Edits): readonly AttributeProblem[];
}

export function withAttribute(edits: Edits, key: string, value: string): Edits {
  const unset = edits.unset.filter((each) => each !== key);
  return { ...edits, set: new Map([...edits.set, [key, value]]), unset };
}

export function withoutAttribute(edits: Edits, key: string): Edits {
  const set = new Map([...edits.set].filter(([each]) => each !== key));
  return { ...edits, set, unset: [...edits.unset, key] };
}

export function wantedBy(edits: Edits, observed: Observation, request: RecreateRequest): Wanted {
  const volumeWith = (others: Edits) => buildTarget(observed, others, request).volume;
  return {
    edits,
    volume: volumeWith(edits),
    problemsWith: (others) =>
      attributeProblems(volumeWith(others), {
        allowUnknown: request.allowUnknownAttribute,
        before: observed.volume,
      }).filter(({ level }) => level === 'error'),
  };
}

/** Edits as they were chosen, a few words each. */
export function wordsFor({ set, unset, addMountOptions, removeMountOptions }: Edits): readonly string[] {
  return [
    ...[...set].map(([key, value]) => `${key}=${value}`),
    ...unset.map((key) => `no attribute ${key}`),
    ...addMountOptions.map((option) => `mount option "${option}"`),
    ...removeMountOptions.map((option) => `no mount option "${option}"`),
  ];
}
