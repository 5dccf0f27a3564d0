import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFaultProxy } from '../../cluster/fault-proxy.js';
import { projectRoot } from '../../cluster/project-root.js';
import { deployment } from '../../support/manifests/deployment.js';
import { assertRecreated, assertRestored, installVolume, readPair, untilReady } from '../stories/facts.js';
import { useFreshPlaces, type Place } from './place.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

describe("docs/recovery.md: by hand, with nothing but kubectl and the run's folder", function () {
  this.timeout(120_000);
  const place = useFreshPlaces('by-hand');

  for (const [moment, change] of [
    ['while the claim is going', 'delete pods'],
    ['once the new volume is there', 'create persistentvolumeclaims'],
  ] as const) {
    for (const folder of ['snapshot', 'target'] as const) {
      it(`${folder} stands again after a run was killed ${moment}`, async () => {
        const { stage } = place();
        await installVolume(stage);
        await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
        await untilReady(stage, 2);
        const before = await readPair(stage);
        await killBefore(place(), change);

        const { code, stderr } = await place().shell(await commands(place(), folder));

        assert.equal(code, 0, stderr);
        if (folder === 'snapshot') await assertRestored(stage, before);
        else await assertRecreated(stage, before, AFTER);
        await untilReady(stage, 2);
      });
    }
  }
});

/** Runs until it is about to ask for such a change for the first time. */
async function killBefore(place: Place, change: string): Promise<void> {
  const { cluster } = place;
  const proxy = await startFaultProxy(cluster);
  try {
    const env = { KUBECONFIG: await cluster.kubeconfigFor({ token: cluster.tokens.admin }, { server: proxy.url }) };
    const { child, ended } = place.start(EDIT, { env });
    proxy.intercept = async (request, forward) => {
      if (!request.isChange || `${request.verb} ${request.resource}` !== change) return forward.letThrough();
      child.kill('SIGKILL');
      await ended;
      forward.cut();
    };
    assert.equal((await ended).code, 137, 'it was killed');
  } finally {
    await proxy.stop();
  }
}

/** The lines of the page as they stand there, with this place's names in the variables that they leave open. */
async function commands({ stage, folder }: Place, manifests: 'snapshot' | 'target'): Promise<string> {
  const page = await readFile(join(projectRoot(), 'docs', 'recovery.md'), 'utf8');
  const block = /<!-- by hand.*?-->\n```sh\n(?<lines>.*?)```/s.exec(page)?.groups?.['lines'];
  assert.ok(block, 'the page has the lines');
  const [run = ''] = await stage.runs();
  const path = join(folder, 'state', 'kubectl-s3csi-recreate', 'runs', run, manifests);
  return `NAMESPACE=${stage.namespace}\nCLAIM=s3-pvc\nVOLUME=${stage.volumeName}\nMANIFESTS=${path}\n${block}`;
}
