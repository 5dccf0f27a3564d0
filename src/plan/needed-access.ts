import type { Access } from '../model/cluster.js';
import type { Plan, StepId } from '../model/plan.js';
import { CLAIM, MOUNT_ATTACHMENT, POD, VOLUME, type Resource } from '../model/references.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';

/** What rights depend on. */
export interface AccessScope {
  readonly namespace: string;
  readonly claimName: string;
  /** Undefined where the claim could not be read, which names it. */
  readonly volumeName: string | undefined;
  /** Whether the driver's book-keeping has to be watched. */
  readonly booksAttachments: boolean;
}

/**
 * The rights without which a plan cannot be carried out, each once. What only helps is not among them: the display of
 * the driver and of workloads, and the Lease.
 */
export function neededAccess(plan: Plan): readonly Access[] {
  const scope = scopeOf(plan);
  return distinct([...accessToLook(scope), ...plan.steps.flatMap(({ id }) => accessFor(id, scope))]);
}

/**
 * The same for a recreation that could not even be planned. Where the volume's name is not known, nothing is asked for
 * volumes: without a name it would be a right to all of them.
 */
export function accessToRecreate(scope: AccessScope): readonly Access[] {
  const needed = distinct([...accessToLook(scope), ...RECREATION.flatMap((id) => accessFor(id, scope))]);
  return scope.volumeName === undefined ? needed.filter(({ resource }) => resource !== VOLUME) : needed;
}

export function scopeOf({ observed, target }: Plan): AccessScope {
  const { namespace, claimName, driver } = observed;
  return {
    namespace,
    claimName,
    volumeName: target.volume.metadata.name,
    booksAttachments: driver.booksAttachments,
  };
}

const RECREATION: readonly StepId[] = [
  'retain',
  'delete-claim',
  'stop-pods',
  'release-mount',
  'delete-volume',
  'create-volume',
  'create-claim',
  'bind',
  'renew-pods',
  'verify',
  'restore-policy',
];

/** What is read before there is a plan. */
function accessToLook({ namespace, claimName, volumeName }: AccessScope): readonly Access[] {
  return [
    { verb: 'get', resource: CLAIM, namespace, name: claimName },
    { verb: 'get', resource: VOLUME, ...(volumeName === undefined ? {} : { name: volumeName }) },
    { verb: 'list', resource: POD, namespace },
  ];
}

/**
 * The rights of one step. Whatever is changed may be looked at too, since a lost reply is followed by a look. A list or
 * watch of one object by its name is a right that can be given for that name alone (Kubernetes, RBAC, resourceNames).
 */
export function accessFor(step: StepId, scope: AccessScope): readonly Access[] {
  const { namespace, claimName, volumeName, booksAttachments } = scope;
  const volume = (...verbs: readonly string[]): readonly Access[] =>
    verbs.map((verb) => ({ verb, resource: VOLUME, ...(volumeName === undefined ? {} : { name: volumeName }) }));
  const claim = (...verbs: readonly string[]): readonly Access[] =>
    verbs.map((verb) => ({ verb, resource: CLAIM, namespace, name: claimName }));
  const any = (resource: Resource, where: string | undefined, ...verbs: readonly string[]): readonly Access[] =>
    verbs.map((verb) => ({ verb, resource, ...(where === undefined ? {} : { namespace: where }) }));
  const eviction: Access = { verb: 'create', resource: POD, subresource: 'eviction', namespace };
  const needs: Record<StepId, () => readonly Access[]> = {
    recheck: () => accessToLook(scope),
    retain: () => volume('get', 'patch'),
    'delete-claim': () => claim('get', 'delete'),
    'stop-pods': () => [...claim('list', 'watch'), ...any(POD, namespace, 'get', 'list', 'watch', 'delete')],
    'release-mount': () =>
      booksAttachments
        ? [...any(MOUNT_ATTACHMENT, undefined, 'list', 'watch'), ...any(POD, MOUNT_NAMESPACE, 'list', 'watch')]
        : [],
    'delete-volume': () => volume('get', 'list', 'watch', 'delete'),
    'create-volume': () => [...any(VOLUME, undefined, 'create'), ...volume('get', 'list', 'watch')],
    'free-volume': () => volume('get', 'list', 'watch', 'patch'),
    'create-claim': () => [...any(CLAIM, namespace, 'create'), ...claim('get', 'list', 'watch', 'patch')],
    bind: () => [...claim('list', 'watch'), ...volume('list', 'watch')],
    'renew-pods': () => any(POD, namespace, 'get', 'list', 'watch', 'delete'),
    'restart-bare-pods': () => any(POD, namespace, 'get', 'list', 'watch', 'create'),
    patch: () => [...volume('get', 'patch'), ...claim('get', 'patch')],
    'restart-pods': () => [eviction, ...any(POD, namespace, 'get', 'list', 'watch')],
    verify: () => [...claim('get'), ...volume('get'), ...any(POD, namespace, 'list', 'watch')],
    'restore-policy': () => volume('get', 'patch'),
  };
  return needs[step]();
}

function distinct(accesses: readonly Access[]): readonly Access[] {
  return [...new Map(accesses.map((access) => [JSON.stringify(access), access])).values()];
}
