import { runSteps, type RunSubject } from '../../../../src/engine/runner.js';
import type { Clock } from '../../../../src/model/clock.js';
import type { PlannedStep, StepId } from '../../../../src/model/plan.js';
import { VOLUME } from '../../../../src/model/references.js';
import type { Step, StepContext } from '../../../../src/model/step.js';
import { volume } from '../../../support/manifests/volume.js';
import { planView } from '../../output/support/view.js';
import type { Recording } from './recording.js';

export type Run = (context: StepContext) => Promise<string | undefined>;

/** A clock that a step moves by hand. */
export function handClock(): Clock & { pass(ms: number): void } {
  let now = 0;
  return {
    now: () => now,
    awake: () => now,
    sleep: () => Promise.reject(new Error('nothing here sleeps')),
    pass: (ms) => {
      now += ms;
    },
  };
}

export const QUEUE: readonly PlannedStep[] = [
  { id: 'recheck', title: 'look' },
  { id: 'patch', title: 'change' },
];

export interface Setting {
  readonly steps?: Partial<Record<StepId, Run>>;
  readonly queue?: readonly PlannedStep[];
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Runs the queue; steps that the test does not speak of do nothing. */
export async function run(
  recording: Recording,
  { steps = {}, queue = QUEUE, signal = new AbortController().signal, clock = handClock() }: Setting = {},
): Promise<unknown> {
  const subject: RunSubject = {
    id: 'run-1',
    plan: { ...planView().plan, steps: queue },
    settings: { timeoutMs: 1000, unmountTimeoutMs: 1000 },
    workloads: [],
  };
  const all = Object.fromEntries(
    queue.map(({ id }) => [id, { id, run: steps[id] ?? (() => Promise.resolve(undefined)) }]),
  ) as unknown as Record<StepId, Step>;
  const tools = {
    cluster: recording.cluster(),
    clock,
    reporter: recording.reporter,
    log: recording.log,
    signal,
    steps: all,
  };
  try {
    await runSteps(subject, tools);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A step that makes a volume. */
export const change: Run = async ({ cluster }: StepContext) => {
  await cluster.create(volume(), VOLUME);
  return 'made';
};
