import type { Pod } from '../../../../src/model/objects.js';
import { isFinished } from '../deletion.js';
import { type Job, JOBS, PODS } from '../kinds.js';
import type { Named } from '../object-store.js';
import { timestamp } from '../timestamp.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers.js';
import { isOwnedBy, ownerNameOf, podFrom } from './pod-template.js';

/** Held by a Job's Pod until the Job has counted how it ended. */
const TRACKING = 'batch.kubernetes.io/job-tracking';

/** Runs Pods until enough have succeeded, and no more than fit beside each other. They stay, Completed, and hold their claims (FIELD.md 2.1). */
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
  const newly = ended.filter((pod) => !hasFailed(pod)).length;
  const succeeded = (job.status?.succeeded ?? 0) + newly;
  const failed = (job.status?.failed ?? 0) + ended.length - newly;
  const active = owned.filter((pod) => !hasEnded(pod)).length;
  const isComplete = succeeded >= (job.spec.completions ?? 1);
  const isGivenUp = failed > (job.spec.backoffLimit ?? 6);
  const isOver = isComplete || isGivenUp;
  const wanted = Math.min(job.spec.parallelism ?? 1, (job.spec.completions ?? 1) - succeeded);
  for (let missing = wanted - active; !isOver && missing > 0; missing--) {
    if (job.spec['suspend'] !== true) api.create(PODS, podOf(world, job));
  }
  api.update(JOBS, named, (object) => ({
    ...object,
    status: {
      ...object.status,
      active,
      succeeded,
      failed,
      ...(isOver ? end(world, object, isComplete ? 'Complete' : 'Failed') : {}),
    },
  }));
}

function end({ clock }: World, { status }: Job, type: 'Complete' | 'Failed') {
  const at = status?.['completionTime'] ?? timestamp(clock.now());
  const conditions = [{ type, status: 'True', lastTransitionTime: at }];
  return type === 'Complete' ? { completionTime: at, conditions } : { conditions };
}

function hasEnded(pod: Pod): boolean {
  return isFinished(pod) || hasFailed(pod);
}

/** One that is deleted counts as failed from that moment on (kubernetes: pkg/controller/job, isPodFailed). */
function hasFailed({ metadata, status }: Pod): boolean {
  return status?.phase === 'Failed' || (metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded');
}

function podOf(world: World, job: Job): Pod {
  const { name } = job.metadata;
  const pod = withFinalizer(podFrom(job.spec.template, job, `${name}-${world.random.suffix()}`), TRACKING);
  const labels = { ...pod.metadata.labels, 'batch.kubernetes.io/job-name': name, 'job-name': name };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}
