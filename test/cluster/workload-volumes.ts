import type { ApiClient } from './api-client.js';
import { S3_DRIVER } from '../../src/s3csi/driver-name.js';
import type { Pod } from './pod-watch.js';

/** What is read of a volume. */
export interface S3Volume {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly mountOptions?: readonly string[];
    readonly csi?: {
      readonly driver: string;
      readonly volumeHandle: string;
      readonly volumeAttributes?: Readonly<Record<string, string>>;
    };
  };
}

interface Claim {
  readonly spec: { readonly volumeName?: string };
  readonly status: { readonly phase?: string };
}

/** The S3 volumes behind a Pod's claims; unbound says that there may be more of them soon. */
export async function volumesOf(api: ApiClient, pod: Pod): Promise<{ volumes: S3Volume[]; unbound: boolean }> {
  const volumes: S3Volume[] = [];
  let unbound = false;
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (persistentVolumeClaim === undefined) {
      continue;
    }
    const { namespace } = pod.metadata;
    const claimPath = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${persistentVolumeClaim.claimName}`;
    const claim = await find<Claim>(api, claimPath);
    if (claim?.status.phase !== 'Bound' || claim.spec.volumeName === undefined) {
      // A claim that is gone comes back only with another Pod.
      unbound ||= claim !== undefined;
      continue;
    }
    const volume = await find<S3Volume>(api, `/api/v1/persistentvolumes/${claim.spec.volumeName}`);
    if (volume?.spec.csi?.driver === S3_DRIVER) {
      volumes.push(volume);
    }
  }
  return { volumes, unbound };
}

async function find<T>(api: ApiClient, path: string): Promise<T | undefined> {
  const { status, body } = await api.expect('GET', path, undefined, [404]);
  return status === 404 ? undefined : (body as T);
}
