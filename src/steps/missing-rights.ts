import type { Access, Cluster } from '../model/cluster.js';
import { ApiError, isApiError, type FailureOptions } from '../model/errors.js';
import type { PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { CheckResult, Plan } from '../model/plan.js';
import { CLAIM, VOLUME, type ObjectKey } from '../model/references.js';
import { describeAccess, grantManifests } from '../plan/grant.js';
import { accessToRecreate, neededAccess } from '../plan/needed-access.js';
import { observe, observeDriver, type Subject } from './observe.js';

/** Those of the rights that the API server would not let the user have. Where it does not say, none. */
export async function missingRights(cluster: Cluster, needed: readonly Access[]): Promise<readonly Access[]> {
  const answers = await Promise.all(needed.map((access) => cluster.can(access)));
  return needed.filter((_access, index) => answers[index] === false);
}

/** What is missing as one sentence: "you may not patch, delete persistentvolumes". */
export function missingInWords(missing: readonly Access[]): string {
  return `you may not ${describeAccess(missing).join(', nor ')}`;
}

/** The refusal, with roles that would grant exactly what is missing. */
export async function forbidden(
  cluster: Cluster,
  claimName: string,
  missing: readonly Access[],
  message = `${missingInWords(missing)}; nothing was changed`,
): Promise<ApiError> {
  return new ApiError('Forbidden', 403, message, await grantFor(cluster, claimName, missing));
}

/** Nobody is made to grant rights to those who are not logged in. */
const ANONYMOUS = 'system:anonymous';

/** Whom to ask for what: the roles that grant just what is missing. */
export async function grantFor(
  cluster: Cluster,
  claimName: string,
  missing: readonly Access[],
): Promise<Pick<FailureOptions, 'hint' | 'manifest'>> {
  const user = await cluster.whoAmI();
  if (user.name === ANONYMOUS) {
    return { hint: 'the server does not know who you are: log in, and see `kubectl auth whoami`' };
  }
  const named = user.name === '' ? { ...user, name: 'YOUR-NAME' } : user;
  const groups = user.groups.filter((group) => !group.startsWith('system:'));
  const hints = [
    'ask for these rights: the following grants them, for kubectl apply -f (README, "Rights", has those for every case)',
    ...(user.isCertain ? [] : [`the server does not say whom it takes you for: correct the name "${named.name}"`]),
    ...(groups.length === 0
      ? []
      : [`"${user.name}" is in ${groups.join(', ')}: such a Group may be the subject instead`]),
  ];
  return { hint: hints.join('\n'), manifest: grantManifests(missing, named, claimName) };
}

/** The same for a plan that is only looked at: what a run would be refused for. */
export async function rightsCheck(cluster: Cluster, plan: Plan): Promise<readonly CheckResult[]> {
  const missing = await missingRights(cluster, neededAccess(plan));
  if (missing.length === 0) return [];
  return [
    {
      id: 'missing-rights',
      level: 'error',
      message: `a run of yours would be refused: ${missingInWords(missing)}`,
      hint: '--dry-run=server, or the run itself, prints the roles that grant it',
    },
  ];
}

/**
 * Reads everything the plan depends on, and where that is refused says at once what a recreation would need: nobody
 * should have to ask for one right after the other.
 *
 * @throws as observe; ApiError Forbidden with the roles
 */
export async function observeOrExplain(cluster: Cluster, subject: Subject): Promise<Observation> {
  try {
    return await observe(cluster, subject);
  } catch (error) {
    if (!isApiError(error, 'Forbidden')) throw error;
    const missing = await missingRights(cluster, await accessToPlan(cluster, subject));
    if (missing.length === 0) throw error;
    throw await forbidden(cluster, subject.claimName, missing, error.message);
  }
}

async function accessToPlan(cluster: Cluster, subject: Subject): Promise<readonly Access[]> {
  const { namespace, claimName } = subject;
  const [claim, { driver }] = await Promise.all([
    readUnlessForbidden(cluster, { resource: CLAIM, namespace, name: claimName }),
    observeDriver(cluster),
  ]);
  const named = (claim.object as PersistentVolumeClaim | undefined)?.spec.volumeName;
  const volumeName = named === undefined || named === '' ? subject.volumeName : named;
  const needed = accessToRecreate({ namespace, claimName, volumeName, booksAttachments: driver.booksAttachments });
  // A volume that no claim names is looked for among all.
  return volumeName === undefined && !claim.isForbidden ? [...needed, { verb: 'list', resource: VOLUME }] : needed;
}

async function readUnlessForbidden(cluster: Cluster, key: ObjectKey) {
  try {
    return { object: await cluster.get(key), isForbidden: false };
  } catch (error) {
    if (isApiError(error, 'Forbidden')) return { object: undefined, isForbidden: true };
    throw error;
  }
}
