import type { Schedule } from './schedule.js';

/**
 * Where an old volume that has to go is Available, since an earlier attempt had freed it or made it, a StatefulSet's claim
 * from a template can be bound to it between the plan and the deletion of the volume. The attempt then waits in vain for
 * the volume to go (exit 7); the next one finds the claim Bound, and arrives. Nothing is lost by it. To be taken out
 * together with the defect: a volume that has to go must not be free for anybody.
 */
function isOpenToItsSet({ layout, attempts, interference }: Schedule): boolean {
  if (layout !== 'a StatefulSet with a volumeClaimTemplate') return false;
  return interference !== undefined || attempts.length > 1 || attempts.some(({ accidents }) => accidents.length > 0);
}

/** How many attempts more it may take. */
export function toleranceOf(schedule: Schedule): number {
  return isOpenToItsSet(schedule) ? 2 : 0;
}

export function isTolerated(schedule: Schedule, violation: string): boolean {
  return isOpenToItsSet(schedule) && /^delete PersistentVolume .*: its claim still stood$/.test(violation);
}

export function isToleratedEnd(schedule: Schedule, code: number): boolean {
  return isOpenToItsSet(schedule) && code === 7;
}
