import type { KeptRun } from '../model/journal.js';
import type { Pod } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import { isFinished, isScheduled, isTerminating } from './pod-facts.js';
import { podManifest } from './pod-manifest.js';

/** Pods without a controller that run now, as they can be created again; one that has ended or is stopping was meant to. */
export function barePods({ holders }: Observation): readonly Pod[] {
  return holders
    .filter(
      ({ pod, workload }) => workload === undefined && isScheduled(pod) && !isFinished(pod) && !isTerminating(pod),
    )
    .map(({ pod }) => podManifest(pod));
}

/**
 * Those that a run has still to bring back, on its way on or back: as they are by now where they run, since somebody may have
 * labelled one meanwhile.
 *
 * @param takesOthers with those that were not approved yet
 */
export function barePodsOnTheWay(
  observed: Observation,
  { record, entries }: Pick<KeptRun, 'record' | 'entries'>,
  takesOthers: boolean,
): readonly Pod[] {
  const last = entries.findLast((entry) => entry.type === 'resumed' && entry.pods !== undefined);
  const approved = (last?.type === 'resumed' ? last.pods : undefined) ?? record.target.pods;
  const running = new Map(barePods(observed).map((pod) => [pod.metadata.name, pod]));
  const kept = new Map(approved.map((pod) => [pod.metadata.name, running.get(pod.metadata.name) ?? pod]));
  return [...(takesOthers ? new Map([...kept, ...running]) : kept).values()];
}
