import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployment } from '../../support/manifests/deployment.js';
import { documentOf } from '../documents.js';
import { assertExit, installVolume, untilReady } from '../stories/facts.js';
import { usePlace } from './place.js';

describe("a run's page for a browser, by the real executable", function () {
  this.timeout(90_000);
  const place = usePlace('run-page');

  it('is a file beside what show prints, for a script too, and tells how claim, volume, mount and workload went', async () => {
    const { stage, folder } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2, stopMs: 1000 }));
    await untilReady(stage, 2);
    const done = documentOf(
      await place().plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '-o', 'json']),
    );
    const run = done.run ?? '';

    const shown = await place().plugin(['show', run, '--html', 'run.html']);

    assert.deepEqual([shown.code, shown.stdout], [0, `run ${run}: its page is in run.html\n`]);
    const page = await readFile(join(folder, 'run.html'), 'utf8');
    assert.match(page, /✔ Done and verified/);
    assert.ok(page.includes(done.plan?.digest ?? 'no digest'));
    for (const lane of ['Claim run-page/s3-pvc', `Volume ${stage.volumeName}`, 'Mount', 'Deployment web', 'Steps']) {
      assert.ok(page.includes(`<div class="name">${lane}</div>`), lane);
    }
    assert.match(page, /title="down \d+\.\d s, /);
    const document = documentOf(await place().plugin(['show', run, '--html', 'run.html', '-o', 'json']), 'run');
    assert.equal(document.digest, done.plan?.digest);
  });

  it('that cannot be written is one sentence, and leaves what is there', async () => {
    const { stage } = place();
    const [run = ''] = await stage.runs();
    const manifest = await place().write('volume.yaml', 'kind: PersistentVolume\n');
    assertExit(
      await place().plugin(['show', run, '--html', 'no/such/run.html']),
      2,
      /^error: .*: there is no such folder\nname/,
    );
    assertExit(
      await place().plugin(['show', run, '--html', manifest]),
      2,
      /^error: .*volume\.yaml is there already, and is not/,
    );
    assert.equal(await readFile(manifest, 'utf8'), 'kind: PersistentVolume\n');
  });
});
