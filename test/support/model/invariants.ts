import type { KubernetesObject, PersistentVolume, Pod } from '../../../src/model/objects.js';
import type { ApiServer } from './api-server.js';
import {
  type AnyKind,
  CLAIMS,
  CRON_JOBS,
  DAEMON_SETS,
  DEPLOYMENTS,
  JOBS,
  PODS,
  STATEFUL_SETS,
  VOLUMES,
} from './kinds.js';
import { isScheduled } from './pod-facts.js';
import type { PortRequest } from './port-request.js';

/** Carries a changing request out and looks whether it did what must never be done. */
export type Inspect = <T>(kind: AnyKind, request: PortRequest, carryOut: () => T) => T;

/** What always holds (DESIGN, "What always holds" 2 and 3), watched request by request. */
export function createInspector(api: ApiServer, violate: (what: string) => void): Inspect {
  return (kind, request, carryOut) => {
    const named = { name: request.name ?? '', namespace: request.namespace };
    const before = api.read(kind, named);
    const result = carryOut();
    const after = api.read(kind, named);
    for (const rule of RULES) {
      const fault = rule(request, kind, before, after, api);
      if (fault !== undefined) violate(`${request.verb} ${kind.kind} ${request.name ?? ''}: ${fault}`);
    }
    return result;
  };
}

type Rule = (
  request: PortRequest,
  kind: AnyKind,
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  api: ApiServer,
) => string | undefined;

const WORKLOADS: readonly AnyKind[] = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, JOBS, CRON_JOBS];

const RULES: readonly Rule[] = [
  (request, kind, before) => {
    if (!isRemoval(request) || !isVolume(kind, before)) return undefined;
    const policy = before.spec.persistentVolumeReclaimPolicy ?? 'Retain';
    return policy === 'Retain' ? undefined : `its reclaimPolicy was ${policy}`;
  },
  ({ verb }, _kind, before, after) => {
    if (verb !== 'patch' || before === undefined) return undefined;
    const left = after?.metadata.uid === before.metadata.uid ? (after?.metadata.finalizers ?? []) : [];
    const removed = (before.metadata.finalizers ?? []).filter((finalizer) => !left.includes(finalizer));
    return removed.length === 0 ? undefined : `it removed the finalizer ${removed.join(', ')}`;
  },
  (request, kind, before) => {
    if (!isRemoval(request) || request.gracePeriodSeconds !== 0 || !isPod(kind, before)) return undefined;
    return isScheduled(before) ? 'it deleted a scheduled Pod by force' : undefined;
  },
  (request, kind, before) =>
    isRemoval(request) && isPod(kind, before) && before.metadata.namespace === 'mount-s3'
      ? 'it deleted a Mountpoint Pod'
      : undefined,
  (_request, kind) => (WORKLOADS.includes(kind) ? 'it changed a workload' : undefined),
  (request) =>
    isRemoval(request) && (request.preconditions?.uid ?? '') === '' ? 'it had no uid as precondition' : undefined,
  ({ verb, preconditions }, kind) => {
    if ((verb !== 'delete' && verb !== 'patch') || (kind !== CLAIMS && kind !== VOLUMES)) return undefined;
    const isBound = preconditions?.uid !== undefined && preconditions.resourceVersion !== undefined;
    return isBound ? undefined : 'it was not bound to the uid and the resourceVersion that were read';
  },
  (request, kind, before, _after, api) => {
    if (!isRemoval(request) || !isVolume(kind, before)) return undefined;
    const { name = '', namespace, uid } = before.spec.claimRef ?? {};
    const isClaimed = uid !== undefined && api.read(CLAIMS, { name, namespace })?.metadata.uid === uid;
    return isClaimed ? 'its claim still stood' : undefined;
  },
];

function isRemoval({ verb }: PortRequest): boolean {
  return verb === 'delete' || verb === 'evict';
}

function isVolume(kind: AnyKind, object: KubernetesObject | undefined): object is PersistentVolume {
  return kind === VOLUMES && object !== undefined;
}

function isPod(kind: AnyKind, object: KubernetesObject | undefined): object is Pod {
  return kind === PODS && object !== undefined;
}
