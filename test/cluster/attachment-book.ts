import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { ATTACHMENTS_PATH } from './attachments-path.js';
import { MountpointPods } from './mountpoint-pods.js';
import { isSameKey, sharingKeyOf, type Attachment, type Workload } from './sharing-key.js';
import type { Pod } from './pod-watch.js';
import type { S3Volume } from './workload-volumes.js';

/** The driver's book-keeping. Nothing is remembered here: as in the real controller, the API server has it all. */
export class AttachmentBook {
  readonly #api: ApiClient;
  readonly #pods: MountpointPods;

  constructor(api: ApiClient, volumeNameAs: 'label' | 'annotation') {
    this.#api = api;
    this.#pods = new MountpointPods(api, volumeNameAs);
  }

  /** Gives the Pod a Mountpoint Pod for the volume, unless it has one. */
  async attach(pod: Pod, volume: S3Volume): Promise<void> {
    const key = await sharingKeyOf(this.#api, pod, volume);
    const attachment = (await this.#list()).find(({ spec }) => isSameKey(spec, key));
    const attached = attachment?.spec.mountpointS3PodAttachments ?? {};
    if (
      Object.values(attached)
        .flat()
        .some(({ workloadPodUID }) => workloadPodUID === pod.metadata.uid)
    ) {
      return;
    }
    const mountpointPod =
      (await this.#pods.firstThatTakesWorkloads(Object.keys(attached))) ?? (await this.#pods.create(key));
    const workload = { workloadPodUID: pod.metadata.uid, attachmentTime: new Date().toISOString() };
    const mountpointS3PodAttachments = {
      ...attached,
      [mountpointPod]: [...(attached[mountpointPod] ?? []), workload],
    };
    if (attachment === undefined) {
      const metadata = { name: `s3pa-${randomBytes(4).toString('hex')}` };
      const spec = { ...key, mountpointS3PodAttachments };
      await this.#api.expect('POST', ATTACHMENTS_PATH, { ...KIND, metadata, spec });
    } else {
      await this.#update(attachment, mountpointS3PodAttachments);
    }
  }

  /** Ends what the Pod holds. */
  async release(podUid: string): Promise<void> {
    await this.#release(({ workloadPodUID }) => workloadPodUID === podUid);
  }

  /** Ends what all other Pods hold. */
  async keepOnly(podUids: ReadonlySet<string>): Promise<void> {
    await this.#release(({ workloadPodUID }) => !podUids.has(workloadPodUID));
  }

  /**
   * A Mountpoint Pod whose last workload goes is first marked, so that none is given it any more, and then taken out
   * of the book.
   */
  async #release(isReleased: (workload: Workload) => boolean): Promise<void> {
    for (const attachment of await this.#list()) {
      const before = Object.entries(attachment.spec.mountpointS3PodAttachments);
      if (!before.some(([, workloads]) => workloads.some(isReleased))) {
        continue;
      }
      const after = before.map(([name, all]) => ({ name, left: all.filter((workload) => !isReleased(workload)) }));
      const unused = after.filter(({ left }) => left.length === 0).map(({ name }) => name);
      const used = after.filter(({ left }) => left.length > 0);
      await Promise.all(unused.map((name) => this.#pods.markUnused(name)));
      if (used.length > 0) {
        await this.#update(attachment, Object.fromEntries(used.map(({ name, left }) => [name, left])));
      } else {
        await this.#api.expect('DELETE', `${ATTACHMENTS_PATH}/${attachment.metadata.name}`, undefined, [404]);
      }
      await Promise.all(unused.map((name) => this.#pods.end(name)));
    }
  }

  async #list(): Promise<Attachment[]> {
    const { body } = await this.#api.expect('GET', ATTACHMENTS_PATH);
    return (body as { items: Attachment[] }).items;
  }

  /** With the resourceVersion that was read: a conflict is an error, and the Pod's turn comes again. */
  async #update(
    attachment: Attachment,
    mountpointS3PodAttachments: Attachment['spec']['mountpointS3PodAttachments'],
  ): Promise<void> {
    const spec = { ...attachment.spec, mountpointS3PodAttachments };
    const path = `${ATTACHMENTS_PATH}/${attachment.metadata.name}`;
    await this.#api.expect('PUT', path, { ...attachment, ...KIND, spec });
  }
}

const KIND = { apiVersion: 's3.csi.aws.com/v2', kind: 'MountpointS3PodAttachment' };
