import { Failure } from '../model/errors.js';
import type { JournalEntry, KeptRun } from '../model/journal.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { Target } from '../model/plan.js';
import { CLAIM, VOLUME, describeKey, keyOf } from '../model/references.js';
import { claimChanges, volumeChanges } from '../plan/changes.js';
import { isMadeByItsSet, objectionTo } from '../plan/foreign-claim.js';
import { situationOf } from '../plan/situation.js';

/**
 * Only the objects that the run began with, and those it made itself, may be replaced by going on. A volume of somebody
 * else is not even changed, as `create-volume` would not; a claim only where `create-claim` would take it over.
 *
 * @throws Failure conflict
 */
export function requireOurs(observed: Observation, target: Target, kept: KeptRun): void {
  const { volume, claim, volumeIsTaken, volumeChanges: changes } = situationOf(observed, target);
  const making = { ...kept.record, target };
  const isInTheWay = observed.claim !== undefined && objectionTo(observed.claim, making) !== undefined;
  const foreign = [
    volume === 'replace' || volumeIsTaken || changes.length > 0 ? observed.volume : undefined,
    claim === 'replace' || isInTheWay ? observed.claim : undefined,
  ].find((object) => object !== undefined && !isOurs(object, kept));
  if (foreign !== undefined) throw foreignObject(foreign, kept);
}

/** uids of what stands and is the run's: one that it knows by nothing but an unanswered request may look otherwise after the next. */
export function ourObjects({ claim, volume }: Observation, kept: KeptRun): readonly string[] {
  return [claim, volume]
    .filter((object) => object !== undefined && isOurs(object, kept))
    .flatMap((object) => object?.metadata.uid ?? []);
}

function isOurs(object: PersistentVolume | PersistentVolumeClaim, { record, entries }: KeptRun): boolean {
  const { claim, volume } = record.snapshot;
  const uids = [claim?.metadata.uid, volume?.metadata.uid, ...entries.flatMap(knownUids)];
  if (uids.includes(object.metadata.uid) || isUnansweredCreation(object, entries, record.target.admitted)) return true;
  return object.kind === 'PersistentVolumeClaim' && isMadeByItsSet(object, record);
}

function knownUids(entry: JournalEntry): readonly (string | undefined)[] {
  if (entry.type === 'resumed') return entry.objects ?? [];
  return entry.type === 'outcome' && entry.error === undefined ? [entry.uid] : [];
}

/**
 * The run asked for this object and never learnt its uid, by its own death or a lost reply; what stands there is what it
 * asked for then, on its way to the target or to the snapshot.
 */
function isUnansweredCreation(
  object: PersistentVolume | PersistentVolumeClaim,
  entries: readonly JournalEntry[],
  admitted: Target['admitted'],
): boolean {
  const name = describeKey(keyOf(object.kind === CLAIM.kind ? CLAIM : VOLUME, object));
  const creation = entries.filter((entry) => 'verb' in entry && entry.verb === 'create' && entry.object === name);
  const [asked, last] = [creation.findLast(({ type }) => type === 'intent'), creation.at(-1)];
  const isUnanswered = last?.type === 'intent' || (last?.type === 'outcome' && last.error !== undefined);
  if (!isUnanswered || asked?.type !== 'intent' || asked.body === undefined) return false;
  const changes =
    object.kind === 'PersistentVolume'
      ? volumeChanges(object, asked.body as PersistentVolume, admitted)
      : claimChanges(object, asked.body as PersistentVolumeClaim, admitted);
  return changes.length === 0;
}

function foreignObject({ kind, metadata }: KubernetesObject, { record: { id }, folder }: KeptRun): Failure {
  return new Failure(
    'conflict',
    `${kind} ${metadata.name} was made by somebody else, or by a later run, after run ${id} began`,
    {
      hint: `nothing was changed; look at it, then begin anew with a run of its own. If all is as it should be, this run is forgotten when its folder is removed: ${folder}`,
    },
  );
}
