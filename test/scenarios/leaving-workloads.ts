import assert from 'node:assert/strict';
import { FIELD_MANAGER } from '../../src/model/field-manager.js';
import type { KubernetesObject } from '../../src/model/objects.js';
import { DAEMON_SET, JOB, REPLICA_SET, type Resource } from '../../src/model/references.js';
import type { Stage, Story } from './stage.js';

/** Everything that brings Pods back. */
export const WORKLOAD_RESOURCES: readonly Resource[] = [
  REPLICA_SET,
  DAEMON_SET,
  JOB,
  { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets', namespaced: true },
  { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs', namespaced: true },
  { apiVersion: 'v1', kind: 'ReplicationController', plural: 'replicationcontrollers', namespaced: true },
];

/**
 * Nothing that the plugin does scales, edits, pauses or restarts a workload object: each stands after every call as it did
 * before, with its uid, generation, spec, labels, annotations and owners.
 */
export function leavingWorkloads({ othersScale = false }: Story, stage: Stage): Stage {
  if (othersScale) return stage;
  return {
    ...stage,
    async plugin(args, options) {
      const before = await stage.workloads();
      const result = await stage.plugin(args, options);
      assertLeft(before, await stage.workloads());
      return result;
    },
  };
}

function assertLeft(before: readonly KubernetesObject[], now: readonly KubernetesObject[]): void {
  const after = new Map(now.map((object) => [object.metadata.uid, object]));
  for (const workload of before) {
    const left = after.get(workload.metadata.uid);
    assert.deepEqual(left && factsOf(left), factsOf(workload), `the plugin leaves ${workload.kind} as it is`);
    assert.ok(!managersOf(left).includes(FIELD_MANAGER), `the plugin never wrote to ${workload.kind}`);
  }
}

function factsOf({ kind, metadata, spec }: KubernetesObject & { readonly spec?: unknown }) {
  const { name, generation, labels, annotations = {}, ownerReferences } = metadata;
  // Its own controller writes these whenever it gets to it.
  const own = Object.entries(annotations).filter(([key]) => !key.startsWith('deployment.kubernetes.io/'));
  return { kind, name, generation, labels, annotations: Object.fromEntries(own), ownerReferences, spec };
}

function managersOf(object: KubernetesObject | undefined): readonly unknown[] {
  const entries = object?.metadata['managedFields'];
  return Array.isArray(entries) ? entries.map((entry) => (entry as { manager?: unknown }).manager) : [];
}
