import type { Cluster } from '../../../src/model/cluster.js';
import type { JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import type { Resource } from '../../../src/model/references.js';
import { driver, type DriverManifest } from '../manifests/driver.js';
import { node } from '../manifests/node.js';
import { ApiServer } from './api-server.js';
import { Connection, type ConnectionOptions, type Server } from './connection.js';
import { ATTACHMENTS, type ControllerOptions, startControllers } from './controllers/start.js';
import { createInspector } from './invariants.js';
import { type AnyKind, BUILT_IN_KINDS, DEFINITIONS, type Kind, MOUNT_ATTACHMENTS, NAMESPACES } from './kinds.js';
import { type ChangeListener, ObjectStore } from './object-store.js';
import type { LoggedRequest } from './port-request.js';
import { Random } from './random.js';
import { DEFAULT_TIMING, type Timing } from './timing.js';
import { until } from './until.js';
import type { VirtualClock } from './virtual-clock.js';
import { sent } from './wire.js';
import type { World } from './world.js';

export interface ModelOptions extends ConnectionOptions, Partial<ControllerOptions> {
  /** One seed, one schedule. */
  readonly seed?: number;
  readonly timing?: Partial<Timing>;
  /** How many nodes there are: two. */
  readonly nodes?: number;
  /** The S3 CSI driver that is installed, 2.7.0 or as it is told; `none` for a cluster without it. */
  readonly driver?: string | DriverManifest;
}

/** A cluster in memory and in virtual time, with back doors for the stories that tests tell. */
export interface ModelCluster {
  /** The port, as the first user has it. */
  readonly cluster: Cluster;
  /** Another user's connection, or the same one's after a crash. */
  connect(options?: ConnectionOptions): Connection;
  /** As `kubectl apply` by somebody else: creates or merges, validated, in this very instant. */
  apply(object: KubernetesObject): KubernetesObject;
  /** As `kubectl patch --type=merge` by somebody else. */
  patch<T extends KubernetesObject>(
    kind: Kind<T>,
    namespace: string | undefined,
    name: string,
    patch: JsonObject,
  ): void;
  /** As `kubectl delete` by somebody else: graceful, without preconditions. */
  remove<T extends KubernetesObject>(kind: Kind<T>, namespace: string | undefined, name: string): void;
  /** Changes an object past all rules, its status included. */
  change<T extends KubernetesObject>(
    kind: Kind<T>,
    namespace: string | undefined,
    name: string,
    change: (object: T) => T,
  ): void;
  read<T extends KubernetesObject>(kind: Kind<T>, namespace: string | undefined, name: string): T | undefined;
  all<T extends KubernetesObject>(kind: Kind<T>, namespace?: string): readonly T[];
  /** A mutating webhook or policy: makes of every new object what it likes. */
  admit(mutate: (object: KubernetesObject) => KubernetesObject): void;
  /** Tells every change in the instant in which it happens; the result ends it. */
  onChange(listener: ChangeListener): () => void;
  /** Waits until something is so, looking at every change. @throws Error after the limit, a minute. */
  until(what: string, isSo: () => boolean, limitMs?: number): Promise<void>;
  /** Everything asked through ports, in order. */
  readonly requests: readonly LoggedRequest[];
  /** What happened that must never happen. */
  violations(): readonly string[];
}

export function createModelCluster(clock: VirtualClock, options: ModelOptions = {}): ModelCluster {
  const { seed = 1, timing = {}, nodes = 2, driver: installed = '2.7.0' } = options;
  const violations: string[] = [];
  const random = new Random(seed);
  const api = new ApiServer(new ObjectStore(), clock, random);
  const violate = (what: string) => violations.push(what);
  const world: World = { api, clock, random, timing: { ...DEFAULT_TIMING, ...timing }, violate };
  const kinds: readonly AnyKind[] = [...BUILT_IN_KINDS, MOUNT_ATTACHMENTS];
  const server: Server = {
    world,
    served: (resource) => kinds.find((kind) => isSameResource(kind, resource) && isDefined(api, kind)),
    requests: [],
    inspect: createInspector(api, violate),
  };
  startControllers(world, controllerOptions(options));
  const model: ModelCluster = {
    cluster: new Connection(server, options),
    connect: (other) => new Connection(server, other),
    apply: (object) => applyObject(api, kindOf(kinds, object), object),
    admit: (mutate) => {
      api.mutations.push(mutate);
    },
    patch: (kind, namespace, name, patch) => {
      api.patch(known(kinds, kind), { namespace, name }, sent(patch));
    },
    remove: (kind, namespace, name) => {
      api.delete(known(kinds, kind), { namespace, name });
    },
    change: (kind, namespace, name, change) => {
      api.update(known(kinds, kind), { namespace, name }, change);
    },
    read: (kind, namespace, name) => api.read(known(kinds, kind), { namespace, name }),
    all: (kind, namespace) => api.list(known(kinds, kind), namespace),
    onChange: (listener) => listen(world, listener),
    until: (what, isSo, limitMs = 60_000) => until(world, what, isSo, limitMs),
    requests: server.requests,
    violations: () => violations,
  };
  for (let number = 1; number <= nodes; number += 1) model.apply(node(`node-${number}`));
  if (installed !== 'none') {
    const manifest = typeof installed === 'string' ? { version: installed } : installed;
    for (const object of driver(manifest)) model.apply(object);
  }
  return model;
}

function controllerOptions(options: ModelOptions): ControllerOptions {
  return {
    popFromBackoff: options.popFromBackoff ?? true,
    deleterForReclaimDelete: options.deleterForReclaimDelete ?? false,
    missReleases: options.missReleases ?? false,
    isLabelling: options.isLabelling ?? (typeof options.driver === 'string' && options.driver.startsWith('2.0')),
  };
}

function applyObject(api: ApiServer, kind: AnyKind, object: KubernetesObject): KubernetesObject {
  const { namespace } = object.metadata;
  if (kind.namespaced && namespace !== undefined && api.read(NAMESPACES, { name: namespace }) === undefined) {
    api.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  }
  if (api.read(kind, object.metadata) === undefined) return api.create(kind, sent(object));
  const manifest: JsonObject = sent(object);
  return api.patch(kind, object.metadata, manifest);
}

function kindOf(kinds: readonly AnyKind[], { apiVersion, kind }: KubernetesObject): AnyKind {
  const found = kinds.find((candidate) => candidate.kind === kind && candidate.apiVersion === apiVersion);
  if (found === undefined) throw new Error(`the model has no kind ${kind} in ${apiVersion}`);
  return found;
}

/** A custom resource is served where its definition stands. */
function isDefined(api: ApiServer, kind: AnyKind): boolean {
  return kind !== MOUNT_ATTACHMENTS || api.read(DEFINITIONS, { name: ATTACHMENTS }) !== undefined;
}

/** The store knows a kind by its constant; a test may say the same in an object of its own. */
function known<T extends KubernetesObject>(kinds: readonly AnyKind[], kind: Kind<T>): Kind<T> {
  const found = kinds.find((candidate) => isSameResource(candidate, kind));
  if (found === undefined) throw new Error(`the model has no ${kind.plural} in ${kind.apiVersion}`);
  return found as Kind<T>;
}

function isSameResource(kind: AnyKind, { apiVersion, plural }: Resource): boolean {
  return kind.apiVersion === apiVersion && kind.plural === plural;
}

/** Whoever listens from outside may go on after what it was told. */
function listen({ api, clock }: World, listener: ChangeListener): () => void {
  return api.store.subscribe((change) => {
    clock.wake();
    listener(change);
  });
}
