import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { waitUntil } from '../cluster/wait-until.js';
import type { DemoCluster } from './demo-cluster.js';
import { watchDowntime } from './downtime.js';
import { findings } from './findings.js';
import * as pages from './pages.js';
import type { Print } from './print.js';
import { REPLICAS, SCENE } from './scene.js';
import { openShell, type Shell } from './shell.js';
import { readState, type State } from './state.js';

const LOOK = [
  'kubectl get pv,pvc,pods -n app',
  `kubectl get pv s3-pv -o jsonpath='{.spec.csi.volumeAttributes}{"\\n"}'`,
  'kubectl get -n app pv/s3-pv pvc/s3-pvc deploy/web -o custom-columns=KIND:.kind,UID:.metadata.uid,GEN:.metadata.generation',
];
const PATCH = `kubectl patch pv s3-pv --type=merge -p '{"spec":{"csi":{"volumeAttributes":{"authenticationSource":"pod"}}}}'`;
const PLUGIN = 'kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod --yes';

/** Tells the story of one volume, and at its end what of it was so; returns whether all of it was. */
export async function tellStory(cluster: DemoCluster, print: Print, signal: AbortSignal): Promise<boolean> {
  const shell = openShell(cluster, print, signal);
  print(pages.heading('The scene', pages.SCENE_TEXT));
  const before = await layOut(cluster, shell, print);
  print(pages.heading('Before', pages.BEFORE_TEXT));
  await look(shell);
  print(pages.IN_PLACE_TEXT);
  const refusal = await shell.run(PATCH);

  print(pages.heading('The plugin', pages.PLUGIN_TEXT));
  const downtime = await watchDowntime(cluster.api);
  const exitCode = await shell.lend(PLUGIN);
  if (exitCode !== 0) throw new Error(`the plugin ended with exit code ${exitCode}`);
  const downtimeMs = await downtime.end();

  print(pages.heading('After', pages.AFTER_TEXT));
  await look(shell);
  const after = await readState(cluster);
  print(pages.heading('Once more', pages.AGAIN_TEXT));
  const again = await shell.run(PLUGIN);
  const end = await readState(cluster);

  const found = findings({ before, refusal, downtimeMs, after, again, end });
  print(pages.findingsPage(found));
  return found.every(({ isSo }) => isSo);
}

async function layOut(cluster: DemoCluster, shell: Shell, print: Print): Promise<State> {
  await writeFile(join(cluster.folder, 'app.yaml'), SCENE.map((object) => stringify(object)).join('---\n'));
  print(`\n${pages.exportsPage(cluster)}`);
  await shell.run('kubectl apply -f app.yaml');
  return waitUntil('the claim is Bound and the Pods are Ready', async () => {
    const state = await readState(cluster);
    return state.claim.status?.phase === 'Bound' && state.readyPods.length === REPLICAS && state;
  });
}

async function look(shell: Shell): Promise<void> {
  for (const line of LOOK) await shell.run(line);
}
