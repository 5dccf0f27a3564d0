import assert from 'node:assert/strict';
import type { Access } from '../../src/model/cluster.js';
import { deployment } from '../support/manifests/deployment.js';
import { onModel } from './model-stage.js';
import { assertDone, assertExit, assertUntouched, installVolume, readPair, untilReady } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

/** Reads all, changes nothing. */
function readsOnly({ verb }: Access): boolean {
  return ['get', 'list', 'watch'].includes(verb);
}

describe('a user who lacks rights, on the model', () => {
  it('is refused with roles that grant just what is missing', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const before = await readPair(stage);
      const reader = stageOn(model.connect({ can: readsOnly, identity: { user: 'reader' } }));

      const result = await reader.plugin([...EDIT, '--yes']);

      assertExit(result, 5, /^error: you may not delete, create, patch persistentvolumeclaims in namespace app/m);
      assert.match(result.stderr, /^ {2}- kind: User\n.*\n {4}name: reader$/m);
      assert.doesNotMatch(result.stderr, /verbs: .*(get|list|watch)/);
      await assertUntouched(stage, before);
      assert.deepEqual(await stage.runs(), []);
    });
  });

  it('sees in a dry run what is missing, and that the plan itself is fine', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
      await untilReady(stage, 1);
      const reader = stageOn(model.connect({ can: readsOnly }));

      const result = await reader.plugin([...EDIT, '--dry-run=client']);

      assertDone(result);
      assert.match(result.stderr, /^ {2}x a run of yours would be refused: you may not .*patch.* persistentvolumes/m);
      assert.match(result.stdout, /would be recreated/);
    });
  });

  it('sees nothing of it where nothing is missing', async () => {
    await onModel(async (stage) => {
      await installVolume(stage);
      assert.doesNotMatch((await stage.plugin([...EDIT, '--dry-run=client'])).stderr, /you may not/);
    });
  });

  it('who is not even logged in is not given a role to bind to everybody', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const nobody = stageOn(model.connect({ can: () => false, identity: { user: 'system:anonymous' } }));

      const result = await nobody.plugin([...EDIT, '--yes']);

      assertExit(result, 5, /log in/);
      assert.doesNotMatch(result.stderr, /kind: ClusterRole/);
    });
  });
});
