import type {
  Access,
  Cluster,
  ClusterIdentity,
  DeleteOptions,
  Preconditions,
  Selection,
  UserIdentity,
  WriteOptions,
} from '../../../src/model/cluster.js';
import { ApiError, isApiError } from '../../../src/model/errors.js';
import type { JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { keyOf, type ObjectKey, type Resource } from '../../../src/model/references.js';
import { apiErrors } from './api-errors.js';
import { evictPod } from './eviction.js';
import { Crash, type Faults } from './faults.js';
import { followChanges } from './follow.js';
import { frozen } from './frozen.js';
import type { Inspect } from './invariants.js';
import type { AnyKind } from './kinds.js';
import { isChange, type LoggedRequest, type PortRequest } from './port-request.js';
import { isSelected } from './selection.js';
import { sent } from './wire.js';
import type { World } from './world.js';

export interface ConnectionOptions {
  readonly identity?: Partial<ClusterIdentity>;
  /** RBAC: what the user may do; everything. */
  readonly can?: (access: Access) => boolean;
  readonly faults?: Faults;
}

/** What connections share. */
export interface Server {
  readonly world: World;
  /** The kind that is served under this resource, if any. */
  served(resource: Resource): AnyKind | undefined;
  readonly requests: LoggedRequest[];
  readonly inspect: Inspect;
}

const IDENTITY: ClusterIdentity = {
  context: 'model',
  server: 'https://model.invalid',
  namespace: 'default',
  user: 'tester',
};

/** The port on the model: one user's connection, with its delays, rights and faults. */
export class Connection implements Cluster {
  readonly identity: ClusterIdentity;
  readonly #server: Server;
  readonly #can: (access: Access) => boolean;
  readonly #faults: Faults;
  readonly #death = new AbortController();

  constructor(server: Server, { identity = {}, can = () => true, faults = {} }: ConnectionOptions = {}) {
    this.#server = server;
    this.identity = { ...IDENTITY, ...identity };
    this.#can = can;
    this.#faults = faults;
  }

  /** The process at this end dies: everything under way and asked from now on rejects with the error. */
  kill(error: Error): void {
    this.#death.abort(error);
  }

  get(key: ObjectKey): Promise<KubernetesObject | undefined> {
    return this.#request({ verb: 'get', ...key }, () => {
      const kind = this.#server.served(key.resource);
      return kind === undefined ? undefined : frozen(this.#api.read(kind, key));
    });
  }

  list(selection: Selection): Promise<readonly KubernetesObject[]> {
    const { resource, namespace, name } = selection;
    return this.#request({ verb: 'list', resource, namespace, name }, () =>
      frozen(this.#api.list(this.#kind(resource), namespace).filter((object) => isSelected(selection, object))),
    );
  }

  async follow(
    selection: Selection,
    onState: (objects: readonly KubernetesObject[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { resource, namespace, name } = selection;
    const either = AbortSignal.any([signal, this.#death.signal]);
    if (!either.aborted) {
      const kind = await this.#request({ verb: 'watch', resource, namespace, name }, () => this.#kind(resource));
      await this.#followUntilCut(kind, selection, onState, either);
    }
    this.#death.signal.throwIfAborted();
  }

  async #followUntilCut(
    kind: AnyKind,
    selection: Selection,
    onState: (objects: readonly KubernetesObject[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { world } = this.#server;
    const cut = this.#faults.cut?.();
    if (cut === undefined) {
      await followChanges(world, kind, selection, onState, signal);
      return;
    }
    const end = new AbortController();
    const cancel = world.clock.schedule(cut.afterMs, () => {
      end.abort(cut.error);
    });
    await followChanges(world, kind, selection, onState, AbortSignal.any([signal, end.signal])).finally(cancel);
    if (!signal.aborted) end.signal.throwIfAborted();
  }

  create(object: KubernetesObject, resource: Resource, options: WriteOptions = {}): Promise<KubernetesObject> {
    const { dryRun = false } = options;
    return this.#request({ verb: 'create', ...keyOf(resource, object), body: object, dryRun }, () =>
      frozen(this.#api.create(this.#kind(resource), sent(object), dryRun)),
    );
  }

  patch(
    key: ObjectKey,
    patch: JsonObject,
    preconditions: Preconditions,
    { dryRun = false }: WriteOptions = {},
  ): Promise<KubernetesObject> {
    return this.#request({ verb: 'patch', ...key, body: patch, preconditions, dryRun }, () =>
      frozen(this.#api.patch(this.#kind(key.resource), key, sent(patch), { ...preconditions, dryRun })),
    );
  }

  delete(key: ObjectKey, options: DeleteOptions): Promise<void> {
    const { gracePeriodSeconds, dryRun = false, ...preconditions } = options;
    return this.#request({ verb: 'delete', ...key, preconditions, gracePeriodSeconds, dryRun }, () => {
      doneWhenMissing(() => {
        this.#api.delete(this.#kind(key.resource), key, options);
      });
    });
  }

  evict(key: ObjectKey, options: DeleteOptions): Promise<void> {
    const { gracePeriodSeconds, dryRun = false, ...preconditions } = options;
    return this.#request({ verb: 'evict', ...key, preconditions, gracePeriodSeconds, dryRun }, () => {
      doneWhenMissing(() => {
        evictPod(this.#api, key, options);
      });
    });
  }

  can(access: Access): Promise<boolean> {
    const { resource, namespace, name } = access;
    return this.#request({ verb: 'can', resource, namespace, name }, () => this.#can(access));
  }

  async whoAmI(): Promise<UserIdentity> {
    await this.#travel();
    return { name: this.identity.user, groups: ['system:authenticated'], isCertain: true };
  }

  get #api() {
    return this.#server.world.api;
  }

  #kind(resource: Resource): AnyKind {
    const kind = this.#server.served(resource);
    if (kind === undefined) throw apiErrors.unserved();
    return kind;
  }

  async #request<T>(request: PortRequest, carryOut: () => T): Promise<T> {
    const { requests, world, inspect } = this.#server;
    const logged = {
      ...request,
      number: requests.length + 1,
      at: world.clock.now(),
      isApplied: false,
      result: 'pending',
    };
    requests.push(logged);
    try {
      await this.#travel();
      this.#fail(await this.#faults.before?.(logged));
      this.#authorize(request);
      const kind = this.#server.served(request.resource);
      const result = isChange(request) && kind !== undefined ? inspect(kind, request, carryOut) : carryOut();
      logged.isApplied = true;
      this.#fail(this.#faults.after?.(logged));
      await this.#travel();
      logged.result = 'ok';
      return result;
    } catch (error) {
      logged.result = error instanceof ApiError ? error.reason : error instanceof Error ? error.name : String(error);
      throw error;
    }
  }

  async #travel(): Promise<void> {
    const { clock, random, timing } = this.#server.world;
    this.#death.signal.throwIfAborted();
    await clock.sleep(random.draw(timing.request));
    this.#death.signal.throwIfAborted();
  }

  #fail(error: Error | undefined): void {
    if (error instanceof Crash) this.kill(error);
    if (error !== undefined) throw error;
  }

  #authorize({ verb, resource, namespace, name }: PortRequest): void {
    if (verb === 'can') return;
    const scope = {
      resource,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    };
    const access = verb === 'evict' ? { ...scope, verb: 'create', subresource: 'eviction' } : { ...scope, verb };
    if (!this.#can(access)) throw apiErrors.forbidden(access, this.identity.user);
  }
}

function doneWhenMissing(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
  }
}
