import type { Cluster } from '../model/cluster.js';
import type { ApprovedWorkload } from '../model/journal.js';
import type { KubernetesObject, PersistentVolume, Pod } from '../model/objects.js';
import { POD } from '../model/references.js';
import { inShort, listed } from '../model/words.js';
import { isFinished, isReady, isScheduled, isTerminating, serviceAccountOf, usesClaim } from '../plan/pod-facts.js';
import { symptomsOf, wordsOf, type Symptom } from '../plan/symptoms.js';
import { cureFor, type CureFacts } from '../s3csi/cures.js';
import { DRIVER_NAMESPACE } from '../s3csi/driver-name.js';
import { textAt } from '../s3csi/json-fields.js';
import { eksClusterOf, signerOf } from '../s3csi/signer.js';
import { bookingsIn, mountpointPodsOf, waitsForMountpointPod, type Bookings } from './mountpoint-trouble.js';
import { ifReadable, readFullQuotas, readRoom, readSigner, readWarnings } from './trouble-facts.js';

/** Whose Pods did not get Ready. */
export interface TroubleSubject {
  readonly namespace: string;
  readonly claimName: string;
  /** As it was to become. */
  readonly volume: PersistentVolume;
  readonly driverNamespace: string | undefined;
  readonly workloads: readonly ApprovedWorkload[];
}

/** More would not be read; what is left is most likely of the same kind. */
const MOST = 5;

/**
 * Why Pods on the claim are not Ready, in the cluster's words, each with what helps against it (FIELD.md 1). Reads only
 * what that takes. What may not be read is left out, and nothing is thrown for it.
 */
export async function troubleLines(cluster: Cluster, subject: TroubleSubject): Promise<readonly string[]> {
  const { namespace, claimName, workloads } = subject;
  const pods = await ifReadable(
    cluster.list({ resource: POD, namespace, keep: (pod) => usesClaim(pod, claimName) && isLive(pod) }),
  );
  if (pods === undefined) return [];
  const troubled = (pods as readonly Pod[]).filter((pod) => !isReady(pod));
  const isShort = pods.length < workloads.reduce((sum, { expectedReady }) => sum + expectedReady, 0);
  if (troubled.length === 0 && !isShort) return [];
  const uids = new Set(troubled.map(({ metadata }) => metadata.uid));
  const isAbout = (event: KubernetesObject): boolean => uids.has(textAt(event, 'involvedObject', 'uid'));
  const isOfMissing = (event: KubernetesObject): boolean => isShort && isRefusedCreation(event, workloads);
  const events = await readWarnings(cluster, namespace, (event) => isAbout(event) || isOfMissing(event));
  const symptoms = symptomsOf(troubled, events.filter(isAbout));
  const told = new Set(symptoms.flatMap((symptom) => symptom.pods));
  const silent = troubled.filter((pod) => isScheduled(pod) && pod.status?.phase === 'Pending' && !told.has(pod));
  const bookings = bookingsIn(cluster);
  const lines = await Promise.all([
    ...symptoms.slice(0, MOST).map((symptom) => symptomLines(symptom, bookings, cluster, subject)),
    silentLines(silent, bookings, cluster),
  ]);
  return [
    ...lines.flat(),
    ...new Set(
      events
        .filter(isOfMissing)
        .map(wordsOf)
        .map((words) => inShort(words)),
    ),
  ];
}

function isLive(pod: Pod): boolean {
  return !isTerminating(pod) && !isFinished(pod);
}

/** A controller tells on itself, or on the ReplicaSet it made, that it may not create its Pods: a quota, an admission hook. */
function isRefusedCreation(event: KubernetesObject, workloads: readonly ApprovedWorkload[]): boolean {
  if (textAt(event, 'reason') !== 'FailedCreate') return false;
  const about = textAt(event, 'involvedObject', 'name') ?? '';
  return workloads.some(({ name }) => about === name || about.startsWith(`${name}-`));
}

async function symptomLines(
  symptom: Symptom,
  bookings: Bookings,
  cluster: Cluster,
  subject: TroubleSubject,
): Promise<readonly string[]> {
  const facts = await factsFor(symptom, cluster, subject);
  const mountpointPods = waitsForMountpointPod(symptom) ? await mountpointPodsOf(symptom, bookings, cluster) : [];
  const cures = [...cureFor(symptom.failure, facts), ...mountpointPods];
  return [`${namesOf(symptom.pods)}: ${symptom.text}`, ...cures.map(indented)];
}

/** Those of which nothing is told may still wait for their Mountpoint Pods. */
async function silentLines(pods: readonly Pod[], bookings: Bookings, cluster: Cluster): Promise<readonly string[]> {
  if (pods.length === 0) return [];
  const lines = await mountpointPodsOf({ text: '', failure: { kind: 'unknown' }, pods }, bookings, cluster);
  return lines.length === 0 ? [] : [`${namesOf(pods)}: waiting for the mount`, ...lines.map(indented)];
}

async function factsFor(
  { failure: { kind }, pods }: Symptom,
  cluster: Cluster,
  { namespace, claimName, volume, driverNamespace = DRIVER_NAMESPACE }: TroubleSubject,
): Promise<CureFacts> {
  const [first] = pods;
  const account = first === undefined ? 'default' : serviceAccountOf(first);
  const signer = signerOf(volume, namespace, account, driverNamespace);
  const node = pods.map(({ spec }) => spec.nodeName).find((name) => name !== undefined && name !== '');
  const [signerObject, room, fullQuotas] = await Promise.all([
    NEEDS_SIGNER.has(kind) ? readSigner(cluster, signer) : undefined,
    kind === 'node-full' && node !== undefined ? readRoom(cluster, node) : undefined,
    kind === 'unbooked' ? readFullQuotas(cluster) : [],
  ]);
  const eksCluster = eksClusterOf(cluster.identity.context);
  return { namespace, claimName, volume, driverNamespace, signer, signerObject, node, room, fullQuotas, eksCluster };
}

const NEEDS_SIGNER = new Set(['credentials', 'assume-role', 'forbidden']);

function namesOf(pods: readonly Pod[]): string {
  return `Pod${pods.length === 1 ? '' : 's'} ${listed(pods.map(({ metadata }) => metadata.name))}`;
}

function indented(line: string): string {
  return `  ${line}`;
}
