import type { Cluster } from '../model/cluster.js';
import { isApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { Workload } from '../model/observation.js';
import { JOB, REPLICA_SET, type Resource } from '../model/references.js';
import { controllerOf } from '../plan/pod-facts.js';
import { textAt } from '../s3csi/json-fields.js';

/** Controllers that are themselves made by another one, whose name the user knows. */
const BETWEEN: ReadonlyMap<string, Resource> = new Map([REPLICA_SET, JOB].map((resource) => [resource.kind, resource]));

/** Who brings a Pod back. */
export interface PodOwner {
  /** At the top of the owner chain: Pod → ReplicaSet → Deployment, Pod → Job → CronJob. */
  readonly workload: Workload;
  /** The node that every new Pod is put on without asking a scheduler: `spec.nodeName` of the template. */
  readonly presetNode?: string;
}

/**
 * Finds the owner of a Pod, asking for each controller in between once. Where that may not be read, the Pod's own
 * controller is the answer, and nothing is known of its template.
 */
export function ownerFinder(cluster: Cluster): (pod: KubernetesObject) => Promise<PodOwner | undefined> {
  const asked = new Map<string, Promise<PodOwner>>();

  return async (pod) => {
    const controller = controllerOf(pod);
    if (controller === undefined) return undefined;
    const own: Workload = { kind: controller.kind, name: controller.name, uid: controller.uid };
    const resource = BETWEEN.get(controller.kind);
    if (resource === undefined) return { workload: own };
    const known = asked.get(own.uid) ?? ownerAbove(own, resource, pod.metadata.namespace);
    asked.set(own.uid, known);
    return known;
  };

  async function ownerAbove(own: Workload, resource: Resource, namespace: string | undefined): Promise<PodOwner> {
    const key = { resource, name: own.name, ...(namespace === undefined ? {} : { namespace }) };
    const object = await cluster.get(key).catch((error: unknown) => {
      if (isApiError(error, 'Forbidden')) return undefined;
      throw error;
    });
    if (object?.metadata.uid !== own.uid) return { workload: own };
    const above = controllerOf(object);
    const presetNode = textAt(object, 'spec', 'template', 'spec', 'nodeName');
    return {
      workload: above === undefined ? own : { kind: above.kind, name: above.name, uid: above.uid },
      ...(presetNode === undefined ? {} : { presetNode }),
    };
  }
}

/** The same where only the workload counts. */
export function workloadFinder(cluster: Cluster): (pod: KubernetesObject) => Promise<Workload | undefined> {
  const ownerOf = ownerFinder(cluster);
  return async (pod) => (await ownerOf(pod))?.workload;
}
