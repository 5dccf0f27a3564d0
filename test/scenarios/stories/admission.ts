import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { deployment } from '../../support/manifests/deployment.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertUntouched,
  installVolume,
  readPair,
  theClaim,
  theVolume,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

/** A policy came after the volume: it marks whatever is new. */
async function marked(stage: Stage): Promise<void> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
  await untilReady(stage, 1);
  await stage.admit({ kind: 'PersistentVolume', path: ['metadata', 'labels', 'example.com/cost-centre'], value: '42' });
  await stage.admit({
    kind: 'PersistentVolumeClaim',
    path: ['metadata', 'annotations', 'example.com/by'],
    value: 'policy',
  });
}

async function marksOf(stage: Stage): Promise<readonly unknown[]> {
  const { volume, claim } = await readPair(stage);
  return [volume.metadata.labels?.['example.com/cost-centre'], claim.metadata.annotations?.['example.com/by']];
}

export const admissionStory: Story = {
  name: 'what admission adds to the new objects is told of before, stays, and is no difference: not to the run, not to its way back',
  async tell(stage) {
    await marked(stage);
    const before = await readPair(stage);

    const tried = await stage.plugin([...EDIT, '--dry-run=server']);
    const result = await stage.plugin([...EDIT, '--yes']);

    assertDone(tried);
    assert.match(
      tried.stderr,
      /admission adds metadata\.labels\.example\.com\/cost-centre \("42"\) to the new PersistentVolume;/,
    );
    assertDone(result);
    assert.match(
      result.stderr,
      /^ +! admission adds metadata\.labels\.example\.com\/cost-centre \("42"\) to the new PersistentVolume; that stays, and is no difference to the plan$/m,
    );
    assert.match(
      result.stderr,
      /^ +! admission adds metadata\.annotations\.example\.com\/by \("policy"\) to the new PersistentVolumeClaim;/m,
    );
    const now = await readPair(stage);
    assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid);
    assert.deepEqual(await marksOf(stage), ['42', 'policy']);
    await untilReady(stage, 1);
    const [run = ''] = await stage.runs();
    assert.match((await stage.plugin(['resume', run, '--yes'])).stdout, /verified|resumed/);
    assertDone(await stage.plugin(['rollback', run, '--yes']));
    assert.deepEqual((await readPair(stage)).volume.spec.csi, before.volume.spec.csi);
    assert.deepEqual(await marksOf(stage), ['42', 'policy']);
    assert.match((await stage.plugin(['rollback', run, '--dry-run=client'])).stdout, /nothing to do/);
  },
};

export const contradictionStory: Story = {
  name: 'where admission makes another volume of the new one, nothing is touched',
  async tell(stage) {
    await installVolume(stage);
    await stage.admit({
      kind: 'PersistentVolume',
      path: ['spec', 'csi', 'volumeAttributes', 'authenticationSource'],
      value: 'driver',
    });
    const before = await readPair(stage);

    const words = /admission makes spec\.csi\.volumeAttributes\.authenticationSource "driver", not "pod"/;
    assertExit(await stage.plugin([...EDIT, '--yes']), 3, words);
    assertExit(await stage.plugin([...EDIT, '--dry-run=server']), 3, words);

    await assertUntouched(stage, before);
    assert.deepEqual(await stage.runs(), []);
  },
};

export const admittedFilesStory: Story = {
  name: 'what admission adds is no difference to a run that makes both objects from their manifests and stops half-way',
  async tell(stage) {
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1, isNeverReady: true }));
    await stage.until('its Pod waits for the claim', async () => (await stage.pods()).length === 1);
    await stage.admit({
      kind: 'PersistentVolume',
      path: ['metadata', 'labels', 'example.com/cost-centre'],
      value: '42',
    });
    const files = { 'both.yaml': `${stringify(theVolume(stage))}---\n${stringify(theClaim(stage))}` };

    const first = await stage.plugin(['s3-pvc', '-f', 'both.yaml', '--yes', '--timeout', '2s'], { files });
    const left = await stage.plugin(['resume', '--dry-run=client']);

    assertExit(first, 7, /waited 2 s for the Pods of Deployment web/);
    assert.doesNotMatch(left.stderr, /cost-centre/, 'nobody takes it out again');
    assert.equal((await readPair(stage)).volume.metadata.labels?.['example.com/cost-centre'], '42');
  },
};
