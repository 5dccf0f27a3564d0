import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { type Job, JOBS, PODS } from '../kinds.js';
import type { Named } from '../object-store.js';
import { isScheduled } from '../pod-facts.js';
import { timestamp } from '../timestamp.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers.js';
import { isOwnedBy, ownerNameOf, podFrom } from './pod-template.js';

/** Held by a Job's Pod until the Job has counted how it ended. */
const TRACKING = 'batch.kubernetes.io/job-tracking';

/** Runs Pods one at a time until enough have succeeded. They stay, Completed, and hold their claims (FIELD.md 2.1). */
export function runJobs(world: World): void {
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    sync(world, named);
  });
  world.api.store.watch(JOBS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  world.api.store.watch(PODS, ({ object }) => {
    const name = ownerNameOf(object, JOBS);
    if (name !== undefined) queue.add({ name, namespace: object.metadata.namespace });
  });
}

function sync(world: World, named: Named): void {
  const { api } = world;
  const job = api.read(JOBS, named);
  if (job === undefined || job.metadata.deletionTimestamp !== undefined) return;
  const owned = api.list(PODS, named.namespace).filter((pod) => isOwnedBy(pod, job));
  const ended = owned.filter((pod) => hasFinalizer(pod, TRACKING) && hasEnded(pod));
  for (const pod of ended) api.update(PODS, pod.metadata, (object) => withoutFinalizer(object, TRACKING));
  const newly = ended.filter((pod) => pod.status?.phase === 'Succeeded').length;
  const succeeded = (job.status?.succeeded ?? 0) + newly;
  const active = owned.filter((pod) => !hasEnded(pod) && pod.metadata.deletionTimestamp === undefined).length;
  const isComplete = succeeded >= (job.spec.completions ?? 1);
  if (!isComplete && active === 0 && job.spec['suspend'] !== true) api.create(PODS, podOf(world, job));
  api.update(JOBS, named, (object) => ({
    ...object,
    status: { ...object.status, active, succeeded, ...(isComplete ? completion(world, object) : {}) },
  }));
}

function completion({ clock }: World, { status }: Job) {
  const completionTime = status?.['completionTime'] ?? timestamp(clock.now());
  return { completionTime, conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: completionTime }] };
}

function hasEnded(pod: Pod): boolean {
  return isFinished(pod) || (pod.metadata.deletionTimestamp !== undefined && !isScheduled(pod));
}

function podOf(world: World, job: Job): Pod {
  const { name } = job.metadata;
  const pod = withFinalizer(podFrom(job.spec.template, job, `${name}-${world.random.suffix()}`), TRACKING);
  const labels = { ...pod.metadata.labels, 'batch.kubernetes.io/job-name': name, 'job-name': name };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}
