import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { isReady, type Pair } from '../../scenarios/stories/facts.js';
import { type AnyKind, CLAIMS, DEPLOYMENTS, LEASES, PODS, VOLUMES } from '../../support/model/kinds.js';
import type { ModelCluster } from '../../support/model/model-cluster.js';
import type { VirtualClock } from '../../support/model/virtual-clock.js';

const NAMESPACE = 'app';

/** The place where somebody else acts. */
export interface Scene {
  readonly model: ModelCluster;
  readonly clock: VirtualClock;
  /** Claim and volume as they were laid out. */
  readonly before: Pair;
  readonly delayMs: number;
  /** Says that an object has been made that belongs to somebody else. */
  readonly onForeign: (object: KubernetesObject) => void;
  /** Says that the act has taken place, now. */
  readonly onDone: () => void;
}

type Act = (scene: Scene) => void;

const deleteClaim: Act = (scene) => {
  remove(scene, CLAIMS, scene.before.claim);
};
const deleteVolume: Act = (scene) => {
  remove(scene, VOLUMES, scene.before.volume);
};

export const ACTS = {
  'deletes the claim': deleteClaim,
  'deletes the volume': deleteVolume,
  'deletes both': (scene) => {
    deleteClaim(scene);
    deleteVolume(scene);
  },
  'deletes a Pod': (scene) => {
    const [pod] = scene.model.all(PODS, NAMESPACE).filter(isReady);
    if (pod !== undefined) remove(scene, PODS, pod);
  },
  'replaces the claim by another one': (scene) => {
    takeNameOnceFree(scene, CLAIMS, otherClaim(scene.before));
    deleteClaim(scene);
  },
  'replaces the volume by another one': (scene) => {
    takeNameOnceFree(scene, VOLUMES, otherVolume(scene.before));
    deleteVolume(scene);
  },
  'waits for the name of the claim': (scene) => {
    takeNameOnceFree(scene, CLAIMS, otherClaim(scene.before));
  },
  'waits for the name of the volume': (scene) => {
    takeNameOnceFree(scene, VOLUMES, otherVolume(scene.before));
  },
  'waits for the name of the volume, for one with other labels': (scene) => {
    takeNameOnceFree(scene, VOLUMES, labelled(fresh(scene.before.volume)));
  },
  'labels the claim': (scene) => {
    edit(scene, CLAIMS, scene.before.claim, { metadata: { labels: { edited: 'yes' } } });
  },
  'annotates the volume': (scene) => {
    edit(scene, VOLUMES, scene.before.volume, { metadata: { annotations: { edited: 'yes' } } });
  },
  'edits the mount options': (scene) => {
    edit(scene, VOLUMES, scene.before.volume, { spec: { mountOptions: ['read-only'] } });
  },
  'sets the reclaim policy to Delete': (scene) => {
    edit(scene, VOLUMES, scene.before.volume, { spec: { persistentVolumeReclaimPolicy: 'Delete' } });
  },
  'scales up': (scene) => {
    scale(scene, 4);
  },
  'scales to none': (scene) => {
    scale(scene, 0);
  },
  'takes the lock': ({ model, clock, before, onDone }) => {
    const now = new Date(clock.now()).toISOString().replace('Z', '000Z');
    const metadata = { name: `s3csi-recreate-${before.volume.metadata.name}`, namespace: NAMESPACE };
    const spec = { holderIdentity: 'anna', leaseDurationSeconds: 30, acquireTime: now, renewTime: now };
    model.apply({ apiVersion: LEASES.apiVersion, kind: LEASES.kind, metadata, spec });
    onDone();
  },
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

function remove({ model, onDone }: Scene, kind: AnyKind, { metadata }: KubernetesObject): void {
  if (model.read(kind, metadata.namespace, metadata.name) === undefined) return;
  model.remove(kind, metadata.namespace, metadata.name);
  onDone();
}

function edit({ model, onDone }: Scene, kind: AnyKind, { metadata }: KubernetesObject, patch: object): void {
  const object = model.read(kind, metadata.namespace, metadata.name);
  if (object === undefined) return;
  const { apiVersion, kind: word } = object;
  const { name, namespace } = metadata;
  const given = patch as { readonly metadata?: object };
  const scope = namespace === undefined ? {} : { namespace };
  model.apply({ apiVersion, kind: word, ...patch, metadata: { ...given.metadata, name, ...scope } });
  onDone();
}

function scale(scene: Scene, replicas: number): void {
  const [web] = scene.model.all(DEPLOYMENTS, NAMESPACE);
  if (web !== undefined) edit(scene, DEPLOYMENTS, web, { spec: { replicas } });
}

/** Whoever made the object will find it in the way: the name is taken as soon as nobody has it. */
function takeNameOnceFree(scene: Scene, kind: AnyKind, object: KubernetesObject): void {
  const { model, clock, delayMs, onForeign, onDone } = scene;
  const { name, namespace } = object.metadata;
  const take = (): void => {
    if (model.read(kind, namespace, name) !== undefined) return;
    onForeign(model.apply(object));
    onDone();
  };
  const end = model.onChange((change) => {
    if (change.type !== 'deleted' || change.kind !== kind || change.object.metadata.name !== name) return;
    end();
    clock.schedule(delayMs, take);
  });
}

/** As its owner would apply it from a file: nothing in it that a server sets. */
function fresh({ apiVersion, kind, metadata, spec }: PersistentVolume | PersistentVolumeClaim) {
  const { name, namespace, labels = {} } = metadata;
  const { claimRef: _reference, ...own } = spec;
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels }, spec: own };
}

function labelled(object: ReturnType<typeof fresh>): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, labels: { owner: 'somebody-else' } } };
}

function otherClaim({ claim }: Pair): KubernetesObject {
  const object = fresh(claim);
  return labelled({ ...object, spec: { ...object.spec, resources: { requests: { storage: '1Gi' } } } });
}

function otherVolume({ volume }: Pair): KubernetesObject {
  const object = fresh(volume);
  const volumeAttributes = { bucketName: 'bucket-of-somebody-else' };
  const csi = { driver: 's3.csi.aws.com', volumeHandle: 'handle-of-somebody-else', volumeAttributes };
  return labelled({ ...object, spec: { ...object.spec, csi } });
}
