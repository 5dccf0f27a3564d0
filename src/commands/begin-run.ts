import type { Cluster } from '../model/cluster.js';
import type { Approval, ReadableManifest, RunRecord } from '../model/journal.js';
import type { Plan } from '../model/plan.js';
import type { RunOptions } from '../model/request.js';
import type { RunSettings } from '../model/settings.js';
import type { PlanView } from '../model/texts.js';
import { claimManifest, volumeManifest } from '../plan/manifest.js';
import { expectedWorkloads } from '../plan/workloads.js';
import type { PreparedRun } from './execute-run.js';
import { namespaceUid } from './same-cluster.js';
import type { CommandTools } from './tools.js';

const DEFAULT_TIMEOUT_MS = 5 * 60 * 1000;
/** What a Pod may need beyond its grace period to be gone. */
const GRACE_MARGIN_MS = 2 * 60 * 1000;

/** Names a run so that a person recognises it and a listing sorts by time. */
export function newRunId({ observed }: Plan, { clock, random }: CommandTools): string {
  const time = new Date(clock.now()).toISOString().replace(/\..*$/, '').replace(/[-:]/g, '').replace('T', '-');
  const suffix = Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
  return `${time}-${observed.claimName.slice(0, 100)}-${suffix}`;
}

/**
 * Makes the snapshot durable. Nothing is changed in the cluster before this resolves.
 *
 * @param shown what was approved, as it was shown
 * @throws Failure refused, when the snapshot cannot be kept
 */
export async function beginRun(
  id: string,
  shown: PlanView,
  options: RunOptions,
  approval: Approval,
  { journal, cluster }: CommandTools,
): Promise<PreparedRun> {
  const { plan } = shown;
  const settings = settingsFor(plan, options);
  const workloads = expectedWorkloads(plan);
  const record = recordOf(id, shown, { approval, settings, workloads, cluster: await clusterOf(plan, cluster) });
  const log = await journal.begin(record, readableManifests(plan));
  return { id, plan, settings, workloads, log };
}

/** How long this run may wait, from the flags and from what its Pods need. */
export function settingsFor({ stops }: Plan, options: RunOptions): RunSettings {
  const { gracePeriodSeconds, unmountTimeoutMs, forceDeletePods } = options;
  const graces = stops.map(({ pod }) => gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30);
  const needed = Math.max(0, ...graces) * 1000 + GRACE_MARGIN_MS;
  return {
    timeoutMs: options.timeoutMs ?? Math.max(DEFAULT_TIMEOUT_MS, needed),
    unmountTimeoutMs,
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(forceDeletePods ? { forceDeletePods } : {}),
  };
}

async function clusterOf({ observed }: Plan, cluster: Cluster): Promise<RunRecord['cluster']> {
  const { context, server } = cluster.identity;
  // Helps later, if at all.
  const uid = await namespaceUid(observed.namespace, cluster).catch(() => undefined);
  return { context, server, ...(uid === undefined ? {} : { namespaceUid: uid }) };
}

function recordOf(
  id: string,
  { plan, digest, checks }: PlanView,
  given: Pick<RunRecord, 'approval' | 'settings' | 'workloads' | 'cluster'>,
): RunRecord {
  const { observed, target, changes, steps } = plan;
  const { generation, version } = observed.driver;
  return {
    ...given,
    id,
    startedAt: given.approval.at,
    namespace: observed.namespace,
    claimName: observed.claimName,
    volumeName: target.volume.metadata.name,
    snapshot: {
      ...(observed.claim === undefined ? {} : { claim: observed.claim }),
      ...(observed.volume === undefined ? {} : { volume: observed.volume }),
      pods: observed.holders.map(({ pod }) => pod),
    },
    target,
    changes,
    steps,
    digest,
    checks,
    driver: { generation, ...(version === undefined ? {} : { version }) },
  };
}

/** Numbered, so that `kubectl apply -f snapshot/` creates the volume first (FIELD.md 2.14). */
function readableManifests({ observed, target }: Plan): readonly ReadableManifest[] {
  const { claim, volume } = observed;
  return [
    ...(volume === undefined ? [] : [{ path: 'snapshot/1-volume.yaml', manifest: volumeManifest(volume) }]),
    ...(claim === undefined ? [] : [{ path: 'snapshot/2-claim.yaml', manifest: claimManifest(claim) }]),
    { path: 'target/1-volume.yaml', manifest: target.volume },
    { path: 'target/2-claim.yaml', manifest: target.claim },
  ];
}
