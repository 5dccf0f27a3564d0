import { inTurns, valuesOf, type Measurements } from '../arithmetic/in-turns.js';
import { medianOf, spreadOf } from '../arithmetic/spread.js';
import { asRatio, inKilobytes, inSeconds } from '../arithmetic/units.js';
import type { Bench } from '../bench-tools.js';
import type { Section } from '../page/section.js';
import { table } from '../page/table.js';
import { downtimeOf } from '../recreation/downtime.js';
import { plugin } from '../recreation/plugin.js';
import { layOut, type Scene } from '../recreation/scene.js';
import { stopAndStart } from '../recreation/stop-and-start.js';
import { straight, type Way } from '../recreation/way.js';
import { bytesOf, countingRoute } from '../traffic/counted.js';
import type { ProxiedRequest } from '../../cluster/proxied-request.js';

interface Growth {
  readonly holders: number;
  readonly requests: readonly ProxiedRequest[];
}

/** What becomes of downtime and requests when more and more Pods hold the claim. */
export async function growthSection({ clusters, programs, sizes, say }: Bench): Promise<Section> {
  const ours = plugin('plugin', programs.packaged);
  const scenes: Scene[] = [];
  for (const holders of sizes.holders) scenes.push(await layOut(clusters.now, `holders-${holders}`, holders));
  const contestants = scenes.flatMap((scene) =>
    [stopAndStart, ours].map((way) => ({
      name: nameOf(way, scene.replicas),
      measure: () => downtimeOf(scene, () => way.run(scene, straight(scene))),
    })),
  );
  const measured = await inTurns(contestants, {
    rounds: sizes.growthRounds,
    onRound: (round) => {
      say(`growth: round ${round} of ${sizes.growthRounds}`);
    },
  });
  return section(measured, ours, await countedOf(scenes, ours));
}

async function countedOf(scenes: readonly Scene[], way: Way): Promise<readonly Growth[]> {
  const growth: Growth[] = [];
  for (const scene of scenes) {
    const route = await countingRoute(scene.plane);
    try {
      const requests = await route.during(() => way.run(scene, route.access));
      growth.push({ holders: scene.replicas, requests });
    } finally {
      await route.stop();
    }
  }
  return growth;
}

function section(measured: Measurements, ours: Way, growth: readonly Growth[]): Section {
  const rows = growth.map(({ holders, requests }) => {
    const leastOf = valuesOf(measured, nameOf(stopAndStart, holders));
    const oursOf = valuesOf(measured, nameOf(ours, holders));
    const [least, plugins] = [spreadOf(leastOf), spreadOf(oursOf)];
    // Those of one round were measured one after the other, on a machine that was equally fast.
    const ratios = spreadOf(oursOf.map((value, round) => value / (leastOf[round] ?? Number.NaN)));
    return [
      String(holders),
      inSeconds(least.median),
      inSeconds(plugins.median),
      `${inSeconds(plugins.min)} .. ${inSeconds(plugins.max)}`,
      asRatio(plugins.median / least.median),
      `${asRatio(ratios.min)} .. ${asRatio(ratios.max)}`,
      String(requests.length),
      ((requests.length - fewest(growth)) / Math.max(1, holders - (growth[0]?.holders ?? 0))).toFixed(1),
      inKilobytes(bytesOf(requests)),
    ];
  });
  return {
    title: 'From few Pods on the claim to many',
    goals: [],
    paragraphs: [
      `Medians of ${medianOf(growth.map(({ holders }) => valuesOf(measured, nameOf(ours, holders)).length))} runs each, and the ratios of each run by itself; requests and bytes of one run. The Pods of each
size are those of one Deployment, on three nodes. The more there are, the more of the time is what the control plane itself needs for them, and
the further its runs lie apart.`,
      table(
        [
          'Pods',
          'least possible',
          'plugin',
          'min .. max',
          'ratio',
          'min .. max',
          'requests',
          'requests per Pod more',
          'bodies',
        ],
        rows,
      ),
    ],
  };
}

function fewest(growth: readonly Growth[]): number {
  return growth[0]?.requests.length ?? 0;
}

function nameOf({ name }: Way, holders: number): string {
  return `${name}, ${holders}`;
}
