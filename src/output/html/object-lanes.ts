import type { RunRecord } from '../../model/journal.js';
import type { KubernetesObject } from '../../model/objects.js';
import type { StepId } from '../../model/plan.js';
import { CLAIM, describeKey, VOLUME } from '../../model/references.js';
import type { TimedEntry } from './attempts.js';
import { LaneWriter, type Lane } from './lane.js';

/** How claim, volume and mount went through a run, as far as its journal tells. */
export function objectLanes(
  record: RunRecord,
  entries: readonly TimedEntry[],
  from: number,
  end: number,
): readonly Lane[] {
  const { namespace, claimName, volumeName, snapshot } = record;
  const names = {
    claim: describeKey({ resource: CLAIM, namespace, name: claimName }),
    volume: describeKey({ resource: VOLUME, name: volumeName }),
  };
  const lanes: Lanes = {
    claim: beginning(`Claim ${namespace}/${claimName}`, from, snapshot.claim),
    volume: beginning(`Volume ${volumeName}`, from, snapshot.volume),
    mount: hasMount(record) ? new LaneWriter('Mount', from, 'old', 'old mount') : undefined,
  };
  let step = '';
  for (const entry of entries) {
    if (entry.type === 'step' && entry.state === 'started') step = entry.step;
    else if (entry.type === 'step' && entry.state === 'finished') onStep(entry, lanes);
    else if (entry.type === 'outcome' && entry.error === undefined) onChange(entry, step, names, lanes);
    else if (entry.type === 'resumed') onResumed(entry, lanes);
    else if (entry.type === 'workload') onWorkload(entry, lanes);
  }
  return [lanes.claim, lanes.volume, lanes.mount].flatMap((lane) => (lane === undefined ? [] : [lane.lane(end)]));
}

interface Lanes {
  readonly claim: LaneWriter;
  readonly volume: LaneWriter;
  readonly mount: LaneWriter | undefined;
}

type EntryOf<T extends TimedEntry['type']> = Extract<TimedEntry, { readonly type: T }>;

function beginning(name: string, from: number, object: KubernetesObject | undefined): LaneWriter {
  if (object === undefined) return new LaneWriter(name, from, 'gone', 'does not exist');
  if (object.metadata.deletionTimestamp !== undefined) return new LaneWriter(name, from, 'going', 'Terminating');
  const { phase = 'Pending' } = (object['status'] ?? {}) as { readonly phase?: string };
  return new LaneWriter(name, from, 'old', phase);
}

function hasMount({ workloads, target }: RunRecord): boolean {
  return workloads.some(({ expectedReady }) => expectedReady > 0) || target.pods.length > 0;
}

function onChange(
  { verb, object, ms }: EntryOf<'outcome'>,
  step: string,
  names: Record<'claim' | 'volume', string>,
  lanes: Lanes,
) {
  const lane = object === names.claim ? lanes.claim : object === names.volume ? lanes.volume : undefined;
  if (verb === 'delete') lane?.enter(ms, 'going', 'Terminating');
  else if (verb === 'create') lane?.enter(ms, 'made', 'new, not bound yet');
  // Of the patches that only prepare something, such as the reclaim policy, the steps tell.
  else if (verb === 'patch' && step === 'patch') lane?.enter(ms, 'good', 'changed in place');
}

/** What is certain once a step has ended, even where the server's answer to a change was lost. */
function onStep({ step, message = '', ms }: EntryOf<'step'>, { claim, volume, mount }: Lanes): void {
  switch (step) {
    case 'delete-claim':
      claim.enter(ms, 'going', 'Terminating');
      break;
    case 'stop-pods':
      claim.enter(ms, 'gone', 'does not exist');
      volume.enter(ms, volume.tone === 'going' ? 'going' : 'old', volume.tone === 'going' ? 'Terminating' : 'Released');
      if (mount?.tone === 'going') mount.enter(ms, 'going', 'no Pod on it');
      break;
    case 'release-mount':
      if (!message.startsWith('not needed')) mount?.enter(ms, 'gone', 'let go');
      break;
    case 'delete-volume':
      volume.enter(ms, 'gone', 'does not exist');
      break;
    case 'create-volume':
      volume.enter(ms, 'made', 'new, not bound yet');
      break;
    case 'free-volume':
      volume.enter(ms, 'made', 'Available');
      break;
    case 'create-claim':
      claim.enter(ms, 'made', 'new, not bound yet');
      break;
    case 'bind':
      claim.enter(ms, 'good', 'Bound');
      volume.enter(ms, 'good', 'Bound');
  }
}

/** What has gone between two attempts is seen by what the next one plans. */
function onResumed({ steps, ms }: EntryOf<'resumed'>, { claim, volume }: Lanes): void {
  const plans = (id: StepId): boolean => steps.some((step) => step.id === id);
  if (plans('create-claim') && !plans('stop-pods')) claim.enter(ms, 'gone', 'does not exist');
  if (plans('create-volume') && !plans('delete-volume')) volume.enter(ms, 'gone', 'does not exist');
}

function onWorkload({ state, ms }: EntryOf<'workload'>, { mount }: Lanes): void {
  if (state === 'stopping') mount?.enter(ms, 'going', 'Pods are stopping');
  else if (state === 'ready') mount?.enter(ms, 'good', 'new mount');
}
