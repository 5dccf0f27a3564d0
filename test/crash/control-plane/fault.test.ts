import assert from 'node:assert/strict';
import type { ControlPlane } from '../../cluster/control-plane.js';
import { startDriverActor, type DriverActor } from '../../cluster/driver.js';
import { letThrough } from '../../cluster/fault-proxy.js';
import { useSharedCluster } from '../../scenarios/control-plane/shared-cluster.js';
import type { PluginResult } from '../../scenarios/stage.js';
import { assertDone } from '../../scenarios/stories/facts.js';
import { crashReport, FAILED } from './crash-report.js';
import { FAULTS, REQUEST_TIMEOUT, type Fault } from './faults.js';
import { assertAtTarget, assertUntouched, runsOf } from './nothing-lost.js';
import { runInPool } from './pool.js';
import { kubeconfigWithPlugin } from './renewed-credentials.js';
import { firstOf, REQUEST_KINDS, type RequestKind } from './request-kinds.js';
import { playScene, SLOW_PODS, type Scene, type SceneOptions } from './scene.js';

/** How many requests of its kind a fault strikes: a second one finds out whether the repeated request is repeated too. */
const HITS = 2;
const AT_A_TIME = 6;

interface Strike {
  readonly kind: RequestKind;
  readonly fault: Fault;
}

const STRIKES: readonly Strike[] = FAULTS.flatMap((fault) =>
  REQUEST_KINDS.filter(({ name }) => fault.isOfWatches !== true || name === 'watch').map((kind) => ({ kind, fault })),
);

describe('a run on the real control plane with a fault on its way', function () {
  this.timeout(20 * 60_000);
  const cluster = useSharedCluster();
  let driver: DriverActor;
  let endings: readonly Promise<string>[] = [];

  before('begins one run for each fault of each kind of request, a few at a time', () => {
    driver = startDriverActor(cluster());
    endings = runInPool(
      STRIKES.map((strike, index) => () => strikeAndGoOn(cluster(), `fault-${index}`, strike)),
      AT_A_TIME,
    );
  });
  after(() => driver.stop());

  for (const fault of FAULTS) {
    it(`arrives at the target, at once or by resume, and names what stopped it: ${fault.name}`, async () => {
      const failures: string[] = [];
      for (const [index, strike] of STRIKES.entries()) {
        if (strike.fault !== fault) continue;
        const ending = await endings[index]?.catch((error: unknown) => {
          failures.push(`${strike.kind.name}: ${String(error)}`);
          return FAILED;
        });
        crashReport.addFault({ kind: strike.kind.name, fault: fault.name, ending: ending ?? 'never begun' });
      }
      assert.deepEqual(failures, []);
    });
  }
});

async function strikeAndGoOn(cluster: ControlPlane, namespace: string, strike: Strike): Promise<string> {
  return playScene(cluster, namespace, optionsFor(strike), async (scene) => {
    const struck = await runWithFault(scene, strike);
    if (struck.code === 0) {
      await assertAtTarget(scene);
      return '0';
    }
    assertStoppedBy(strike.fault, struck);
    const isUnchanged = (await runsOf(scene)).length === 0 || /^nothing was changed$/m.test(struck.stderr);
    if (isUnchanged) {
      await assertUntouched(scene);
      assertDone(await scene.recreate().ended);
    } else {
      assertDone(await scene.goOn('resume'));
    }
    await assertAtTarget(scene);
    return `${struck.code}, ${isUnchanged ? 'run again' : 'resume'}`;
  });
}

function optionsFor({ kind, fault }: Strike): SceneOptions {
  return {
    ...(kind.needsSlowPods === true ? SLOW_PODS : {}),
    ...(fault.isOfCredentials === true ? { kubeconfig: kubeconfigWithPlugin } : {}),
  };
}

async function runWithFault(scene: Scene, { kind, fault }: Strike): Promise<PluginResult> {
  const { proxy } = scene;
  let hits = 0;
  const isFirst = firstOf(kind, HITS);
  proxy.intercept = fault.intercept((request) => {
    const isHit = isFirst(request);
    if (isHit) hits += 1;
    return isHit;
  }, proxy);
  const result = await scene.recreate(['--request-timeout', REQUEST_TIMEOUT]).ended;
  proxy.intercept = letThrough;
  assert.ok(hits > 0, 'the fault never struck');
  return result;
}

/** It gave up with the API's exit code and this fault's words, or ran out of its time; never as a defect of ours. */
function assertStoppedBy({ words }: Fault, { code, stderr }: PluginResult): void {
  assert.ok(code === 5 || code === 7, `exit code ${code}\n${stderr}`);
  const message = /^error: .*$/m.exec(stderr)?.[0] ?? '';
  assert.match(message, words);
  assert.doesNotMatch(stderr, /^\s+at /m);
}
