import type { KeptRun } from '../model/journal.js';
import type { Pod } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import { isOpen } from '../model/run-state.js';
import { isFinished, isScheduled, isTerminating } from './pod-facts.js';
import { podManifest } from './pod-manifest.js';

type Run = Pick<KeptRun, 'record' | 'entries'>;

/** Pods without a controller that run now, as they can be created again; one that has ended or is stopping was meant to. */
export function barePods(observed: Observation): readonly Pod[] {
  return running(observed).map(podManifest);
}

function running({ holders }: Observation): readonly Pod[] {
  return holders
    .filter(
      ({ pod, workload }) => workload === undefined && isScheduled(pod) && !isFinished(pod) && !isTerminating(pod),
    )
    .map(({ pod }) => pod);
}

/** Those that a run was approved to create again, at its beginning or at its last attempt. */
export function approvedBarePods({ record, entries }: Run): readonly Pod[] {
  const later = entries.flatMap((entry) => (entry.type === 'resumed' && entry.pods !== undefined ? [entry.pods] : []));
  return later.at(-1) ?? record.target.pods;
}

/**
 * Those that a run has still to bring back, on its way on or back.
 *
 * @param takesOthers with those that were not approved yet
 */
export function barePodsOnTheWay(observed: Observation, run: Run, takesOthers: boolean): readonly Pod[] {
  const approved = approvedBarePods(run);
  const isApproved = ({ metadata: { name } }: Pod): boolean => approved.some(({ metadata }) => metadata.name === name);
  const isUnderWay = isOpen(run.entries);
  const others = running(observed).filter(
    (pod) => !isApproved(pod) && (takesOthers || (isUnderWay && hasWaited(pod, run))),
  );
  return [...approved.flatMap((pod) => asItIs(pod, observed, run)), ...others.map(podManifest)];
}

/** It had no node when the run began, which therefore left it alone, and has one by the run's own new claim. */
function hasWaited({ metadata: { uid } }: Pod, { record }: Run): boolean {
  return record.snapshot.pods.some((pod) => pod.metadata.uid === uid && !isScheduled(pod));
}

/**
 * Somebody may have labelled it since. One that is not there was stopped by a run that is under way, and by somebody else where none
 * is. One that has ended was meant to, unless it is the run's own and failed with the new volume.
 */
function asItIs(approved: Pod, { holders }: Observation, run: Run): readonly Pod[] {
  const isUnderWay = isOpen(run.entries);
  const now = holders.find(({ pod }) => pod.metadata.name === approved.metadata.name);
  if (now === undefined || isTerminating(now.pod)) return isUnderWay ? [approved] : [];
  if (now.workload !== undefined) return [];
  return isFinished(now.pod) && !(isUnderWay && hasFailedSince(now.pod, run)) ? [] : [podManifest(now.pod)];
}

function hasFailedSince({ metadata: { uid }, status }: Pod, { record }: Run): boolean {
  return status?.phase === 'Failed' && record.snapshot.pods.every(({ metadata }) => metadata.uid !== uid);
}
