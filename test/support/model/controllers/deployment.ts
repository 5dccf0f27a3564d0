import { isSameJson } from '../same-json.js';
import { DEPLOYMENTS, REPLICA_SETS, type PodTemplate, type ReplicatedWorkload } from '../kinds.js';
import type { Named } from '../object-store.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { isOwnedBy, ownerNameOf, ownerReferenceTo } from './pod-template.js';

const HASH = 'pod-template-hash';

/** Keeps one ReplicaSet of the present template at full size and older ones at none; a rollout is not played step by step. */
export function runDeployments(world: World): void {
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    sync(world, named);
  });
  world.api.store.watch(DEPLOYMENTS, ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata);
  });
  world.api.store.watch(REPLICA_SETS, ({ object }) => {
    const name = ownerNameOf(object, DEPLOYMENTS);
    if (name !== undefined) queue.add({ name, namespace: object.metadata.namespace });
  });
}

function sync(world: World, named: Named): void {
  const deployment = world.api.read(DEPLOYMENTS, named);
  if (deployment === undefined || deployment.metadata.deletionTimestamp !== undefined) return;
  const owned = world.api.list(REPLICA_SETS, named.namespace).filter((set) => isOwnedBy(set, deployment));
  const present = owned.find((set) => isSameJson(templateWithoutHash(set), deployment.spec.template));
  if (present === undefined) world.api.create(REPLICA_SETS, replicaSetOf(deployment, owned.length));
  for (const set of owned) scale(world, set, set === present ? (deployment.spec.replicas ?? 1) : 0);
  world.api.update(DEPLOYMENTS, named, (object) => ({ ...object, status: statusOf(object, owned, present) }));
}

function replicaSetOf(deployment: ReplicatedWorkload, revision: number): ReplicatedWorkload {
  const { name, namespace = '', labels } = deployment.metadata;
  const { replicas = 1, selector, template } = deployment.spec;
  const hash = hashOf(JSON.stringify(template), revision);
  return {
    apiVersion: REPLICA_SETS.apiVersion,
    kind: REPLICA_SETS.kind,
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...labels, ...template.metadata?.labels, [HASH]: hash },
      ownerReferences: [ownerReferenceTo(deployment)],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: {
        ...template,
        metadata: { ...template.metadata, labels: { ...template.metadata?.labels, [HASH]: hash } },
      },
    },
  };
}

function templateWithoutHash({ spec: { template } }: ReplicatedWorkload): PodTemplate {
  const { [HASH]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

function scale(world: World, set: ReplicatedWorkload, replicas: number): void {
  world.api.update(REPLICA_SETS, set.metadata, (object) => ({ ...object, spec: { ...object.spec, replicas } }));
}

function statusOf(
  { metadata }: ReplicatedWorkload,
  owned: readonly ReplicatedWorkload[],
  present: ReplicatedWorkload | undefined,
) {
  const sum = (field: string) => owned.reduce((total, set) => total + countIn(set, field), 0);
  return {
    observedGeneration: metadata.generation ?? 1,
    replicas: sum('replicas'),
    updatedReplicas: present === undefined ? 0 : countIn(present, 'replicas'),
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('readyReplicas'),
  };
}

function countIn({ status }: ReplicatedWorkload, field: string): number {
  const value = status?.[field];
  return typeof value === 'number' ? value : 0;
}

/** Any hash does, as long as another template gets another (FNV-1a). */
function hashOf(text: string, revision: number): string {
  let hash = 0x811c9dc5 ^ revision;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
