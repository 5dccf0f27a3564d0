import { CLUSTER_FLAGS } from './cluster-flags.js';
import { EDIT_FLAGS } from './edit-flags.js';
import { OUTPUT_FLAGS } from './output-flags.js';
import { SAFETY_FLAGS } from './safety-flags.js';
import type { Flag, FlagSpec } from './flag.js';

export type { Flag } from './flag.js';

/** Every flag there is, in the order of the help. */
export const FLAGS: readonly Flag[] = [
  ...inGroup('What to change', EDIT_FLAGS),
  ...inGroup('Safety', SAFETY_FLAGS),
  ...inGroup('Output', OUTPUT_FLAGS),
  ...inGroup('Cluster, as in kubectl', CLUSTER_FLAGS),
];

function inGroup(group: Flag['group'], flags: readonly FlagSpec[]): readonly Flag[] {
  return flags.map((flag) => ({ ...flag, group }));
}
