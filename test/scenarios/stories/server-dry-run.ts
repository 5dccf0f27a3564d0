import assert from 'node:assert/strict';
import type { PersistentVolumeClaim } from '../../../src/model/objects.js';
import { CLAIM, LEASE } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { pod } from '../../support/manifests/pod.js';
import type { Stage, Story } from '../stage.js';
import { assertDone, assertUntouched, CLAIM_NAME, installVolume, readPair, uidsOf, untilReady } from './facts.js';

/** Steps by what the server said to them, as the page shows them. */
function said(stderr: string, sign: '✔' | '✖' | '!' | '-'): readonly string[] {
  const ascii = { '✔': 'ok', '✖': 'x', '!': '!', '-': '-' }[sign];
  const [, page = ''] = stderr.split(/^What the server says.*\n/m);
  return page
    .split('\n')
    .filter((line) => line.startsWith(`  ${sign} `) || line.startsWith(`  ${ascii} `))
    .map((line) => line.trim().split(' ').slice(1).join(' '));
}

async function assertNothingStored(stage: Stage): Promise<void> {
  assert.deepEqual(await stage.runs(), []);
  assert.equal(await stage.read(LEASE, `s3csi-recreate-${stage.volumeName}`), undefined);
}

export const serverDryRunStory: Story = {
  name: '--dry-run=server has the server try every request of a recreation, and stores nothing',
  async tell(stage) {
    const { namespace, volumeName } = stage;
    await installVolume(stage, { reclaimPolicy: 'Delete' });
    await stage.create(deployment({ namespace, replicas: 2 }), pod({ namespace, name: 'bare' }));
    const pods = await untilReady(stage, 3);
    const before = await readPair(stage);

    const result = await stage.plugin([
      's3-pvc',
      '--set',
      'authenticationSource=pod',
      '--recreate-bare-pods',
      '--dry-run=server',
    ]);

    assertDone(result);
    assert.match(result.stdout, /would be recreated \(server dry run\)/);
    assert.deepEqual(said(result.stderr, '✔'), [
      `take the lock of volume ${volumeName}`,
      `set volume ${volumeName} to Retain`,
      `delete claim ${namespace}/s3-pvc`,
      `stop 3 Pods and wait until claim ${namespace}/s3-pvc is gone`,
      `delete volume ${volumeName}`,
      `create volume ${volumeName}`,
      `create claim ${namespace}/s3-pvc`,
      'create 1 Pod without a controller again',
    ]);
    assert.deepEqual(said(result.stderr, '✖'), []);
    assert.ok(
      said(result.stderr, '-').includes(
        'verify claim, volume and Pods: cannot be tried, it only reads what stands then',
      ),
    );
    await assertUntouched(stage, before);
    assert.deepEqual(uidsOf(await untilReady(stage, 3)), uidsOf(pods));
    await assertNothingStored(stage);
  },
};

export const serverDryRunInPlaceStory: Story = {
  name: '--dry-run=server has the server try the patches and evictions of a change in place',
  async tell(stage) {
    const { namespace, volumeName } = stage;
    await installVolume(stage);
    await stage.create(deployment({ namespace, replicas: 2 }));
    const pods = await untilReady(stage, 2);
    const before = await readPair(stage);

    const result = await stage.plugin(['s3-pvc', '--mount-option', 'allow-other', '--dry-run=server']);

    assertDone(result);
    assert.match(result.stdout, /would be changed in place \(server dry run\)/);
    assert.deepEqual(said(result.stderr, '✔'), [
      `take the lock of volume ${volumeName}`,
      `change volume ${volumeName} and claim ${namespace}/s3-pvc in place`,
      'restart 2 Pods, one after the other',
    ]);
    await assertUntouched(stage, before);
    assert.deepEqual(uidsOf(await untilReady(stage, 2)), uidsOf(pods));
    await assertNothingStored(stage);
  },
};

export const serverDryRunHalfDoneStory: Story = {
  name: '--dry-run=server tries what is left of a half-done attempt: a claim that has gone, under its own name',
  async tell(stage) {
    const { namespace, volumeName } = stage;
    await installVolume(stage);
    await stage.remove(CLAIM, CLAIM_NAME);
    await stage.until(
      'the claim has gone',
      async () => (await stage.read<PersistentVolumeClaim>(CLAIM, CLAIM_NAME)) === undefined,
    );
    const manifest = JSON.stringify({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: CLAIM_NAME },
      spec: {
        accessModes: ['ReadWriteMany'],
        storageClassName: '',
        resources: { requests: { storage: '1200Gi' } },
        volumeName,
      },
    });

    const result = await stage.plugin(['s3-pvc', '-f', 'claim.json', '--dry-run=server'], {
      files: { 'claim.json': manifest },
    });

    assertDone(result);
    assert.deepEqual(said(result.stderr, '✔').slice(1), [
      `make volume ${volumeName} available again`,
      `create claim ${namespace}/s3-pvc`,
    ]);
    assert.equal(await stage.read(CLAIM, CLAIM_NAME), undefined);
    await assertNothingStored(stage);
  },
};
