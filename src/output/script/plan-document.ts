import type { DriverIdentity, Holder } from '../../model/observation.js';
import type { CheckResult, FieldChange } from '../../model/plan.js';
import type { KubernetesObject } from '../../model/objects.js';
import type { PlanView } from '../../model/texts.js';

/** The plan as it was shown. Of Pods only what names them: their specs may hold secrets. */
export function planDocument({ plan, digest, diff, checks, cluster, leftAside, gracePeriodSeconds }: PlanView) {
  const { effect, observed, target, changes, steps, stops } = plan;
  return {
    digest,
    effect,
    claim: { namespace: observed.namespace, name: observed.claimName, ...standing(observed.claim) },
    volume: { name: target.volume.metadata.name, ...standing(observed.volume) },
    cluster: { context: cluster.context, server: cluster.server },
    driver: driverDocument(observed.driver),
    changes: changes.map(changeDocument),
    diff,
    stops: stops.map((holder) => stopDocument(holder, gracePeriodSeconds)),
    steps: steps.map(({ id, title }) => ({ id, title })),
    checks: checks.map(checkDocument),
    leftAside,
  };
}

export type PlanDocument = ReturnType<typeof planDocument>;

export function driverDocument({ generation, version }: Pick<DriverIdentity, 'generation' | 'version'>) {
  return { generation, ...(version === undefined ? {} : { version }) };
}

/** How an object stood when the plan was made; `state` is its phase, `Terminating` or `missing`. */
function standing(object: KubernetesObject | undefined) {
  if (object === undefined) return { state: 'missing' };
  const { uid, deletionTimestamp } = object.metadata;
  const { phase = 'Pending' } = (object['status'] ?? {}) as { readonly phase?: string };
  return {
    ...(uid === undefined ? {} : { uid }),
    state: deletionTimestamp === undefined ? phase : 'Terminating',
  };
}

export function changeDocument({ object, path, from, to, effect }: FieldChange) {
  return { object, path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), effect };
}

function stopDocument({ pod, workload }: Holder, given: number | undefined) {
  const { nodeName, terminationGracePeriodSeconds = 30 } = pod.spec;
  return {
    pod: pod.metadata.name,
    ...(nodeName === undefined ? {} : { node: nodeName }),
    phase: pod.status?.phase ?? 'Unknown',
    gracePeriodMs: (given ?? terminationGracePeriodSeconds) * 1000,
    ...(workload === undefined ? {} : { workload: { kind: workload.kind, name: workload.name } }),
  };
}

export function checkDocument({ id, level, message, hint, override }: CheckResult) {
  return {
    id,
    level,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(override === undefined ? {} : { override }),
  };
}
