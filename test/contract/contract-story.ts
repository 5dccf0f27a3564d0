import assert from 'node:assert/strict';
import type { Cluster, Selection } from '../../src/model/cluster.js';
import { ApiError } from '../../src/model/errors.js';
import type { KubernetesObject } from '../../src/model/objects.js';
import { keyOf, type ObjectKey, type Resource } from '../../src/model/references.js';

/** A cluster to hold against the contract, and a namespace in it that nobody else uses. */
export interface Subject {
  readonly cluster: Cluster;
  readonly namespace: string;
  finish(): Promise<void>;
}

export type Make = () => Promise<Subject>;

export const CONFIG_MAP: Resource = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };

/** Runs one test of the contract on a subject of its own. */
export function on(make: Make, story: (subject: Subject) => Promise<void>): () => Promise<void> {
  return async () => {
    const subject = await make();
    try {
      await story(subject);
    } finally {
      await subject.finish();
    }
  };
}

export function configMap(namespace: string, name: string, more: Partial<KubernetesObject['metadata']> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ...more },
    data: { colour: 'blue' },
  } satisfies KubernetesObject;
}

/** Creates a ConfigMap and says where it stands and under which uid. */
export async function createConfigMap({ cluster, namespace }: Subject, name: string) {
  const created = await cluster.create(configMap(namespace, name), CONFIG_MAP);
  return { ...idOf(created), key: keyOf(CONFIG_MAP, created) };
}

export function idOf({ metadata: { uid, resourceVersion } }: KubernetesObject) {
  assert.ok(uid !== undefined && resourceVersion !== undefined, 'the server gave it a uid and a resourceVersion');
  return { uid, resourceVersion };
}

export async function read({ cluster }: Subject, key: ObjectKey): Promise<KubernetesObject> {
  const object = await cluster.get(key);
  assert.ok(object, `${key.name} is there`);
  return object;
}

/** Follows a selection until its state is as wanted. */
export async function followUntil(
  cluster: Cluster,
  selection: Selection,
  isSo: (objects: readonly KubernetesObject[]) => boolean,
): Promise<void> {
  const stop = new AbortController();
  await cluster.follow(
    selection,
    (objects) => {
      if (isSo(objects)) stop.abort(new Error('seen'));
    },
    stop.signal,
  );
}

export function apiError(reason: string, words?: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ApiError, `an ApiError, not ${String(error)}`);
    assert.equal(error.reason, reason, error.message);
    if (words !== undefined) assert.match(error.message, words);
    return true;
  };
}
