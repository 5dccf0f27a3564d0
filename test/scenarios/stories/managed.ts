import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject, PersistentVolume } from '../../../src/model/objects.js';
import { CLAIM, type Resource, VOLUME } from '../../../src/model/references.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  CLAIM_NAME,
  installVolume,
  readPair,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

interface Marks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A reconciler has applied claim and volume, and left its marks on both. */
async function installManaged(stage: Stage, marks: Marks): Promise<void> {
  await installVolume(stage);
  await stage.patch(VOLUME, stage.volumeName, { metadata: marks });
  await stage.patch(CLAIM, CLAIM_NAME, { metadata: marks });
}

function printed(stdout: string): readonly KubernetesObject[] {
  return [...parseAllDocuments(stdout)].map((document) => document.toJS() as KubernetesObject);
}

/** Refused with what to do first; what the source should say is printed all the same; let through, it is done. */
async function tellOfManager(stage: Stage, marks: Marks, refusal: RegExp, pause: RegExp): Promise<void> {
  await installManaged(stage, marks);
  const before = await readPair(stage);

  const refused = await stage.plugin([...EDIT, '--yes']);
  const source = await stage.plugin([...EDIT, '--print-manifest']);

  assertExit(refused, 3, refusal);
  assert.match(refused.stderr, pause);
  assert.match(refused.stderr, /--print-manifest/);
  assertDone(source);
  assert.equal(source.stderr, '');
  const [volume, claim] = printed(source.stdout);
  assert.deepEqual((volume as PersistentVolume).spec.csi?.volumeAttributes, {
    bucketName: 'my-bucket',
    authenticationSource: 'pod',
  });
  for (const object of [volume, claim]) {
    assert.deepEqual(object?.metadata.labels, { 'app.kubernetes.io/part-of': 'shop', team: 'storage' });
    assert.deepEqual(object.metadata.annotations, { 'example.com/ticket': 'CHG-1' });
    assert.ok(!('status' in object));
  }
  await assertUntouched(stage, before);
  assert.deepEqual(await stage.runs(), []);
  assertDone(await stage.plugin([...EDIT, '--yes', '--allow-managed']));
  await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
}

export const argoCdStory: Story = {
  name: 'what Argo CD owns is refused with the command that pauses it, but its source can be printed',
  tell: (stage) =>
    tellOfManager(
      stage,
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:/PersistentVolume:app/s3-pv' } },
      /^error: PersistentVolumeClaim s3-pvc is managed by Argo CD \(application shop\); PersistentVolume /m,
      /argocd app set shop --sync-policy none/,
    ),
};

export const fluxStory: Story = {
  name: 'what Flux owns is refused with the command that pauses it, but its source can be printed',
  tell: (stage) =>
    tellOfManager(
      stage,
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      /^error: PersistentVolumeClaim s3-pvc is managed by Flux \(Kustomization apps\); PersistentVolume /m,
      /flux suspend kustomization apps -n flux-system/,
    ),
};

export const helmStory: Story = {
  name: 'what Helm has installed is changed, with a word about the values of its release',
  async tell(stage) {
    await installManaged(stage, {
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': stage.namespace },
    });
    const before = await readPair(stage);

    const result = await stage.plugin([...EDIT, '--yes']);

    assertDone(result);
    assert.match(
      result.stderr,
      /! PersistentVolume \S+ is managed by Helm \(release shop\)\n.*helm get values shop -n /,
    );
    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
  },
};

const STORAGE_CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  namespaced: false,
};
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };

export const ownedStory: Story = {
  name: 'what a controller of one’s own owns is refused with what to change first; let through, it belongs to it still',
  async tell(stage) {
    await installVolume(stage);
    // Any object will do for an owner; a namespace cannot own a volume.
    const name = `${stage.namespace}-buckets`;
    await stage.create(
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'example.com/none' },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', namespace: stage.namespace } },
    );
    await own(stage, VOLUME, stage.volumeName, STORAGE_CLASS, name);
    await own(stage, CLAIM, CLAIM_NAME, CONFIG_MAP, 'app');
    const before = await readPair(stage);

    const refused = await stage.plugin([...EDIT, '--yes']);

    assertExit(
      refused,
      3,
      new RegExp(`^error: PersistentVolume \\S+ belongs to StorageClass ${name}, whose controller may `, 'm'),
    );
    assert.match(refused.stderr, new RegExp(`kubectl edit storageclass\\.storage\\.k8s\\.io ${name}`));
    assert.match(
      refused.stderr,
      /! PersistentVolumeClaim s3-pvc belongs to ConfigMap app, whose controller may make it again/,
    );
    await assertUntouched(stage, before);
    assertDone(await stage.plugin([...EDIT, '--yes', '--allow-managed']));
    await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    assert.equal((await readPair(stage)).volume.metadata.ownerReferences?.length, 1);
    await stage.remove(STORAGE_CLASS, name);
  },
};

async function own(
  stage: Stage,
  resource: Resource,
  name: string,
  ofOwner: Resource,
  ownerName: string,
): Promise<void> {
  const owner = await stage.read<KubernetesObject>(ofOwner, ownerName);
  const { apiVersion, kind } = ofOwner;
  const reference = { apiVersion, kind, name: ownerName, uid: owner?.metadata.uid, controller: true };
  await stage.patch(resource, name, { metadata: { ownerReferences: [reference] } });
}
