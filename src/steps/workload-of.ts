import type { Cluster } from '../model/cluster.js';
import { isApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Workload } from '../model/observation.js';
import { JOB, REPLICA_SET, type Resource } from '../model/references.js';
import { controllerOf } from '../plan/pod-facts.js';

/** Controllers that are themselves made by another one, whose name the user knows. */
const BETWEEN: ReadonlyMap<string, Resource> = new Map([REPLICA_SET, JOB].map((resource) => [resource.kind, resource]));

/**
 * Finds the workload at the top of a Pod's owner chain (Pod → ReplicaSet → Deployment, Pod → Job → CronJob), asking for
 * each owner in between once. Where it may not be read, the Pod's own controller is the answer.
 */
export function workloadFinder(cluster: Cluster): (pod: KubernetesObject) => Promise<Workload | undefined> {
  const asked = new Map<string, Promise<Workload>>();

  return async (pod) => {
    const controller = controllerOf(pod);
    if (controller === undefined) return undefined;
    const own: Workload = { kind: controller.kind, name: controller.name, uid: controller.uid };
    const resource = BETWEEN.get(controller.kind);
    if (resource === undefined) return own;
    const known = asked.get(own.uid) ?? ownerAbove(own, resource, pod.metadata.namespace);
    asked.set(own.uid, known);
    return known;
  };

  async function ownerAbove(own: Workload, resource: Resource, namespace: string | undefined): Promise<Workload> {
    const key = { resource, name: own.name, ...(namespace === undefined ? {} : { namespace }) };
    const object = await cluster.get(key).catch((error: unknown) => {
      if (isApiError(error, 'Forbidden')) return undefined;
      throw error;
    });
    const above = object?.metadata.uid === own.uid ? controllerOf(object) : undefined;
    return above === undefined ? own : { kind: above.kind, name: above.name, uid: above.uid };
  }
}
