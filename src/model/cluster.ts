import type { JsonObject } from './json.js';
import type { KubernetesObject } from './objects.js';
import type { ObjectKey, Resource } from './references.js';

/** Which objects a list or a watch is about. */
export interface Selection {
  readonly resource: Resource;
  readonly namespace?: string;
  /** One object by its name. */
  readonly name?: string;
  readonly labelSelector?: string;
  /** Fields that have to say just this. Each kind serves a few only: events `type`, Pods `spec.nodeName`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Decides object by object what is kept, so that a large namespace is never held in memory as a whole. */
  readonly keep?: (object: KubernetesObject) => boolean;
  /** Whatever `keep` keeps has one of these in its JSON, so that what has none need not be looked at. */
  readonly words?: readonly string[];
}

/** What must still be true of an object for a change to happen; otherwise the server answers Conflict and nothing is changed. */
export interface Preconditions {
  readonly uid: string;
  readonly resourceVersion?: string;
}

export interface WriteOptions {
  /** Runs rights, validation, quota and admission in the server without storing anything (`dryRun=All`). */
  readonly dryRun?: boolean;
}

export interface DeleteOptions extends Preconditions, WriteOptions {
  /** Seconds; without it the object's own grace period counts. */
  readonly gracePeriodSeconds?: number;
}

/** One question to SelfSubjectAccessReview. */
export interface Access {
  readonly verb: string;
  readonly resource: Resource;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * The port to a cluster. Objects come and go lossless. Every method throws ApiError in the server's words, after
 * bounded retries of what is safe to retry. A create or delete whose reply was lost is not repeated blindly: the adapter
 * looks what stands, so that a caller sees one outcome.
 */
export interface Cluster {
  /** What the user calls this cluster: the context, and the server's address. */
  readonly identity: ClusterIdentity;
  /** The object, or undefined when there is none (NotFound). */
  get(key: ObjectKey): Promise<KubernetesObject | undefined>;
  /** All objects of the selection, read in pages. */
  list(selection: Selection): Promise<readonly KubernetesObject[]>;
  /**
   * Calls `onState` with all objects of the selection, at once and after every change, until the signal is aborted (then it
   * resolves). Watches that end, fail or answer 410 are resumed or listed anew without a gap; what stays refused rejects.
   */
  follow(
    selection: Selection,
    onState: (objects: readonly KubernetesObject[]) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** @throws ApiError AlreadyExists when the name is taken. */
  create(object: KubernetesObject, resource: Resource, options?: WriteOptions): Promise<KubernetesObject>;
  /** JSON merge patch (RFC 7386), applied only where the preconditions hold. @throws ApiError Conflict where they do not. */
  patch(
    key: ObjectKey,
    patch: JsonObject,
    preconditions: Preconditions,
    options?: WriteOptions,
  ): Promise<KubernetesObject>;
  /** Asks for deletion; the object may stay, Terminating. NotFound counts as done. @throws ApiError Conflict where preconditions fail. */
  delete(key: ObjectKey, options: DeleteOptions): Promise<void>;
  /** Deletes a Pod through the eviction API. @throws ApiError TooManyRequests when a budget forbids it now. */
  evict(key: ObjectKey, options: DeleteOptions): Promise<void>;
  /** Whether the user may do this; true where the server does not say. */
  can(access: Access): Promise<boolean>;
  /** Whom the server takes the user for: the one to grant rights to. */
  whoAmI(): Promise<UserIdentity>;
}

export interface UserIdentity {
  /** As roles are bound to it; empty where nobody knows it. */
  readonly name: string;
  readonly groups: readonly string[];
  /** False: the server does not say, and the name is the kubeconfig's own. */
  readonly isCertain: boolean;
}

export interface ClusterIdentity {
  /** The context's name; empty for flags or a service account that need no context. */
  readonly context: string;
  readonly server: string;
  /** The namespace that counts where none is given, as kubectl takes it. */
  readonly namespace: string;
  readonly user: string;
}
