import assert from 'node:assert/strict';
import { deployment } from '../support/manifests/deployment.js';
import { documentOf } from './documents.js';
import { onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import { assertDone, assertExit, installVolume, untilReady } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** The words of the page of the only run, without its looks. */
async function pageOf(stage: Stage): Promise<string> {
  const [run = ''] = await stage.runs();
  const { code, stdout, stderr } = await stage.plugin(['show', run, '--html', '-']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^<!doctype html>\n/);
  const body = stdout.slice(stdout.indexOf('<body>'));
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

async function installApp(stage: Stage, stopMs: number): Promise<void> {
  await installVolume(stage);
  await stage.create(deployment({ namespace: stage.namespace, replicas: 2, stopMs }));
  await untilReady(stage, 2);
}

describe("a run's page for a browser, of real runs", () => {
  it('has what was approved, with the digest that a dry run had shown, and what was verified', async () => {
    await onModel(async (stage) => {
      await installApp(stage, 4000);
      const { plan } = documentOf(await stage.plugin([...EDIT, '--dry-run=client', '-ojson']));
      assertDone(await stage.plugin(EDIT));

      const page = await pageOf(stage);

      assert.match(page, /Recreation of claim app\/s3-pvc and volume s3-pv ✔ Done and verified/);
      assert.match(page, new RegExp(`Approved by tester@model with --yes, .* UTC plan ${plan?.digest ?? 'none'}`));
      assert.match(page, /\+ authenticationSource: pod/);
      assert.match(page, /Downtime Deployment web \d+\.\d s/);
      assert.match(page, /✔ claim app\/s3-pvc is a new object, uid \S+; before it was \S+/);
      assert.match(page, /✔ 2 Pods of Deployment web Ready again/);
      assert.match(page, /Mount Pods are stopping .* Mount no Pod on it .* Mount new mount/);
      assert.match(page, /claim app\/s3-pvc is Bound, volume s3-pv is Bound/);
    });
  });

  it('of a run that stopped says how to go on; after the way back it tells of both attempts', async () => {
    await onModel(async (stage) => {
      await installApp(stage, 20_000);
      assertExit(await stage.plugin([...EDIT, '--timeout', '1s']), 7, /waited 1 s/);

      const stopped = await pageOf(stage);
      assert.match(stopped, /✖ Not finished; it stopped on its way, .* waited 1 s for claim app\/s3-pvc to be gone/);
      assert.match(stopped, /Verification Not reached: nothing is verified\./);
      assert.match(stopped, /Go on: kubectl s3csi-recreate resume \S+ Go back: kubectl s3csi-recreate rollback \S+/);

      assertDone(await stage.plugin(['rollback', '--yes']));
      const back = await pageOf(stage);
      assert.match(back, /✔ Taken back: the snapshot stands again, verified/);
      assert.match(back, /Taken back by tester@model with --yes, .* UTC plan sha256:/);
      assert.match(back, /volumeAttributes of the volume: bucketName=my-bucket ✔/);
    });
  });

  it('of a change in place tells of a restart, one Pod after the other', async () => {
    await onModel(async (stage) => {
      await installApp(stage, 500);
      assertDone(await stage.plugin(['s3-pvc', '--mount-option', 'allow-overwrite', '--yes']));
      const page = await pageOf(stage);
      assert.match(page, /^ ?Change of claim app\/s3-pvc/);
      assert.match(page, /✔ claim app\/s3-pvc was kept, uid /);
      assert.match(page, /Volume s3-pv changed in place/);
      assert.match(page, /stop \(evict\)/);
    });
  });
});
