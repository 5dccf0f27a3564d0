import type { Pod } from '../../../src/model/objects.js';
import { POD_WISHES } from './pod-wishes.js';

/** How the Pods of a test behave; on the model in virtual time, on the real control plane through kwok's stages. */
export interface PodBehaviour {
  readonly stopMs?: number | 'never';
  readonly startMs?: number;
  readonly runMs?: number | 'never';
  readonly isNeverReady?: boolean;
  /** The driver does not see it end (FIELD.md 3). */
  readonly isMissed?: boolean;
}

export interface PodManifest extends PodBehaviour {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The claims that it mounts. */
  readonly claims?: readonly string[];
  /** Bypasses the scheduler (FIELD.md 2.3). */
  readonly nodeName?: string;
  readonly schedulerName?: string;
  readonly serviceAccountName?: string;
  readonly gracePeriodSeconds?: number;
}

/** A bare Pod: no controller brings it back (FIELD.md 2.11). */
export function pod(manifest: PodManifest = {}): Pod {
  const { name = 'bare', namespace = 'app', labels = {}, annotations = {} } = manifest;
  const metadata = { name, namespace, labels, annotations: { ...annotations, ...wishesOf(manifest) } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec(manifest) };
}

export function podSpec(manifest: Omit<PodManifest, 'name' | 'namespace'>): Pod['spec'] {
  const { claims = ['s3-pvc'], nodeName, schedulerName, serviceAccountName, gracePeriodSeconds } = manifest;
  return {
    containers: [
      {
        name: 'app',
        image: 'pause:3.10',
        volumeMounts: claims.map((claimName) => ({ name: claimName, mountPath: `/mnt/${claimName}` })),
      },
    ],
    volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(schedulerName === undefined ? {} : { schedulerName }),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
    ...(gracePeriodSeconds === undefined ? {} : { terminationGracePeriodSeconds: gracePeriodSeconds }),
  };
}

export function wishesOf(behaviour: PodBehaviour): Readonly<Record<string, string>> {
  const { stopMs, startMs, runMs, isNeverReady = false, isMissed = false } = behaviour;
  return {
    ...(stopMs === undefined ? {} : { [POD_WISHES.stopMs]: String(stopMs) }),
    ...(startMs === undefined ? {} : { [POD_WISHES.startMs]: String(startMs) }),
    ...(runMs === undefined ? {} : { [POD_WISHES.runMs]: String(runMs) }),
    ...(isNeverReady ? { [POD_WISHES.notReady]: 'true' } : {}),
    ...(isMissed ? { [POD_WISHES.missRelease]: 'true' } : {}),
  };
}
