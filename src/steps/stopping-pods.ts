import { isApiError, isPassing } from '../model/errors.js';
import type { Blocker } from '../model/events.js';
import { isJsonObject } from '../model/json.js';
import type { KubernetesObject, Pod } from '../model/objects.js';
import { NODE, POD, keyOf } from '../model/references.js';
import type { StepContext } from '../model/step.js';
import { isFinished, isTerminating } from '../plan/pod-facts.js';
import { listAt, textAt } from '../s3csi/json-fields.js';
import { podBlocker } from './blockers.js';
import { goneIsFine } from './objects-now.js';

/** What a kubelet may need beyond the grace period to clean up, before its Pod is called overdue. In milliseconds. */
const MARGIN_MS = 10_000;

/** How one look at the Pods that are stopping ended. */
export interface StoppingLook {
  readonly blockers: readonly Blocker[];
  /** When the next of them is overdue. */
  readonly againInMs?: number;
}

/**
 * Follows Pods that were told to stop. One that does not end in time is named with the state of its node, and removed from
 * the API by force only where that was asked for: its containers may still run, and write. Times are taken by this process's
 * own clock from when the deletion was first seen, so that clocks that differ never force a Pod early.
 */
export class StoppingPods {
  readonly #since = new Map<string, number>();
  readonly #forced = new Set<string>();
  readonly #nodes = new Map<string, Promise<string>>();

  constructor(private readonly context: StepContext) {}

  /** @param asked uids of Pods whose deletion was asked for, which a watch tells a moment later */
  async look(pods: readonly Pod[], asked: ReadonlySet<string>): Promise<StoppingLook> {
    const leftMs = pods.map((pod) => this.#leftMs(pod));
    const blockers = await Promise.all(
      pods.map(async (pod, index) => {
        const blocker = podBlocker(pod, asked.has(pod.metadata.uid ?? ''));
        return (leftMs[index] ?? Infinity) > 0 ? blocker : `${blocker}: ${await this.#overdue(pod)}`;
      }),
    );
    const next = Math.min(...leftMs.filter((ms) => ms > 0));
    return { blockers, ...(Number.isFinite(next) ? { againInMs: next } : {}) };
  }

  /** Milliseconds until a Pod is overdue; without end for one that is not stopping. */
  #leftMs(pod: Pod): number {
    if (!isTerminating(pod)) return Infinity;
    const { uid = '', deletionGracePeriodSeconds = 0 } = pod.metadata;
    const now = this.context.clock.awake();
    const since = this.#since.get(uid) ?? now;
    this.#since.set(uid, since);
    return since + deletionGracePeriodSeconds * 1000 + MARGIN_MS - now;
  }

  async #overdue(pod: Pod): Promise<string> {
    const finalizers = pod.metadata.finalizers ?? [];
    // Removing it by force would not touch the finalizer, and the finalizer is its controller's.
    if (isFinished(pod) && finalizers.length > 0) return 'it has ended and waits for the finalizer';
    const node = await this.#nodeState(pod.spec.nodeName ?? '');
    if (this.context.settings.forceDeletePods !== true) {
      return `it is overdue, and ${node}; bring the node back or remove it, or give --force-delete-pods if its containers cannot write any more`;
    }
    await this.#force(pod);
    return `it is overdue, and ${node}; it was removed by force`;
  }

  async #force(pod: Pod): Promise<void> {
    const { uid, name } = pod.metadata;
    if (uid === undefined || this.#forced.has(uid)) return;
    this.#forced.add(uid);
    this.context.warn(`Pod ${name} did not end and is removed by force; its containers may still run on their node`);
    await goneIsFine(() => this.context.cluster.delete(keyOf(POD, pod), { uid, gracePeriodSeconds: 0 }));
  }

  #nodeState(name: string): Promise<string> {
    const known =
      this.#nodes.get(name) ??
      nodeState(this.context, name).catch((error: unknown) => {
        // Asked again at the next look.
        this.#nodes.delete(name);
        if (isPassing(error)) return `the state of node ${name} could not be read just now`;
        throw error;
      });
    this.#nodes.set(name, known);
    return known;
  }
}

/** In words; what may not be read is not known, and nothing depends on it. */
async function nodeState({ cluster }: StepContext, name: string): Promise<string> {
  try {
    const node = await cluster.get({ resource: NODE, name });
    if (node === undefined) return `node ${name} does not exist any more`;
    const ready = readyCondition(node);
    if (ready === 'True') return `node ${name} is Ready`;
    return `node ${name} is NotReady${ready === 'Unknown' ? ', its kubelet does not answer' : ''}`;
  } catch (error) {
    if (isApiError(error, 'Forbidden')) return `the state of node ${name} may not be read`;
    throw error;
  }
}

function readyCondition(node: KubernetesObject): string | undefined {
  const conditions = listAt(node, 'status', 'conditions').filter(isJsonObject);
  return textAt(
    conditions.find(({ type }) => type === 'Ready'),
    'status',
  );
}
