import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import type { SharingKey } from './sharing-key.js';
import { MOUNT_NAMESPACE } from '../../src/s3csi/driver-name.js';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';

const PODS = `/api/v1/namespaces/${MOUNT_NAMESPACE}/pods`;
const NEEDS_UNMOUNT = 's3.csi.aws.com/needs-unmount';
/** Mountpoint ends at once when its mount is gone. */
const STOP_MS = '200';

interface MountpointPod {
  readonly metadata: { readonly deletionTimestamp?: string; readonly annotations?: Readonly<Record<string, string>> };
}

/** The Pods in mount-s3 that mount the buckets. */
export class MountpointPods {
  readonly #api: ApiClient;
  readonly #volumeNameAs: 'label' | 'annotation';

  constructor(api: ApiClient, volumeNameAs: 'label' | 'annotation') {
    this.#api = api;
    this.#volumeNameAs = volumeNameAs;
  }

  async firstThatTakesWorkloads(names: readonly string[]): Promise<string | undefined> {
    for (const name of names) {
      const { status, body } = await this.#api.expect('GET', `${PODS}/${name}`, undefined, [404]);
      const { metadata } = body as MountpointPod;
      if (
        status !== 404 &&
        metadata.deletionTimestamp === undefined &&
        metadata.annotations?.[NEEDS_UNMOUNT] !== 'true'
      ) {
        return name;
      }
    }
    return undefined;
  }

  /** On the node of the workload, and there only: where it is full, the Mountpoint Pod stays Pending (FIELD.md 1). */
  async create({ nodeName, persistentVolumeName, volumeID }: SharingKey): Promise<string> {
    const name = `mp-${randomBytes(4).toString('hex').slice(0, 5)}`;
    const identity = { 's3.csi.aws.com/volume-name': persistentVolumeName, 's3.csi.aws.com/volume-id': volumeID };
    const asLabel = this.#volumeNameAs === 'label';
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: [nodeName] }];
    await this.#api.expect('POST', PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        labels: asLabel ? { 's3.csi.aws.com/volume-name': persistentVolumeName } : {},
        annotations: { [POD_WISHES.stopMs]: STOP_MS, ...(asLabel ? {} : identity) },
      },
      spec: {
        restartPolicy: 'OnFailure',
        tolerations: [{ operator: 'Exists' }],
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } },
        },
        containers: [{ name: 'mountpoint', image: 'mountpoint' }],
      },
    });
    return name;
  }

  async markUnused(name: string): Promise<void> {
    const metadata = { annotations: { [NEEDS_UNMOUNT]: 'true' } };
    await this.#api.expect('PATCH', `${PODS}/${name}`, { metadata }, [404]);
  }

  async end(name: string): Promise<void> {
    await this.#api.expect('DELETE', `${PODS}/${name}`, undefined, [404]);
  }
}
