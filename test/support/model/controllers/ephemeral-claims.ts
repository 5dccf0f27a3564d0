import { isJsonObject } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';
import { CLAIMS, PODS } from '../kinds.js';
import { ephemeralClaimName } from '../pod-facts.js';
import { createWorkQueue } from '../work-queue.js';
import type { World } from '../world.js';
import { ownerReferenceTo } from './pod-template.js';

/** Makes the claims of generic ephemeral volumes, which belong to their Pods and go with them. */
export function runEphemeralClaims(world: World): void {
  const queue = createWorkQueue(world, world.timing.workloads, (named) => {
    const pod = world.api.read(PODS, named);
    if (pod !== undefined && pod.metadata.deletionTimestamp === undefined) createMissing(world, pod);
  });
  world.api.store.watch(PODS, ({ type, object }) => {
    if (type === 'added') queue.add(object.metadata);
  });
}

function createMissing({ api }: World, pod: Pod): void {
  const { namespace = '' } = pod.metadata;
  for (const volume of pod.spec.volumes ?? []) {
    const name = ephemeralClaimName(volume, pod);
    const { ephemeral } = volume;
    const template = isJsonObject(ephemeral) ? ephemeral['volumeClaimTemplate'] : undefined;
    if (name === undefined || !isJsonObject(template) || api.read(CLAIMS, { name, namespace }) !== undefined) continue;
    api.create(CLAIMS, {
      apiVersion: CLAIMS.apiVersion,
      kind: CLAIMS.kind,
      metadata: { name, namespace, ownerReferences: [ownerReferenceTo(pod)] },
      spec: template['spec'],
    });
  }
}
