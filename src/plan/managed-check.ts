import type { KubernetesObject, OwnerReference } from '../model/objects.js';
import type { CheckResult, Plan } from '../model/plan.js';
import { managersOf, type Manager } from './managers.js';

interface ManagedOptions {
  readonly allowManaged: boolean;
}

/** Finds those who would fight the run or undo it, and all others to whom claim or volume belong. */
export function managedObjects({ observed }: Plan, options: ManagedOptions): readonly CheckResult[] {
  const objects = [observed.claim, observed.volume].filter((object) => object !== undefined);
  return objects.flatMap((object) => [
    ...managersOf(object).map((manager) => managed(manager, object, options)),
    ...(object.metadata.ownerReferences ?? []).flatMap((owner) => owned(owner, object, options)),
  ]);
}

function managed(manager: Manager, object: KubernetesObject, { allowManaged }: ManagedOptions): CheckResult {
  const { name, owner, isReconciling, source, pause } = manager;
  const isPaused = pause !== undefined && !isReconciling;
  return {
    id: 'managed',
    level: isReconciling && !allowManaged ? 'error' : 'warning',
    message: `${object.kind} ${object.metadata.name} is managed by ${name} (${owner})${isPaused ? ', which is told to leave it alone' : ''}`,
    hint: [
      `${source} (--print-manifest writes what it has to say)`,
      ...(pause === undefined || isPaused ? [] : [`or pause it for the time of the run: ${pause}`]),
    ].join(', '),
    ...(isReconciling ? { override: '--allow-managed' } : {}),
  };
}

/** The claim of a generic ephemeral volume belongs to its Pod, which is a check of its own. */
function owned(
  owner: OwnerReference,
  object: KubernetesObject,
  { allowManaged }: ManagedOptions,
): readonly CheckResult[] {
  if (owner.kind === 'Pod') return [];
  const what = `${object.kind} ${object.metadata.name} belongs to ${owner.kind} ${owner.name}`;
  if (owner.kind === 'StatefulSet') {
    return [{ id: 'owner', level: 'okay', message: `${what}, which makes it again from its template` }];
  }
  if (owner.controller !== true) return [{ id: 'owner', level: 'okay', message: `${what} and stays so` }];
  // A claim that its controller makes again before the run does is taken over (src/steps/create-claim.ts); a volume is not.
  const isFought = object.kind === 'PersistentVolume';
  return [
    {
      id: 'owner',
      level: isFought && !allowManaged ? 'error' : 'warning',
      message: `${what}, whose controller may make it again or change it back`,
      hint: `change that first (kubectl edit ${resourceOf(owner)} ${owner.name}), or stop its controller for the time of the run`,
      ...(isFought ? { override: '--allow-managed' } : {}),
    },
  ];
}

/** As kubectl takes a kind: with its group where it has one. */
function resourceOf({ apiVersion, kind }: OwnerReference): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}`;
}
