import { downtimes } from '../../model/downtime.js';
import type { Approval, JournalEntry, KeptRun, ListedRun, RunRecord } from '../../model/journal.js';
import { stateAmong, type RunState } from '../../model/run-state.js';
import type { RunView } from '../../model/texts.js';
import { wayOn } from '../run-words.js';
import { downtimeDocument } from './downtime-document.js';
import { nextCommands } from './error-document.js';
import { changeDocument, checkDocument, driverDocument } from './plan-document.js';
import { SCHEMA } from './schema.js';

/** The runs that are kept, the oldest first. */
export function runListDocument(runs: readonly ListedRun[], folder: string) {
  return { schema: SCHEMA, kind: 'RunList', folder, items: runs.map((run) => listedDocument(run, runs)) };
}

/** The same for a stream: a document a run. */
export function runItems(runs: readonly ListedRun[]): readonly object[] {
  return runs.map((run) => ({ schema: SCHEMA, kind: 'RunListItem', ...listedDocument(run, runs) }));
}

function listedDocument(run: ListedRun, all: readonly ListedRun[]) {
  if ('problem' in run) return { run: run.id, folder: run.folder, state: 'unreadable', problem: run.problem };
  return headOf(run, stateAmong(run, all));
}

/** One run: what was to happen, what did, what stands now, what to do next. */
export function runDocument(view: RunView) {
  const { record, entries, state, laterRun, diff, stands, trouble } = view;
  const { snapshot, target, changes, steps, settings } = record;
  return {
    schema: SCHEMA,
    kind: 'Run',
    ...headOf(view, state),
    ...(laterRun === undefined ? {} : { laterRun }),
    approval: approvalDocument(record.approval),
    ...(record.digest === undefined ? {} : { digest: record.digest }),
    ...(record.driver === undefined ? {} : { driver: driverDocument(record.driver) }),
    ...(record.checks === undefined ? {} : { checks: record.checks.map(checkDocument) }),
    changes: changes.map(changeDocument),
    diff,
    steps: steps.map(({ id, title }) => ({ id, title })),
    workloads: record.workloads.map(({ kind, name, expectedReady }) => ({ kind, name, expectedReady })),
    pods: snapshot.pods.map(({ metadata }) => metadata.name),
    recreatedPods: target.pods.map(({ metadata }) => metadata.name),
    settings: settingsDocument(settings),
    downtimes: downtimes(entries).map(downtimeDocument),
    journal: entries.map(entryDocument),
    stands,
    ...(trouble.length === 0 ? {} : { trouble }),
    ...nextCommands(wayOn(view)),
  };
}

function headOf({ record, folder }: Pick<KeptRun, 'record' | 'folder'>, state: RunState) {
  const { id, startedAt, namespace, claimName, volumeName, cluster } = record;
  return {
    run: id,
    folder,
    state: STATES[state],
    startedAt,
    claim: { namespace, name: claimName },
    volume: { name: volumeName },
    cluster: { context: cluster.context, server: cluster.server },
  };
}

const STATES = {
  unfinished: 'unfinished',
  unchanged: 'unchanged',
  done: 'done',
  'rolled back': 'rolled-back',
  overtaken: 'overtaken',
} as const;

function approvalDocument({ by, user, at }: Approval) {
  return { by, user, at };
}

function settingsDocument({ timeoutMs, unmountTimeoutMs, gracePeriodSeconds, forceDeletePods }: RunRecord['settings']) {
  return {
    timeoutMs,
    unmountTimeoutMs,
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodMs: gracePeriodSeconds * 1000 }),
    ...(forceDeletePods === true ? { forceDeletePods } : {}),
  };
}

/** Without the bodies of what was asked: a Pod that is created again may hold secrets. */
function entryDocument(entry: JournalEntry): object {
  const { at, type } = entry;
  const time = at === undefined ? {} : { time: at };
  switch (type) {
    case 'step': {
      const { step, state, message } = entry;
      return { ...time, type, step, state, ...(message === undefined ? {} : { message }) };
    }
    case 'intent':
      return { ...time, type, verb: entry.verb, object: entry.object };
    case 'outcome': {
      const { verb, object, uid, error } = entry;
      return {
        ...time,
        type,
        verb,
        object,
        ...(uid === undefined ? {} : { uid }),
        ...(error === undefined ? {} : { error }),
      };
    }
    case 'workload':
      return {
        ...time,
        type,
        kind: entry.kind,
        name: entry.name,
        state: entry.state,
        ...(entry.pods === undefined ? {} : { pods: entry.pods }),
      };
    case 'resumed':
      return {
        ...time,
        type,
        toward: entry.toward,
        steps: entry.steps.map(({ id, title }) => ({ id, title })),
        ...(entry.approval === undefined ? {} : { approval: approvalDocument(entry.approval) }),
        ...(entry.digest === undefined ? {} : { digest: entry.digest }),
      };
    case 'amended':
      return { ...time, type, volumeHandle: entry.volumeHandle };
    case 'ended':
      return {
        ...time,
        type,
        result: entry.result,
        ...(entry.message === undefined ? {} : { message: entry.message }),
      };
    case 'closed':
      return { ...time, type };
  }
}
