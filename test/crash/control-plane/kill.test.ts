import assert from 'node:assert/strict';
import type { ControlPlane } from '../../cluster/control-plane.js';
import { startDriverActor, type DriverActor } from '../../cluster/driver.js';
import { letThrough } from '../../cluster/fault-proxy.js';
import { useSharedCluster } from '../../scenarios/control-plane/shared-cluster.js';
import type { PluginResult } from '../../scenarios/stage.js';
import { assertDone } from '../../scenarios/stories/facts.js';
import { crashReport, FAILED } from './crash-report.js';
import { killPointsOf, LOCK_RENEWAL, watchFor, type KillPoint } from './kill-points.js';
import { assertAtSnapshot, assertAtTarget, assertUntouched, runsOf } from './nothing-lost.js';
import { runInPool } from './pool.js';
import { playScene, REPLICAS, SLOW_PODS, type Scene } from './scene.js';

const MOMENTS = ['before', 'after'] as const;
const WAYS = ['resume', 'rollback'] as const;
/** Most of a run is waiting for Pods. */
const AT_A_TIME = 5;

interface Kill {
  readonly point: KillPoint;
  readonly moment: (typeof MOMENTS)[number];
  readonly way: (typeof WAYS)[number];
}

describe('a run on the real control plane that is killed around any change it makes', function () {
  this.timeout(20 * 60_000);
  const cluster = useSharedCluster();
  let driver: DriverActor;
  let kills: readonly Kill[] = [];
  let endings: readonly Promise<string>[] = [];

  before('learns the changes from a run that nobody kills, then kills one at each', async () => {
    driver = startDriverActor(cluster());
    const points = [...(await changesOfARun(cluster())), LOCK_RENEWAL];
    assert.ok(points.length > 8, `a run makes several changes: ${points.length}`);
    kills = points.flatMap((point) => MOMENTS.flatMap((moment) => WAYS.map((way) => ({ point, moment, way }))));
    endings = runInPool(
      kills.map((kill, index) => () => killAndGoOn(cluster(), `kill-${index}`, kill)),
      AT_A_TIME,
    );
  });
  after(() => driver.stop());

  for (const moment of MOMENTS) {
    for (const way of WAYS) {
      it(`loses nothing, and is brought to its end by ${way}, when it died ${moment} the change`, async () => {
        const failures: string[] = [];
        for (const [index, kill] of kills.entries()) {
          if (kill.moment !== moment || kill.way !== way) continue;
          const ending = await endings[index]?.catch((error: unknown) => {
            failures.push(`${nameOf(kill)}: ${String(error)}`);
            return FAILED;
          });
          crashReport.addKill({ change: nameOf(kill), moment, way, ending: ending ?? 'never begun' });
        }
        assert.deepEqual(failures, []);
      });
    }
  }
});

function nameOf({ point: { change, ordinal } }: Kill): string {
  return `${change} (${ordinal})`;
}

async function changesOfARun(cluster: ControlPlane): Promise<readonly KillPoint[]> {
  return playScene(cluster, 'kill-nobody', {}, async (scene) => {
    assertDone(await scene.recreate().ended);
    await assertAtTarget(scene);
    // A replacement that had to be renewed is not there to be deleted in every run.
    return killPointsOf(scene.proxy.requests).filter(
      ({ change, ordinal }) => change !== 'delete pods' || ordinal <= REPLICAS,
    );
  });
}

async function killAndGoOn(cluster: ControlPlane, namespace: string, kill: Kill): Promise<string> {
  const options = kill.point === LOCK_RENEWAL ? SLOW_PODS : {};
  return playScene(cluster, namespace, options, async (scene) => {
    const killed = await runUntilKilled(scene, kill);
    assert.equal(killed.code, 137, `it came to its end before it was killed:\n${killed.stderr}`);
    const [run] = await runsOf(scene);
    if (run === undefined) {
      // It had no more than its lock, which expires.
      await assertUntouched(scene);
      return 'untouched';
    }
    assertDone(await scene.goOn(kill.way));
    if (kill.way === 'resume') await assertAtTarget(scene);
    else await assertAtSnapshot(scene);
    return kill.way === 'resume' ? 'at the target' : 'at the snapshot';
  });
}

async function runUntilKilled(scene: Scene, { point, moment }: Kill): Promise<PluginResult> {
  const isHere = watchFor(point);
  const { proxy } = scene;
  const { child, ended } = scene.recreate();
  proxy.intercept = async (request, forward) => {
    if (!isHere(request)) return forward.letThrough();
    if (moment === 'after') await forward.carryOut();
    child.kill('SIGKILL');
    await ended;
    forward.cut();
  };
  const result = await ended;
  proxy.intercept = letThrough;
  return result;
}
