import type { JournalEntry, RunRecord } from '../../src/model/journal.js';
import type { RunView } from '../../src/model/texts.js';
import { runState } from '../../src/model/run-state.js';
import { plan } from '../../src/plan/build-plan.js';
import { manifestDiff } from '../../src/plan/manifest-diff.js';
import { claimManifest, volumeManifest } from '../../src/plan/manifest.js';
import { runRecord } from '../unit/journal/support/records.js';
import { holder, observation, storedClaim, storedVolume, WEB } from '../unit/plan/support/stored.js';

const BEGIN = Date.UTC(2026, 0, 5, 9);
const BATCH = { kind: 'StatefulSet', name: 'batch', uid: 'uid-of-batch' };
const HOLDERS = [
  ...['web-1', 'web-2', 'web-3'].map((name) => holder({ name, workload: WEB })),
  holder({ name: 'batch-0', nodeName: 'node-2', workload: BATCH, gracePeriodSeconds: 60 }),
];
const OLD_VOLUME = storedVolume({ reclaimPolicy: 'Delete' });
const OBSERVED = observation({ claim: storedClaim(), volume: OLD_VOLUME, holders: HOLDERS });
const TARGET = {
  claim: claimManifest(storedClaim()),
  volume: volumeManifest(
    storedVolume({ reclaimPolicy: 'Delete', attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } }),
  ),
  pods: [],
  replaces: {},
};
const PLAN = plan(OBSERVED, TARGET);
const CLAIM = 'claim app/s3-pvc';
const VOLUME = 'volume s3-pv';

/** As an operator approved it. */
export const APPROVED: RunRecord = runRecord({
  id: '20260105-090000-s3-pvc-7d21',
  snapshot: { claim: storedClaim(), volume: OLD_VOLUME, pods: HOLDERS.map(({ pod }) => pod) },
  target: TARGET,
  changes: PLAN.changes,
  steps: PLAN.steps,
  workloads: [
    { ...WEB, expectedReady: 3 },
    { ...BATCH, expectedReady: 1 },
  ],
  approval: { by: 'prompt', user: 'anna@bastion', at: new Date(BEGIN).toISOString() },
  digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
  driver: { generation: 'v2', version: '2.7.0' },
  checks: [
    { id: 'rights', level: 'okay', message: 'you have every right that this needs' },
    { id: 'objects', level: 'okay', message: 'the API server would accept the new claim and volume' },
    {
      id: 'helm',
      level: 'warning',
      message: 'claim app/s3-pvc was installed by Helm (release web)',
      hint: 'change the values of the release too, before its next upgrade',
    },
  ],
});

/** Writes a journal with its times in seconds after the begin. */
function journal(...lines: readonly (readonly [seconds: number, entry: JournalEntry])[]): readonly JournalEntry[] {
  return lines.map(([seconds, entry]) => ({ at: new Date(BEGIN + seconds * 1000).toISOString(), ...entry }));
}

type Line = readonly [number, JournalEntry];

function step(id: string, from: number, to: number, ...within: readonly Line[]): readonly Line[] {
  return [
    [from, { type: 'step', step: id, state: 'started' }],
    ...within,
    [to, { type: 'step', step: id, state: 'finished' }],
  ];
}

/** What was asked, and the answer a moment later. */
function change(seconds: number, verb: string, object: string, uid = ''): readonly Line[] {
  return [
    [seconds - 0.02, { type: 'intent', verb, object }],
    [seconds, { type: 'outcome', verb, object, uid }],
  ];
}

const stops = (kind: string, name: string): JournalEntry => ({ type: 'workload', kind, name, state: 'stopping' });
const ready = (kind: string, name: string): JournalEntry => ({ type: 'workload', kind, name, state: 'ready' });

const FIRST_HALF: readonly Line[] = [
  ...step('recheck', 0.4, 0.5),
  ...step('retain', 0.5, 0.6, ...change(0.58, 'patch', VOLUME, 'v1')),
  ...step('delete-claim', 0.6, 0.7, ...change(0.66, 'delete', CLAIM, 'c1')),
  [0.7, { type: 'step', step: 'stop-pods', state: 'started' }],
  [0.75, stops('Deployment', 'web')],
  [0.75, stops('StatefulSet', 'batch')],
  ...HOLDERS.flatMap(({ pod }) => change(0.8, 'delete', `Pod app/${pod.metadata.name}`, pod.metadata.uid)),
];

const SECOND_HALF: readonly Line[] = [
  [8.2, { type: 'step', step: 'stop-pods', state: 'finished', message: '4 Pods stopped' }],
  ...step('release-mount', 8.2, 10.9),
  ...step('delete-volume', 10.9, 11.2, ...change(11, 'delete', VOLUME, 'v1')),
  ...step('create-volume', 11.2, 11.5, ...change(11.3, 'create', VOLUME, 'v2')),
  ...step('create-claim', 11.5, 11.7, ...change(11.6, 'create', CLAIM, 'c2')),
  ...step('bind', 11.7, 12.6),
  ...step('renew-pods', 12.6, 12.7),
  ...step('verify', 12.7, 17.4, [16.1, ready('Deployment', 'web')], [17.3, ready('StatefulSet', 'batch')]),
  ...step('restore-policy', 17.4, 17.5, ...change(17.45, 'patch', VOLUME, 'v2')),
  [17.5, { type: 'ended', result: 'done' }],
  [17.6, { type: 'closed' }],
];

function told(entries: readonly JournalEntry[], more: Partial<RunView> = {}): RunView {
  return {
    folder: '/home/anna/.local/state/kubectl-s3csi-recreate/runs/20260105-090000-s3-pvc-7d21',
    record: APPROVED,
    entries,
    state: runState(entries),
    targetVolume: APPROVED.target.volume,
    diff: manifestDiff(PLAN),
    stands: `${CLAIM} is Bound, ${VOLUME} is Bound`,
    trouble: [],
    resume: `kubectl s3csi-recreate resume ${APPROVED.id} --context=prod`,
    rollback: `kubectl s3csi-recreate rollback ${APPROVED.id} --context=prod`,
    now: BEGIN + 3 * 3_600_000,
    ...more,
  };
}

/** From the yes to the end, without an accident. */
export const DONE = told(journal(...FIRST_HALF, ...SECOND_HALF));

/** Pods that do not end in time. */
export const STOPPED = told(
  journal(
    ...FIRST_HALF,
    [300.7, { type: 'step', step: 'stop-pods', state: 'failed', message: `waited 300 s for ${CLAIM} to be gone` }],
    [
      300.7,
      { type: 'ended', result: 'failed', message: `waited 300 s for ${CLAIM} to be gone: Pod batch-0 is stopping` },
    ],
  ),
  {
    stands: `${CLAIM} is Terminating, ${VOLUME} is Bound`,
    trouble: ['Pod batch-0: FailedPreStopHook: timed out', '  look at its preStop hook'],
  },
);

/** The same, gone on with two hours later. */
export const RESUMED = told([
  ...STOPPED.entries,
  ...journal(
    [
      7500,
      {
        type: 'resumed',
        toward: 'target',
        steps: PLAN.steps.filter(({ id }) => !['retain', 'delete-claim'].includes(id)),
        approval: { by: 'flag', user: 'ben@bastion', at: new Date(BEGIN + 7_499_000).toISOString() },
        digest: `sha256:${'fedcba9876543210'.repeat(4)}`,
      },
    ],
    [7500.1, { type: 'step', step: 'stop-pods', state: 'started' }],
    ...SECOND_HALF.map(([seconds, entry]): Line => [7493 + seconds, entry]),
  ),
]);
