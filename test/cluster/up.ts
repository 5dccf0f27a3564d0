// A control plane to try things with: `node build/test/cluster/up.js [--keep]`. Builds what is missing, starts it
// with the S3 driver in it, says how to use it and ends it at Ctrl-C. With --keep its logs and kwok's stages are
// copied to a folder that stays.
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDriver, startDriverActor } from './driver.js';
import { startControlPlane } from './start.js';

const cluster = await startControlPlane();
await installDriver(cluster);
const actor = startDriverActor(cluster);

process.stdout.write(`
A Kubernetes control plane runs at ${cluster.server}, with two nodes played by kwok and the S3 driver's objects.

  export KUBECONFIG=${cluster.kubeconfig}
  ${cluster.kubectlPath} get nodes,pods -A

Its logs are in ${cluster.folder}. Ctrl-C ends it${process.argv.includes('--keep') ? ' and keeps its logs' : ''}.
`);

await new Promise<void>((resolve) => {
  const keepAlive = setInterval(() => undefined, 60_000);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      clearInterval(keepAlive);
      resolve();
    });
  }
});

await actor.stop();
if (process.argv.includes('--keep')) {
  const kept = await mkdtemp(join(tmpdir(), 's3csi-kept-'));
  await cp(cluster.folder, kept, {
    recursive: true,
    filter: (file) => file === cluster.folder || /\.(log|yaml)$/.test(file),
  });
  process.stdout.write(`Its logs are in ${kept}.\n`);
}
await cluster.stop();
