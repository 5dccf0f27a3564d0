import type { Cluster, WriteOptions } from '../model/cluster.js';
import type { JsonObject } from '../model/json.js';
import { describeKey, keyOf } from '../model/references.js';

/** A change that is asked for. */
export interface AskedChange {
  readonly verb: 'create' | 'patch' | 'delete' | 'evict';
  /** In words: "claim app/s3-pvc". */
  readonly object: string;
  /** What is sent: a manifest, a patch, or the options of a deletion. */
  readonly body: JsonObject;
}

/**
 * The cluster with something around every change. Reads pass through, and so does what is only tried, since it changes nothing.
 *
 * @param around asks for the change by calling `act`
 */
export function changingCluster(
  cluster: Cluster,
  around: <T>(change: AskedChange, act: () => Promise<T>) => Promise<T>,
): Cluster {
  const change = <T>(asked: AskedChange, options: WriteOptions | undefined, act: () => Promise<T>): Promise<T> =>
    options?.dryRun === true ? act() : around(asked, act);
  return {
    identity: cluster.identity,
    get: (key) => cluster.get(key),
    list: (selection) => cluster.list(selection),
    follow: (selection, onState, signal) => cluster.follow(selection, onState, signal),
    can: (access) => cluster.can(access),
    whoAmI: () => cluster.whoAmI(),
    create: (object, resource, options) =>
      change({ verb: 'create', object: describeKey(keyOf(resource, object)), body: object }, options, () =>
        cluster.create(object, resource, options),
      ),
    patch: (key, patch, preconditions, options) =>
      change({ verb: 'patch', object: describeKey(key), body: patch }, options, () =>
        cluster.patch(key, patch, preconditions, options),
      ),
    delete: (key, options) =>
      change({ verb: 'delete', object: describeKey(key), body: { ...options } }, options, () =>
        cluster.delete(key, options),
      ),
    evict: (key, options) =>
      change({ verb: 'evict', object: describeKey(key), body: { ...options } }, options, () =>
        cluster.evict(key, options),
      ),
  };
}
