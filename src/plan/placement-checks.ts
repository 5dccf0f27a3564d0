import type { Holder } from '../model/observation.js';
import type { CheckResult, Plan } from '../model/plan.js';
import { listed } from '../model/words.js';
import { isFinished } from './pod-facts.js';

const DEFAULT_SCHEDULER = 'default-scheduler';

/**
 * Pods that never ask the scheduler hold the claim again as soon as they are made, and their controller makes one for each
 * that is told to stop: that never ends (measured; FIELD.md 2.3).
 */
export function presetNodes({ stops, steps }: Plan): readonly CheckResult[] {
  if (!steps.some(({ id }) => id === 'stop-pods')) return [];
  const preset = stops.filter(({ pod, presetNode }) => presetNode !== undefined && !isFinished(pod));
  return distinctBy(preset, ({ workload }) => workload?.uid ?? '').map(({ workload, presetNode }) => {
    const name = workload === undefined ? '' : `${workload.kind} ${workload.name}`;
    return {
      id: 'preset-node',
      level: 'error',
      message: `the template of ${name} puts its Pods on node ${presetNode ?? ''} past the scheduler (spec.nodeName), so that each new one holds the claim again`,
      hint: `scale ${name} to 0 first, and back afterwards`,
    };
  });
}

/** Only a scheduler that heeds a claim's deletion keeps the replacements waiting (FIELD.md 2.2). */
export function otherSchedulers({ stops, steps }: Plan): readonly CheckResult[] {
  if (!steps.some(({ id }) => id === 'stop-pods')) return [];
  const others = stops.filter(({ pod, workload }) => workload !== undefined && schedulerOf(pod) !== DEFAULT_SCHEDULER);
  return distinctBy(others, ({ pod }) => schedulerOf(pod)).map(({ pod }) => {
    const scheduler = schedulerOf(pod);
    const names = others.filter((each) => schedulerOf(each.pod) === scheduler).map((each) => each.pod.metadata.name);
    return {
      id: 'other-scheduler',
      level: 'warning',
      message: `Pod${names.length === 1 ? '' : 's'} ${listed(names)}: the scheduler ${scheduler} must heed that the claim is being deleted, or new Pods hold it again; the run stops when they do`,
    };
  });
}

function schedulerOf({ spec }: Holder['pod']): string {
  const { schedulerName } = spec;
  return typeof schedulerName === 'string' && schedulerName !== '' ? schedulerName : DEFAULT_SCHEDULER;
}

function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
