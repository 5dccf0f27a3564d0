import type { Cluster, DeleteOptions, Preconditions, WriteOptions } from '../model/cluster.js';
import type { JournalEntry } from '../model/journal.js';
import type { JsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';
import { describeKey, keyOf, type ObjectKey, type Resource } from '../model/references.js';

export interface ChangeLog {
  /** Resolves when the line is on the disk. */
  append(entry: JournalEntry): Promise<void>;
  /** A change was made. */
  onChanged(verb: string, object: string, uid: string | undefined): void;
}

/** The cluster with every change written down before it is asked for, and its outcome after. Reads pass through. */
export function journalledCluster(cluster: Cluster, log: ChangeLog): Cluster {
  async function change<T>(
    verb: string,
    object: string,
    body: JsonObject,
    options: WriteOptions | undefined,
    act: () => Promise<T>,
  ): Promise<T> {
    // What is only tried changes nothing.
    if (options?.dryRun === true) return act();
    await log.append({ type: 'intent', verb, object, body });
    const result = await act().catch(async (error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      // What the server said is told even if it cannot be written down any more.
      await log.append({ type: 'outcome', verb, object, error: words }).catch(() => undefined);
      throw error;
    });
    const uid = uidOf(result) ?? (typeof body['uid'] === 'string' ? body['uid'] : undefined);
    try {
      await log.append({ type: 'outcome', verb, object, ...(uid === undefined ? {} : { uid }) });
    } finally {
      // It was made, whether or not that could be written down.
      log.onChanged(verb, object, uid);
    }
    return result;
  }
  return {
    identity: cluster.identity,
    get: (key) => cluster.get(key),
    list: (selection) => cluster.list(selection),
    follow: (selection, onState, signal) => cluster.follow(selection, onState, signal),
    can: (access) => cluster.can(access),
    whoAmI: () => cluster.whoAmI(),
    create: (object: KubernetesObject, resource: Resource, options?: WriteOptions) =>
      change('create', describeKey(keyOf(resource, object)), object, options, () =>
        cluster.create(object, resource, options),
      ),
    patch: (key: ObjectKey, patch: JsonObject, preconditions: Preconditions, options?: WriteOptions) =>
      change('patch', describeKey(key), patch, options, () => cluster.patch(key, patch, preconditions, options)),
    delete: (key: ObjectKey, options: DeleteOptions) =>
      change('delete', describeKey(key), { ...options }, options, () => cluster.delete(key, options)),
    evict: (key: ObjectKey, options: DeleteOptions) =>
      change('evict', describeKey(key), { ...options }, options, () => cluster.evict(key, options)),
  };
}

function uidOf(result: unknown): string | undefined {
  return (result as KubernetesObject | undefined)?.metadata.uid;
}
