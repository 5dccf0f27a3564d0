import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { VOLUME, VOLUME_ATTACHMENT } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertRecreated,
  installVolume,
  lasting,
  readClaim,
  readPair,
  theClaim,
  theVolume,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const SOURCE = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'nightly' };

/** A claim that names a source, and the node that a scheduler once chose for it. */
function oddClaim(stage: Stage) {
  const claim = theClaim(stage);
  const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: 'node-1' };
  return { ...claim, metadata: { ...claim.metadata, annotations }, spec: { ...claim.spec, dataSource: SOURCE } };
}

export const dataSourceStory: Story = {
  name: 'a claim that names a source is bound to its own volume again and keeps the source; a node once chosen for it is forgotten',
  async tell(stage) {
    await stage.create(theVolume(stage), oddClaim(stage));
    await stage.until('the claim is Bound', async () => (await readClaim(stage)).status?.phase === 'Bound');
    const before = await readPair(stage);
    assert.deepEqual(before.claim.spec['dataSourceRef'], SOURCE, 'the server has written it into both fields');

    assertDone(await stage.plugin(EDIT));

    const { [SELECTED_NODE]: forgotten, ...annotations } = before.claim.metadata.annotations ?? {};
    assert.equal(forgotten, 'node-1');
    const claim = { ...before.claim, metadata: { ...before.claim.metadata, annotations } };
    await assertRecreated(stage, { ...before, claim }, AFTER);
  },
};

export const dataSourceFileStory: Story = {
  name: 'a claim from a file that names its source in one field only is verified, and is nothing to do the next time',
  async tell(stage) {
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    const files = { 'both.yaml': `${stringify(theVolume(stage))}---\n${stringify(oddClaim(stage))}` };

    const result = await stage.plugin(['s3-pvc', '-f', 'both.yaml', '--yes'], { files });

    assertDone(result);
    assert.doesNotMatch(result.stderr, /admission/, 'that the server writes it into both is no news');
    assert.deepEqual((await readClaim(stage)).spec['dataSource'], SOURCE);
    await untilReady(stage, 1);
    const again = await stage.plugin(['s3-pvc', '-f', 'both.yaml', '--yes'], { files });
    assertDone(again);
    assert.match(again.stdout, /nothing to do/);
  },
};

export const volumeAttachmentStory: Story = {
  name: 'a VolumeAttachment that was left of the volume is told of and left alone',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
    const name = `csi-${stage.volumeName}`;
    await stage.create(attachmentOf(stage.volumeName, name), attachmentOf('another-pv', `${name}-other`));
    const before = await readPair(stage);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(result.stderr, new RegExp(`^ +! VolumeAttachment ${name} says .* attached to node node-1, `, 'm'));
    assert.doesNotMatch(result.stderr, /VolumeAttachment \S+-other/);
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1);
    assert.ok(await stage.read(VOLUME_ATTACHMENT, name), 'it is not this tool’s to delete');
    for (const each of [name, `${name}-other`]) await stage.remove(VOLUME_ATTACHMENT, each);
  },
};

export const lostStory: Story = {
  name: 'a claim that is Lost, since somebody stripped its volume of its finalizers, is made whole with the manifest of the volume',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
    await untilReady(stage, 2);
    const before = await readPair(stage);
    await stage.remove(VOLUME, stage.volumeName);
    await stage.patch(VOLUME, stage.volumeName, { metadata: { finalizers: null } });
    await stage.until('the claim is Lost', async () => (await readClaim(stage)).status?.phase === 'Lost');

    const without = await stage.plugin(EDIT);
    assert.equal(without.code, 3, without.stderr);
    assert.match(without.stderr, /^error: claim \S+ names volume \S+, which does not exist\n.*-f FILE/m);
    const files = { 'volume.yaml': stringify(theVolume(stage, { attributes: AFTER })) };
    const result = await stage.plugin(['s3-pvc', '-f', 'volume.yaml', '--yes'], { files });

    assertDone(result);
    assert.match(result.stderr, /^Claim +\S+ \(Lost\)\nVolume +\S+ \(missing\)/m);
    const now = await readPair(stage);
    assert.deepEqual(lasting(now.claim), lasting(before.claim));
    assert.notEqual(now.claim.metadata.uid, before.claim.metadata.uid);
    assert.deepEqual(now.volume.spec.csi?.volumeAttributes, AFTER);
    assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid);
    await untilReady(stage, 2);
  },
};

function attachmentOf(volumeName: string, name: string): KubernetesObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name },
    spec: { attacher: 's3.csi.aws.com', nodeName: 'node-1', source: { persistentVolumeName: volumeName } },
  };
}
