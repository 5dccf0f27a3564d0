import { VOLUME } from '../../../src/model/references.js';
import { ATTACHMENTS_PATH } from '../../cluster/attachments-path.js';
import type { ControlPlane } from '../../cluster/control-plane.js';
import type { Attachment } from '../../cluster/driver.js';
import { startFaultProxy, type FaultProxy } from '../../cluster/fault-proxy.js';
import { closePlace, openPlace, type Place } from '../../scenarios/control-plane/place.js';
import type { Running } from '../../scenarios/control-plane/executable.js';
import type { PluginResult } from '../../scenarios/stage.js';
import { installVolume, readPair, untilReady, type Pair } from '../../scenarios/stories/facts.js';
import { deployment } from '../../support/manifests/deployment.js';

export const REPLICAS = 3;
/** What the volume gets; all else has to stay. */
export const ATTRIBUTES_AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
const RECREATE = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** A namespace with a Deployment on an S3 volume, and a proxy of its own through which the executable reaches it. */
export interface Scene {
  readonly place: Place;
  readonly proxy: FaultProxy;
  readonly before: Pair;
  recreate(flags?: readonly string[]): Running;
  /** Goes on with the run that is unfinished, to the end. */
  goOn(way: 'resume' | 'rollback'): Promise<PluginResult>;
}

export interface SceneOptions {
  /** How long the Pods take to stop; longer than a lock's renewal, for what happens at a renewal. */
  readonly stopMs?: number;
  /** Who asks, through the proxy; the admin's token when left out. */
  readonly kubeconfig?: (server: string, place: Place) => Promise<string>;
}

/** With these a run is still at work when its lock has to be renewed, every 10 s. */
export const SLOW_PODS: SceneOptions = { stopMs: 14_000 };

/** Lays a scene, has it played, and clears it away however that ended. */
export async function playScene<T>(
  cluster: ControlPlane,
  namespace: string,
  { stopMs, kubeconfig = asAdmin }: SceneOptions,
  play: (scene: Scene) => Promise<T>,
): Promise<T> {
  const place = await openPlace(cluster, namespace);
  const proxy = await startFaultProxy(cluster);
  try {
    const env = { KUBECONFIG: await kubeconfig(proxy.url, place) };
    const { stage } = place;
    await installVolume(stage, { reclaimPolicy: 'Delete' });
    await stage.create(deployment({ namespace, replicas: REPLICAS, ...(stopMs === undefined ? {} : { stopMs }) }));
    await untilReady(stage, REPLICAS);
    await untilMounted(place);
    return await play({
      place,
      proxy,
      before: await readPair(stage),
      recreate: (flags = []) => place.start([...RECREATE, ...flags], { env }),
      goOn: (way) => place.plugin([way, '--yes'], { env }),
    });
  } finally {
    await proxy.stop();
    await closePlace(place);
    // Nothing provisions here, so nothing deletes either.
    await place.stage.remove(VOLUME, place.stage.volumeName).catch(() => undefined);
  }
}

/** By the driver's own account; from then on a run has an attachment to wait for. */
async function untilMounted({ cluster, stage }: Place): Promise<void> {
  await stage.until('the driver has mounted it', async () => {
    const { body } = await cluster.api.expect('GET', ATTACHMENTS_PATH);
    const { items } = body as { items: readonly Attachment[] };
    return items.some(({ spec }) => spec.persistentVolumeName === stage.volumeName);
  });
}

function asAdmin(server: string, { cluster }: Place): Promise<string> {
  return cluster.kubeconfigFor({ token: cluster.tokens.admin }, { server });
}
