import assert from 'node:assert/strict';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { CLAIM, VOLUME } from '../../../src/model/references.js';
import type { BackDoors } from '../../scenarios/model-stage.js';
import type { PluginResult, Stage } from '../../scenarios/stage.js';
import type { Pair } from '../../scenarios/stories/facts.js';
import type { BadLine } from './accidents.js';
import type { Schedule } from './schedule.js';

/** What became of one attempt. */
export interface Attempted {
  readonly words: readonly string[];
  readonly toward: 'target' | 'snapshot';
  readonly result: PluginResult;
  readonly line: BadLine;
  /** Its requests in the model's log: from, up to. */
  readonly requests: readonly [from: number, to: number];
}

/** Everything a judge may look at. */
export interface Drama {
  readonly schedule: Schedule;
  readonly stage: Stage;
  readonly doors: BackDoors;
  readonly before: Pair;
  /** Every state that claim and volume ever had, by uid and resourceVersion. */
  readonly history: ReadonlyMap<string, KubernetesObject>;
  /** uids of what somebody else has made. */
  readonly foreign: ReadonlySet<string>;
  /** When somebody else acted. */
  readonly actedAt: readonly number[];
}

export async function readBoth(stage: Stage, claimName: string): Promise<Pair> {
  const claim = await stage.read<PersistentVolumeClaim>(CLAIM, claimName);
  const volume = await stage.read<PersistentVolume>(VOLUME, stage.volumeName);
  assert.ok(claim, 'the claim is there');
  assert.ok(volume, 'the volume is there');
  return { claim, volume };
}
