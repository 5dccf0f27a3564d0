import { VirtualClock, runInVirtualTime } from '../../support/model/virtual-clock.js';
import { createModelCluster } from '../../support/model/model-cluster.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { deployment } from '../../support/manifests/deployment.js';
import { CLAIMS, PODS, VOLUMES } from '../../support/model/kinds.js';
import { isReady } from '../../support/model/pod-facts.js';
import { CLAIM, POD, VOLUME, keyOf } from '../../../src/model/references.js';

const loud = process.env['LOUD'] === '1';
export async function story(seed: number) {
  const clock = new VirtualClock();
  const model = createModelCluster(clock, { seed });
  const t0 = clock.now();
  if (loud) model.onChange(({ type, kind, object }) => console.log((clock.now() - t0).toFixed(1), type, kind.kind, object.metadata.name, object.metadata.deletionTimestamp ?? '', JSON.stringify(object['status'] ?? {}).slice(0, 150)));
  return runInVirtualTime(clock, async () => {
    model.apply(volume());
    model.apply(claim());
    model.apply(deployment());
    const ready = () => model.all(PODS, 'app').filter(isReady).length === 3;
    await model.until('ready', ready);
    const started = clock.now();
    const { cluster } = model;
    const c = (await cluster.get({ resource: CLAIM, namespace: 'app', name: 's3-pvc' }))!;
    const v = (await cluster.get({ resource: VOLUME, name: 's3-pv' }))!;
    await cluster.delete(keyOf(CLAIM, c), { uid: c.metadata.uid! });
    const stop = new AbortController();
    const asked = new Set<string>();
    let pods: readonly any[] = [];
    const following = cluster.follow({ resource: POD, namespace: 'app' }, (list) => { pods = list; }, stop.signal);
    let gone = false;
    const following2 = cluster.follow({ resource: CLAIM, namespace: 'app', name: 's3-pvc' }, (list) => { gone = list.length === 0; }, stop.signal);
    while (!gone) {
      for (const p of pods) if (p.spec.nodeName && !asked.has(p.metadata.uid)) { asked.add(p.metadata.uid); await cluster.delete(keyOf(POD, p), { uid: p.metadata.uid }); }
      await clock.sleep(5);
    }
    stop.abort(); await following; await following2;
    await cluster.delete(keyOf(VOLUME, v), { uid: v.metadata.uid! });
    while (await cluster.get({ resource: VOLUME, name: 's3-pv' })) await clock.sleep(5);
    await cluster.create(volume({ attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } }), VOLUME);
    await model.until('available', () => model.read(VOLUMES, undefined, 's3-pv')?.status?.phase === 'Available');
    await cluster.create(claim(), CLAIM);
    await model.until('bound', () => model.read(CLAIMS, 'app', 's3-pvc')?.status?.phase === 'Bound');
    await model.until('ready', ready);
    return { ms: clock.now() - started, v: model.violations(), requests: model.requests.length };
  });
}
describe('smoke', () => {
  it('works', async () => {
    console.log(await story(1));
    const n = 1000; const t = Date.now(); const all: number[] = [];
    if (loud) return;
    for (let i = 0; i < n; i++) all.push((await story(i)).ms);
    console.log(n / ((Date.now() - t) / 1000), 'per s', Math.min(...all), Math.max(...all));
  }).timeout(100000);
});
