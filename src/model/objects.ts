import type { Json, JsonObject } from './json.js';

/** The part of an object's metadata that this tool reads. Everything else in it is kept as it came. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly [key: string]: Json | undefined;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly [key: string]: Json | undefined;
}

/** Any object of the API, lossless: unknown fields are part of the value. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [key: string]: Json | undefined;
}

export interface ClaimReference {
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly [key: string]: Json | undefined;
}

export interface CsiSource {
  readonly driver: string;
  readonly volumeHandle: string;
  readonly volumeAttributes?: Readonly<Record<string, string>>;
  readonly [key: string]: Json | undefined;
}

export interface PersistentVolume extends KubernetesObject {
  readonly kind: 'PersistentVolume';
  readonly spec: {
    readonly csi?: CsiSource;
    readonly claimRef?: ClaimReference;
    readonly mountOptions?: readonly string[];
    readonly accessModes?: readonly string[];
    readonly storageClassName?: string;
    readonly persistentVolumeReclaimPolicy?: string;
    readonly [key: string]: Json | undefined;
  };
  readonly status?: { readonly phase?: string; readonly [key: string]: Json | undefined };
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly kind: 'PersistentVolumeClaim';
  readonly spec: {
    readonly volumeName?: string;
    readonly accessModes?: readonly string[];
    readonly storageClassName?: string;
    readonly [key: string]: Json | undefined;
  };
  readonly status?: { readonly phase?: string; readonly [key: string]: Json | undefined };
}

export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly [key: string]: Json | undefined;
}

export interface Pod extends KubernetesObject {
  readonly kind: 'Pod';
  readonly spec: {
    readonly nodeName?: string;
    readonly volumes?: readonly JsonObject[];
    readonly terminationGracePeriodSeconds?: number;
    readonly [key: string]: Json | undefined;
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly PodCondition[];
    readonly [key: string]: Json | undefined;
  };
}
