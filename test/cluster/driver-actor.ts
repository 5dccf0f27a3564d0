import { ATTACHMENTS_PATH } from './attachments-path.js';
import { AttachmentBook } from './attachment-book.js';
import type { ControlPlane } from './control-plane.js';
import { MOUNT_NAMESPACE } from '../../src/s3csi/driver-name.js';
import { watchPods, type Pod } from './pod-watch.js';
import type { Attachment } from './sharing-key.js';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';
import { volumesOf } from './workload-volumes.js';
import { WorkQueue } from './work-queue.js';

export interface DriverActorOptions {
  /** As the property of the actor, from the start. */
  readonly missReleases?: boolean;
  /** 2.0 wrote the volume's name on Mountpoint Pods as a label, later ones as an annotation. */
  readonly volumeNameAs?: 'label' | 'annotation';
}

/** Plays the driver's controller. */
export interface DriverActor {
  /**
   * While true, no Pod that ends is noticed; the annotation test.s3csi-recreate/miss-release says the same of one
   * Pod.
   */
  missReleases: boolean;
  attachments(): Promise<Attachment[]>;
  /** Releases what Pods hold that are gone, missed ones too: the real controller does it after 2 to 4 minutes. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Does what the driver's controller does (FIELD.md 3): gives every scheduled Pod with an S3 claim a Mountpoint Pod,
 * an existing one where the sharing key allows it, and lets go of it when the Pod has ended or is gone. The real one
 * does not notice a Pod that is gone without having ended (deleted with force): say missReleases for that.
 */
export function startDriverActor(cluster: Pick<ControlPlane, 'api'>, options: DriverActorOptions = {}): DriverActor {
  const { api } = cluster;
  const book = new AttachmentBook(api, options.volumeNameAs ?? 'annotation');
  const queue = new WorkQueue();
  // What was last seen of each Pod: work that is done late must not act on what it was when the work was ordered.
  const seen = new Map<string, { readonly pod: Pod; readonly gone: boolean }>();
  const watch = watchPods(api, (pod, gone) => {
    if (pod.metadata.namespace !== MOUNT_NAMESPACE && pod.spec.nodeName !== undefined) {
      seen.set(pod.metadata.uid, { pod, gone });
      queue.add(() => reconcile(pod.metadata.uid));
    }
  });

  const actor: DriverActor = {
    missReleases: options.missReleases ?? false,
    async attachments() {
      const { body } = await api.expect('GET', ATTACHMENTS_PATH);
      return (body as { items: Attachment[] }).items;
    },
    async sweep() {
      await queue.run(async () => {
        const { body } = await api.expect('GET', '/api/v1/pods');
        const running = (body as { items: Pod[] }).items.filter(({ status }) => !hasEnded(status));
        await book.keepOnly(new Set(running.map(({ metadata }) => metadata.uid)));
      });
    },
    async stop() {
      await watch.stop();
      await queue.stop();
    },
  };

  async function reconcile(uid: string): Promise<'done' | 'again'> {
    const last = seen.get(uid);
    if (last === undefined) {
      return 'done';
    }
    const { pod, gone } = last;
    if (gone || hasEnded(pod.status)) {
      if (!actor.missReleases && pod.metadata.annotations?.[POD_WISHES.missRelease] === undefined) {
        await book.release(uid);
      }
      if (gone) {
        seen.delete(uid);
      }
      return 'done';
    }
    const { volumes, unbound } = await volumesOf(api, pod);
    for (const volume of volumes) {
      await book.attach(pod, volume);
    }
    return unbound ? 'again' : 'done';
  }

  return actor;
}

function hasEnded({ phase }: Pod['status']): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
