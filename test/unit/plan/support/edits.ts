import type { Edits } from '../../../../src/model/edits.js';

export const NO_EDITS: Edits = {
  set: new Map(),
  unset: [],
  addMountOptions: [],
  removeMountOptions: [],
  unchanged: false,
};

/** Edits with only these in them. */
export function edits(given: Partial<Edits>): Edits {
  return { ...NO_EDITS, ...given };
}
