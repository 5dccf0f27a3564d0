import type { Cluster } from '../model/cluster.js';
import { isApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { JobTally, Workload } from '../model/observation.js';
import { DAEMON_SET, JOB, REPLICA_SET, STATEFUL_SET, type Resource } from '../model/references.js';
import { controllerOf } from '../plan/pod-facts.js';
import { numberAt, textAt } from '../s3csi/json-fields.js';

/** Controllers of Pods whose template is looked at. */
const READ: ReadonlyMap<string, Resource> = new Map(
  [REPLICA_SET, JOB, STATEFUL_SET, DAEMON_SET].map((resource) => [resource.kind, resource]),
);

/** Those that are themselves made by another one, whose name the user knows. */
const BETWEEN: ReadonlySet<Resource> = new Set([REPLICA_SET, JOB]);

/** Who brings a Pod back. */
export interface PodOwner {
  /** At the top of the owner chain: Pod → ReplicaSet → Deployment, Pod → Job → CronJob. */
  readonly workload: Workload;
  /** The node that every new Pod is put on without asking a scheduler: `spec.nodeName` of the template. */
  readonly presetNode?: string;
  readonly job?: JobTally;
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
    const resource = READ.get(controller.kind);
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
    const above = BETWEEN.has(resource) ? controllerOf(object) : undefined;
    const presetNode = textAt(object, 'spec', 'template', 'spec', 'nodeName');
    return {
      workload: above === undefined ? own : { kind: above.kind, name: above.name, uid: above.uid },
      ...(presetNode === undefined ? {} : { presetNode }),
      ...(resource === JOB ? { job: tallyOf(object) } : {}),
    };
  }
}

/** The API server fills in the limit of every Job. */
function tallyOf(job: KubernetesObject): JobTally {
  const perIndex = numberAt(job, 'spec', 'backoffLimitPerIndex');
  return {
    completions: numberAt(job, 'spec', 'completions') ?? 1,
    succeeded: numberAt(job, 'status', 'succeeded') ?? 0,
    failed: numberAt(job, 'status', 'failed') ?? 0,
    backoffLimit: numberAt(job, 'spec', 'backoffLimit') ?? DEFAULT_BACKOFF_LIMIT,
    ...(perIndex === undefined ? {} : { backoffLimitPerIndex: perIndex }),
  };
}

const DEFAULT_BACKOFF_LIMIT = 6;

/** The same where only the workload counts. */
export function workloadFinder(cluster: Cluster): (pod: KubernetesObject) => Promise<Workload | undefined> {
  const ownerOf = ownerFinder(cluster);
  return async (pod) => (await ownerOf(pod))?.workload;
}
