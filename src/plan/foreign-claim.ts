import type { PersistentVolumeClaim } from '../model/objects.js';
import type { RunRecord } from '../model/journal.js';
import type { FieldChange } from '../model/plan.js';
import { claimChanges, effectOf } from './changes.js';
import { ordinalOf } from './template-claim.js';

/** What a run knows of the claim that it makes. */
type Making = Pick<RunRecord, 'workloads' | 'claimName'> & {
  readonly target: Pick<RunRecord['target'], 'claim' | 'admitted'>;
};

/**
 * Why a claim that somebody else has made under the name may not become this run's; undefined where it may. A StatefulSet's
 * may, since the set makes its claim again from its template (FIELD.md 2.9), and one to which something is only added: who
 * applied the manifest anew asked for just that. Nothing of anybody's is changed or taken away.
 */
export function objectionTo(claim: PersistentVolumeClaim, making: Making): string | undefined {
  const changes = differencesOf(claim, making);
  const forced = changes.filter(({ effect }) => effect === 'recreate');
  const overwritten = isMadeByItsSet(claim, making) ? [] : changes.filter(({ from }) => from !== undefined);
  const fields = new Set([...forced, ...overwritten].map(({ path }) => path.join('.')));
  return fields.size === 0 ? undefined : `${[...fields].join(', ')} ${fields.size === 1 ? 'differs' : 'differ'}`;
}

/** Made from its template by a StatefulSet of this run. */
export function isMadeByItsSet(claim: PersistentVolumeClaim, making: Making): boolean {
  const { workloads, claimName } = making;
  const isNamedSo = workloads.some(
    ({ kind, name }) => kind === 'StatefulSet' && ordinalOf(claimName, name) !== undefined,
  );
  return isNamedSo && effectOf(differencesOf(claim, making)) !== 'recreate';
}

/** The volume's name may be set while there is none. */
function differencesOf(claim: PersistentVolumeClaim, { target }: Making): readonly FieldChange[] {
  const isUnbound = claim.spec.volumeName === undefined || claim.spec.volumeName === '';
  const changes = claimChanges(claim, target.claim, target.admitted);
  return changes.filter(({ path }) => !isUnbound || path.join('.') !== 'spec.volumeName');
}
