import type { KubernetesObject, Pod } from '../../src/model/objects.js';
import type { Resource } from '../../src/model/references.js';

export interface PluginResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PluginOptions {
  /** Files that the command line names, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A change that a run asks for; one that is only tried is none. */
export interface Moment {
  readonly verb: 'create' | 'patch' | 'delete';
  readonly resource: Resource;
}

/** What a cluster's own admission sets on every new volume or claim, whatever is sent. */
export interface Mutation {
  readonly kind: 'PersistentVolume' | 'PersistentVolumeClaim';
  /** Below maps that every object of the story has. */
  readonly path: readonly string[];
  readonly value: string;
}

/** A cluster with one namespace for one story: the model in virtual time, or the real control plane. */
export interface Stage {
  readonly namespace: string;
  /** Unique on its cluster, since volumes have no namespace. */
  readonly volumeName: string;
  /** As somebody's `kubectl apply --server-side` would: creates. */
  create(...objects: readonly KubernetesObject[]): Promise<void>;
  read<T extends KubernetesObject>(resource: Resource, name: string): Promise<T | undefined>;
  /** As somebody's `kubectl delete --wait=false`. */
  remove(resource: Resource, name: string): Promise<void>;
  /** A merge patch by somebody else. */
  patch(resource: Resource, name: string, patch: object): Promise<void>;
  /** A merge patch of the status by a kubelet or a controller. */
  patchStatus(resource: Resource, name: string, status: object): Promise<void>;
  /** As a scheduler puts a Pod on a node; one that has gone meanwhile needs none. */
  assign(pod: Pod, node: string): Promise<void>;
  /** From now on admission sets a field of new objects of this story. */
  admit(mutation: Mutation): Promise<void>;
  pods(): Promise<readonly Pod[]>;
  /** Everything in the namespace that brings Pods back. */
  workloads(): Promise<readonly KubernetesObject[]>;
  /** Waits until something is so; throws after a minute. */
  until(what: string, isSo: () => Promise<boolean>): Promise<void>;
  /** Runs the plugin in the story's namespace to its end. */
  plugin(args: readonly string[], options?: PluginOptions): Promise<PluginResult>;
  /** The same, but somebody else acts in the instant before its first change of this kind is carried out. */
  disturbed(args: readonly string[], at: Moment, act: () => Promise<void>): Promise<PluginResult>;
  /** Runs that were begun, by their ids. */
  runs(): Promise<readonly string[]>;
}

/** An end-to-end story as a user would tell it. */
export interface Story {
  readonly name: string;
  /** The user asks for Pods to be removed by force, which must never happen otherwise. */
  readonly asksForForce?: boolean;
  /** Somebody else scales or deletes workloads while the plugin is at work. */
  readonly othersScale?: boolean;
  tell(stage: Stage): Promise<void>;
}
