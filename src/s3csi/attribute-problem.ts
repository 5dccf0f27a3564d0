import type { VolumeSettings } from './volume-settings.js';

/** One thing in a volume that the driver would reject or, worse, ignore without a word. */
export interface AttributeProblem {
  /** The attribute; "mountOptions" or "accessModes" where the fault is in that field. */
  readonly key: string;
  /** A warning stood in the cluster before and is left as it was, or was let through; an error is new. */
  readonly level: 'error' | 'warning';
  /** One sentence with the wrong value and the reason. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
  /** The flag that lets this problem through; absent where the driver would reject it all the same. */
  readonly override?: '--allow-unknown-attribute';
}

/** What a rule finds; only the comparison with the volume before decides on the level. */
export type Finding = Omit<AttributeProblem, 'level'>;

export type Rule = (settings: VolumeSettings) => readonly Finding[];
