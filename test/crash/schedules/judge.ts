import assert from 'node:assert/strict';
import type { RunRecord } from '../../../src/model/journal.js';
import type { PersistentVolume, Pod } from '../../../src/model/objects.js';
import { usesClaim } from '../../../src/plan/pod-facts.js';
import { isReady, lasting, type Pair } from '../../scenarios/stories/facts.js';
import { CLAIMS, LEASES, PODS } from '../../support/model/kinds.js';
import { isChange } from '../../support/model/port-request.js';
import { type Attempted, type Drama, readBoth } from './drama.js';
import { EDITS } from './edits.js';
import { LAYOUTS } from './layouts.js';

/** Ends that the interference of somebody else, or a fault of the API, may lead to; never an internal error. */
const HONEST_ENDS = [0, 3, 4, 5, 6, 7];

/** Holds the end of an attempt against what the cluster says. */
export async function judge(drama: Drama, attempted: Attempted, isLast: boolean): Promise<void> {
  const { result, line } = attempted;
  const record = await recordOf(drama);
  if (record === undefined) {
    assertNothingChanged(drama);
    if (line.hasDied() || drama.actedAt.length > 0) return;
  }
  if (result.code === 0) await assertTrue(drama, attempted, record);
  if (line.hasDied()) return;
  assert.ok(HONEST_ENDS.includes(result.code), `exit ${result.code}`);
  if (result.code === 4) assert.match(result.stderr, WAY_ON, 'a conflict names the way on');
  const isDisturbed = drama.schedule.interference !== undefined && drama.actedAt.length > 0;
  if (!line.wasHit() && !isDisturbed) assert.equal(result.code, 0, isLast ? 'the last attempt' : 'without accident');
}

/** How long a lock stands that nobody renews. */
const LOCK_MS = 30_000;

const WAY_ON = /resume|rollback|run the command again|wait until|begin anew|--[a-z]/;

/** What has to be so at the very end, however it went. */
export async function assertFarewell(drama: Drama): Promise<void> {
  const { doors, foreign, history } = drama;
  const record = await recordOf(drama);
  const own = [record?.snapshot.claim, record?.snapshot.volume];
  for (const object of own) {
    const { uid = '', resourceVersion = '' } = object?.metadata ?? {};
    if (object !== undefined) assert.deepEqual(object, plainJson(history.get(`${uid}/${resourceVersion}`)), 'snapshot');
  }
  const ownUids = own.map((object) => object?.metadata.uid);
  for (const request of doors.model.requests) {
    const uid = request.preconditions?.uid ?? '';
    if (!isChange(request) || !request.isApplied || !foreign.has(uid) || ownUids.includes(uid)) continue;
    assert.fail(`${request.verb} ${request.resource.kind} of somebody else: ${JSON.stringify(request.body ?? {})}`);
  }
  if (drama.schedule.interference?.act === 'takes the lock') assertLockKept(drama);
}

/** For as long as its holder may be alive. */
function assertLockKept({ doors, actedAt }: Drama): void {
  for (const { verb, resource, isApplied, at, preconditions } of doors.model.requests) {
    if (resource.plural !== LEASES.plural || !isApplied || (verb !== 'delete' && verb !== 'patch')) continue;
    const isKept = actedAt.every((since) => at < since || at >= since + LOCK_MS);
    assert.ok(isKept, `${verb} of somebody else's lock, ${JSON.stringify(preconditions)}`);
  }
}

async function recordOf({ stage, doors }: Drama): Promise<RunRecord | undefined> {
  const [run, ...others] = await stage.runs();
  assert.deepEqual(others, [], 'one run and no more');
  return run === undefined ? undefined : (await doors.journal.open(run)).record;
}

/** Nothing is changed before the snapshot is durable. */
function assertNothingChanged({ doors }: Drama): void {
  const changed = doors.model.requests.filter(
    (request) => isChange(request) && request.isApplied && request.resource.plural !== LEASES.plural,
  );
  assert.deepEqual(changed, [], 'changes without a run');
}

/** Exit 0 is a promise: everything stands, as far as nobody came after the last look. */
async function assertTrue(drama: Drama, attempted: Attempted, record: RunRecord | undefined): Promise<void> {
  const { schedule, stage, doors, actedAt } = drama;
  assert.ok(record, 'exit 0 without a run');
  if (actedAt.some((at) => at >= lastLook(drama, attempted))) return;
  const { claim, volume } = record.snapshot;
  assert.ok(claim !== undefined && volume !== undefined, 'the snapshot is whole');
  const now = await readBoth(stage, record.claimName);
  assertBound(now);
  assertContent(now, expected({ claim, volume }, drama, attempted));
  const edit = EDITS[schedule.edit];
  if (schedule.edit === '--unchanged' && attempted.toward === 'target') {
    assert.notEqual(now.claim.metadata.uid, claim.metadata.uid, 'the claim is a new one');
    assert.notEqual(now.volume.metadata.uid, volume.metadata.uid, 'the volume is a new one');
  }
  if (edit.isInPlace && actedAt.length === 0) {
    assert.equal(now.claim.metadata.uid, claim.metadata.uid, 'the claim is the old one');
    assert.equal(now.volume.metadata.uid, volume.metadata.uid, 'the volume is the old one');
  }
  await assertPodsReady(drama);
  if (!attempted.line.wasHit() && actedAt.length === 0) {
    assert.deepEqual(doors.model.all(LEASES, stage.namespace), [], 'no lock is left');
  }
}

function lastLook({ doors }: Drama, { requests: [from, to] }: Attempted): number {
  const looks = doors.model.requests
    .slice(from, to)
    .filter(({ verb, resource, isApplied }) => verb === 'get' && resource.plural === CLAIMS.plural && isApplied);
  return looks.at(-1)?.at ?? 0;
}

function expected(snapshot: Pair, { schedule }: Drama, { toward }: Attempted): Pair {
  if (toward === 'snapshot') return snapshot;
  const { claim, volume } = snapshot;
  return { claim, volume: { ...volume, spec: EDITS[schedule.edit].apply(volume.spec) } };
}

function assertContent(now: Pair, { claim, volume }: Pair): void {
  const { namespace = '', name } = claim.metadata;
  const reserved: PersistentVolume = { ...volume, spec: { ...volume.spec, claimRef: { namespace, name } } };
  assert.deepEqual(plainJson(lasting(now.volume)), plainJson(lasting(reserved)), 'the volume');
  const named = { ...claim, spec: { ...claim.spec, volumeName: volume.metadata.name } };
  assert.deepEqual(plainJson(lasting(now.claim)), plainJson(lasting(named)), 'the claim');
}

function assertBound({ claim, volume }: Pair): void {
  assert.equal(claim.metadata.deletionTimestamp, undefined, 'the claim stays');
  assert.equal(volume.metadata.deletionTimestamp, undefined, 'the volume stays');
  assert.equal(claim.status?.phase, 'Bound');
  assert.equal(volume.status?.phase, 'Bound');
  assert.equal(volume.spec.claimRef?.uid, claim.metadata.uid, 'they name each other');
}

/** At once where nobody came between; where somebody did, once their own doing has come to rest. */
async function assertPodsReady({ schedule, stage, doors, actedAt }: Drama): Promise<void> {
  const { claimName, ready } = LAYOUTS[schedule.layout];
  const count = (): number =>
    doors.model.all(PODS, stage.namespace).filter((pod: Pod) => usesClaim(pod, claimName) && isReady(pod)).length;
  const act = actedAt.length === 0 ? undefined : schedule.interference?.act;
  if (act === 'scales up' || act === 'scales to none') return;
  // Nobody brings a bare Pod back that its owner has taken away.
  if (act === 'deletes a Pod' && schedule.layout === 'a bare Pod') return;
  const wanted = ready(schedule.replicas);
  if (act === undefined) assert.equal(count(), wanted, 'Pods that are Ready');
  else await stage.until(`${wanted} Pods are Ready`, () => Promise.resolve(count() >= wanted));
}

/** As it comes out of a file. */
function plainJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
