import type { Preconditions, WriteOptions } from '../../../src/model/cluster.js';
import { isJsonObject, type JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject, ObjectMeta } from '../../../src/model/objects.js';
import { admitNew, hasGeneration, hasStatus } from './admission.js';
import { apiErrors } from './api-errors.js';
import { gracePeriodOf, isReadyToGo, markedForDeletion } from './deletion.js';
import { timestamp } from './timestamp.js';
import { type AnyKind, CLAIMS, type Kind, NAMESPACES, VOLUMES } from './kinds.js';
import { mergePatch } from './merge-patch.js';
import type { Named, ObjectStore } from './object-store.js';
import type { Random } from './random.js';
import { isSameJson } from './same-json.js';
import { faultsOfChange, faultsOfNew, isGrown } from './validation.js';
import type { VirtualClock } from './virtual-clock.js';

export interface Change extends Partial<Preconditions>, WriteOptions {}

export interface Deletion extends Change {
  readonly gracePeriodSeconds?: number | undefined;
}

/** The API server's verbs on the store. Every request is done in one instant; what a request takes is its sender's to wait. */
export class ApiServer {
  /** Mutating admission, in its order. */
  readonly mutations: ((object: KubernetesObject) => KubernetesObject)[] = [];

  constructor(
    readonly store: ObjectStore,
    private readonly clock: VirtualClock,
    private readonly random: Random,
  ) {}

  read<T extends KubernetesObject>(kind: Kind<T>, named: Named): T | undefined {
    return this.store.read(kind, named);
  }

  list<T extends KubernetesObject>(kind: Kind<T>, namespace?: string): readonly T[] {
    return this.store.list(kind, namespace);
  }

  /** @throws ApiError Invalid, AlreadyExists; NotFound for its namespace. */
  create(kind: AnyKind, manifest: KubernetesObject, dryRun = false): KubernetesObject {
    const mutated = this.mutations.reduce((object, mutate) => mutate(object), manifest);
    const sent = admitNew(kind, mutated);
    const { name, namespace } = sent.metadata;
    if (kind.namespaced && this.read(NAMESPACES, { name: namespace ?? '' }) === undefined) {
      throw apiErrors.notFound(NAMESPACES, namespace ?? '');
    }
    const faults = faultsOfNew(kind, sent);
    if (faults.length > 0) throw apiErrors.invalid(kind, name, faults);
    if (sent.metadata.resourceVersion !== undefined) throw apiErrors.versionOnCreate();
    if (this.read(kind, { name, namespace }) !== undefined) throw apiErrors.alreadyExists(kind, name);
    const object = { ...sent, metadata: this.#metadataOfNew(kind, sent.metadata) };
    return dryRun ? object : this.store.put(kind, object);
  }

  /**
   * A user's change. What only the server sets stays as it is, whatever the patch says of it.
   * @throws ApiError NotFound, Conflict, Invalid.
   */
  patch(kind: AnyKind, named: Named, patch: JsonObject, preconditions: Change = {}): KubernetesObject {
    const current = this.read(kind, named);
    if (current === undefined) throw apiErrors.notFound(kind, named.name);
    const { uid = '', resourceVersion = '' } = current.metadata;
    if (preconditions.uid !== undefined && preconditions.uid !== uid) {
      throw apiErrors.otherUid(kind, named.name, preconditions.uid, uid);
    }
    if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion) {
      throw apiErrors.otherVersionOnUpdate(kind, named.name);
    }
    const next = withServerFieldsOf(kind, current, mergePatch(current, patch));
    const faults = faultsOfChange(kind, current, next);
    if (faults.length > 0) throw apiErrors.invalid(kind, named.name, faults);
    if (kind === CLAIMS && isGrown(current, next)) throw apiErrors.notResizable(kind, named.name);
    return preconditions.dryRun === true ? next : this.#store(kind, current, next);
  }

  /** A controller's change: not validated, and the status included. Undefined when the object is gone. */
  update<T extends KubernetesObject>(kind: Kind<T>, named: Named, change: (object: T) => T): T | undefined {
    const current = this.read(kind, named);
    return current === undefined ? undefined : this.#store(kind, current, change(current));
  }

  /** @throws ApiError NotFound, Conflict. */
  delete(kind: AnyKind, named: Named, { uid, resourceVersion, gracePeriodSeconds, dryRun }: Deletion = {}): void {
    const current = this.read(kind, named);
    if (current === undefined) throw apiErrors.notFound(kind, named.name);
    const { metadata } = current;
    if (uid !== undefined && uid !== metadata.uid) {
      throw apiErrors.otherUid(kind, named.name, uid, metadata.uid ?? '');
    }
    if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
      throw apiErrors.otherVersionOnDelete(kind, named.name, resourceVersion, metadata.resourceVersion ?? '');
    }
    if (dryRun === true) return;
    const grace = gracePeriodOf(kind, current, gracePeriodSeconds);
    this.#store(kind, current, markedForDeletion(current, this.clock.now(), grace));
  }

  #store<T extends KubernetesObject>(kind: Kind<T>, current: T, next: T): T {
    if (isReadyToGo(next)) {
      this.store.remove(kind, next);
      return next;
    }
    if (isSameJson(current, next)) return current;
    const { generation } = current.metadata;
    if (!hasGeneration(kind) || isSameJson(current['spec'], next['spec'])) return this.store.put(kind, next);
    return this.store.put(kind, { ...next, metadata: { ...next.metadata, generation: (generation ?? 1) + 1 } });
  }

  #metadataOfNew(kind: AnyKind, metadata: ObjectMeta): ObjectMeta {
    const { deletionTimestamp: _mark, deletionGracePeriodSeconds: _grace, generation: _count, ...kept } = metadata;
    const { labels, annotations, ...others } = kept;
    return {
      ...others,
      // An empty map is left out of every answer.
      ...(isFilled(labels) ? { labels } : {}),
      ...(isFilled(annotations) ? { annotations } : {}),
      uid: this.random.uid(),
      creationTimestamp: timestamp(this.clock.now()),
      ...(hasGeneration(kind) ? { generation: 1 } : {}),
      // What a snapshot has to leave behind (FIELD.md 2.8); played for the kinds that are recreated.
      ...(kind === CLAIMS || kind === VOLUMES ? { managedFields: managedFields(kind, this.clock.now()) } : {}),
    };
  }
}

function withServerFieldsOf(kind: AnyKind, current: KubernetesObject, patched: JsonObject): KubernetesObject {
  const metadata: Record<string, JsonObject[string]> = isJsonObject(patched['metadata'])
    ? { ...patched['metadata'] }
    : {};
  for (const field of SERVER_FIELDS) {
    const value = current.metadata[field];
    if (value === undefined) Reflect.deleteProperty(metadata, field);
    else metadata[field] = value;
  }
  const next = {
    ...patched,
    apiVersion: current.apiVersion,
    kind: current.kind,
    metadata: { ...metadata, name: current.metadata.name },
  };
  return hasStatus(kind) && current['status'] !== undefined ? { ...next, status: current['status'] } : next;
}

type Marks = ObjectMeta['labels'];

function isFilled(marks: Marks): marks is NonNullable<Marks> {
  return marks !== undefined && Object.keys(marks).length > 0;
}

function managedFields({ apiVersion }: AnyKind, nowMs: number) {
  const fieldsV1 = { 'f:spec': {} };
  return [
    { manager: 'model', operation: 'Update', apiVersion, time: timestamp(nowMs), fieldsType: 'FieldsV1', fieldsV1 },
  ];
}

const SERVER_FIELDS = [
  'managedFields',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];
