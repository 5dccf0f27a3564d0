import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { CLAIM, VOLUME } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  installVolume,
  MARKS,
  readClaim,
  readPair,
  readVolume,
  untilReady,
} from './facts.js';

const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

async function deployed(stage: Stage): Promise<void> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace }));
  await untilReady(stage, 3);
}

export const stuckStory: Story = {
  name: 'a claim that hangs in Terminating since somebody deleted it under running Pods is brought to the end',
  async tell(stage) {
    await deployed(stage);
    const before = await readPair(stage);
    await stage.remove(CLAIM, 's3-pvc');
    await stage.remove(VOLUME, stage.volumeName);
    assert.notEqual((await readClaim(stage)).metadata.deletionTimestamp, undefined, 'it hangs');

    assertDone(await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']));

    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 3);
  },
};

export const releasedStory: Story = {
  name: 'a claim that is gone and a Released volume need the manifest of the claim, and then are made whole',
  async tell(stage) {
    await deployed(stage);
    const before = await readPair(stage);
    await stopEverything(stage);
    await stage.until('the volume is Released', async () => (await readVolume(stage)).status?.phase === 'Released');
    const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

    assertExit(await stage.plugin(edit), 3, /claim .*s3-pvc does not exist; volume .* still waits for it/);
    const files = { 'claim.yaml': stringify(manifests(stage).claim) };
    assertDone(await stage.plugin([...edit, '-f', 'claim.yaml'], { files }));

    const now = await readPair(stage);
    assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid);
    assert.deepEqual(now.volume.spec.csi?.volumeAttributes, AFTER);
    assert.equal(now.claim.status?.phase, 'Bound');
    assert.equal(now.claim.metadata.labels?.['team'], 'storage');
  },
};

export const keptVolumeStory: Story = {
  name: 'a Released volume that needs no change is kept: only the claim is made anew',
  async tell(stage) {
    await deployed(stage);
    const before = await readPair(stage);
    await stopEverything(stage);
    await stage.until('the volume is Released', async () => (await readVolume(stage)).status?.phase === 'Released');
    const files = { 'claim.yaml': stringify(manifests(stage).claim) };

    assertDone(await stage.plugin(['s3-pvc', '-f', 'claim.yaml', '--yes'], { files }));

    const now = await readPair(stage);
    assert.equal(now.volume.metadata.uid, before.volume.metadata.uid, 'the volume is the old one');
    assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid);
    assert.equal(now.claim.status?.phase, 'Bound');
  },
};

export const bothGoneStory: Story = {
  name: 'claim and volume that are both gone come back from the manifests',
  async tell(stage) {
    await deployed(stage);
    await stopEverything(stage);
    await stage.remove(VOLUME, stage.volumeName);
    await stage.until('the volume is gone', async () => (await stage.read(VOLUME, stage.volumeName)) === undefined);
    const given = manifests(stage);
    const files = {
      'both.yaml': `${stringify(given.volume)}---\n${stringify(given.claim)}---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: left-alone}\n`,
    };

    assertExit(
      await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']),
      5,
      /claim .*s3-pvc does not exist/,
    );
    const result = await stage.plugin(['s3-pvc', '-f', 'both.yaml', '--yes'], { files });

    assertDone(result);
    assert.match(result.stderr, /ConfigMap\/left-alone/);
    const now = await readPair(stage);
    assert.deepEqual(now.volume.spec.csi?.volumeAttributes, AFTER);
    assert.equal(now.claim.status?.phase, 'Bound');
    assert.equal(now.volume.spec.claimRef?.uid, now.claim.metadata.uid);
  },
};

/** Scaled down by hand, claim deleted by hand: what many have when they give up. */
async function stopEverything(stage: Stage): Promise<void> {
  await stage.patch({ apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments', namespaced: true }, 'web', {
    spec: { replicas: 0 },
  });
  await stage.remove(CLAIM, 's3-pvc');
  await stage.until('the claim is gone', async () => (await stage.read(CLAIM, 's3-pvc')) === undefined);
}

function manifests(stage: Stage) {
  const { namespace, volumeName } = stage;
  return {
    claim: claim({ namespace, volume: volumeName, ...MARKS }),
    volume: volume({ name: volumeName, namespace, attributes: AFTER, ...MARKS }),
  };
}
