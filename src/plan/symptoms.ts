import type { KubernetesObject, Pod } from '../model/objects.js';
import { inShort } from '../model/words.js';
import { textAt } from '../s3csi/json-fields.js';
import { knownFailure, type KnownFailure } from '../s3csi/known-failures.js';
import { waitingContainer } from '../s3csi/waiting-container.js';
import { condition, isScheduled, serviceAccountOf } from './pod-facts.js';

/** What keeps some Pods from being Ready, in the cluster's own words. */
export interface Symptom {
  /** One line. */
  readonly text: string;
  readonly failure: KnownFailure;
  /** Those that it is told of; they have the same ServiceAccount. */
  readonly pods: readonly Pod[];
}

/**
 * The most telling thing that is known of each Pod: why the scheduler refuses it, why a container does not start, or the
 * Event that names a known failure, the newest first. Pods that say the same are told of together.
 *
 * @param events of these Pods, of type Warning
 */
export function symptomsOf(pods: readonly Pod[], events: readonly KubernetesObject[]): readonly Symptom[] {
  const groups = new Map<string, Symptom>();
  for (const pod of pods) {
    const text = tellingWords(pod, eventsOf(pod, events));
    if (text === undefined) continue;
    const failure = knownFailure(text);
    const key = JSON.stringify([failure, serviceAccountOf(pod), withoutIdentities(text, pod)]);
    const known = groups.get(key);
    groups.set(key, { text: known?.text ?? inShort(text), failure, pods: [...(known?.pods ?? []), pod] });
  }
  return [...groups.values()];
}

/** What was told of an object, the oldest first. */
export function eventsOf(
  { metadata: { uid } }: KubernetesObject,
  events: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const own = events.filter((event) => uid !== undefined && textAt(event, 'involvedObject', 'uid') === uid);
  return [...own].sort((one, other) => timeOf(one) - timeOf(other));
}

/** `FailedMount: MountVolume.SetUp failed …` */
export function wordsOf(event: KubernetesObject): string {
  return [textAt(event, 'reason'), textAt(event, 'message')].filter((part) => part !== undefined).join(': ');
}

function tellingWords(pod: Pod, events: readonly KubernetesObject[]): string | undefined {
  if (!isScheduled(pod)) return refusalOf(pod) ?? words(events);
  // What the scheduler said is past; a container that waits for its image has its volumes already.
  return stuckContainer(pod) ?? words(events.filter((event) => textAt(event, 'reason') !== 'FailedScheduling'));
}

/** A kubelet tells of the same failure in general words, too. */
function words(events: readonly KubernetesObject[]): string | undefined {
  const texts = events.map(wordsOf).reverse();
  return texts.find((text) => knownFailure(text).kind !== 'unknown') ?? texts[0];
}

function refusalOf(pod: Pod): string | undefined {
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const parts = [scheduled.reason, scheduled.message].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join(': ');
}

function stuckContainer(pod: Pod): string | undefined {
  const container = waitingContainer(pod);
  if (container === undefined) return undefined;
  const { name, reason, message } = container;
  return [`container ${name} waits`, reason, message].filter((part) => part !== undefined).join(': ');
}

/** Kubelets name the Pod's uid in paths; what differs in nothing else is the same. */
function withoutIdentities(text: string, { metadata: { uid = '', name } }: Pod): string {
  return text.replaceAll(uid === '' ? name : uid, '*').replaceAll(name, '*');
}

/** Milliseconds; of whichever time the reporter has filled in. */
function timeOf(event: KubernetesObject): number {
  const times = [
    textAt(event, 'series', 'lastObservedTime'),
    textAt(event, 'lastTimestamp'),
    textAt(event, 'eventTime'),
    event.metadata.creationTimestamp,
  ];
  return Math.max(0, ...times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time)));
}
