import type { ProxiedRequest } from '../../cluster/proxied-request.js';
import { medianOf } from '../arithmetic/spread.js';
import { inKilobytes, inSeconds } from '../arithmetic/units.js';
import type { Bench } from '../bench-tools.js';
import type { Section } from '../page/section.js';
import { table } from '../page/table.js';
import { bareMinimum } from '../recreation/bare-minimum.js';
import { carefulScript } from '../recreation/careful-script.js';
import { plugin } from '../recreation/plugin.js';
import { layOut } from '../recreation/scene.js';
import type { Way } from '../recreation/way.js';
import { bytesOf, countingRoute } from './counted.js';
import { whileWaiting, type WaitingTraffic } from './polling.js';
import { PURPOSES, purposeOf } from './purposes.js';

const REPLICAS = 3;
/** Long enough to see whether anything polls, in milliseconds. */
const SLOW_STOP_MS = 12_000;
/** Until the watches of a wait are open, and from the Pods' end to what follows it. */
const SETTLED_MS = 1_000;
/** How often one thing may be read in any second of a wait. */
const MOST_IN_A_SECOND = 1;
/** Two reads, a list, a watch of each; claim and volume deleted and created. */
const LEAST_WITHOUT_PODS = 10;

/** What a recreation asks of the API server. */
export async function trafficSection({ clusters, programs, sizes, say }: Bench): Promise<Section> {
  const ways = [bareMinimum, plugin('plugin', programs.packaged), carefulScript];
  const scene = await layOut(clusters.now, 'traffic', REPLICAS);
  const route = await countingRoute(clusters.now.plane);
  try {
    const seen = new Map<string, (readonly ProxiedRequest[])[]>(ways.map(({ name }) => [name, []]));
    // The first round fills kubectl's cache of what the server knows, and does not count.
    for (let round = 0; round <= sizes.trafficRounds; round += 1) {
      say(`traffic: round ${round} of ${sizes.trafficRounds}`);
      for (const way of ways) {
        const requests = await route.during(() => way.run(scene, route.access));
        await scene.board.untilWhole(scene.namespace, REPLICAS);
        if (round > 0) seen.get(way.name)?.push(requests);
      }
    }
    say('traffic: a wait of some seconds');
    const slow = await layOut(clusters.now, 'slow-stop', REPLICAS, { stopMs: SLOW_STOP_MS });
    const slowly = await route.during(() => (ways[1] ?? bareMinimum).run(slow, route.access));
    return section(ways, seen, whileWaiting(slowly, SETTLED_MS));
  } finally {
    await route.stop();
  }
}

function section(
  ways: readonly Way[],
  seen: ReadonlyMap<string, readonly (readonly ProxiedRequest[])[]>,
  waiting: WaitingTraffic,
): Section {
  const median = (way: Way, of: (requests: readonly ProxiedRequest[]) => number) =>
    medianOf((seen.get(way.name) ?? []).map(of));
  const rows = ways.map((way) => [
    way.name,
    String(median(way, (requests) => requests.length)),
    String(median(way, (requests) => requests.filter(({ isChange }) => isChange).length)),
    inKilobytes(median(way, bytesOf)),
  ]);
  const byPurpose = PURPOSES.map((purpose) => [
    purpose,
    ...ways.map((way) =>
      String(median(way, (requests) => requests.filter((request) => purposeOf(request) === purpose).length)),
    ),
  ]).filter(([, ...counts]) => counts.some((count) => count !== '0'));
  const least = LEAST_WITHOUT_PODS + REPLICAS;
  const measured = ways[0] === undefined ? Number.NaN : median(ways[0], (requests) => requests.length);
  return {
    title: 'Requests and bytes of a recreation',
    goals: [
      {
        what: 'the bare minimum asks what was derived',
        wanted: `${least} requests`,
        measured: `${measured} requests`,
        isMet: measured === least,
      },
      {
        what: 'the same thing read again within a second of waiting',
        wanted: 'never',
        measured: waiting.mostInASecond <= MOST_IN_A_SECOND ? 'never' : `${waiting.mostInASecond} times`,
        isMet: waiting.mostInASecond <= MOST_IN_A_SECOND,
      },
    ],
    paragraphs: [
      `The least that is possible with N Pods on the claim: claim and volume are read, and the Pods listed (3); a watch of each tells when
they are gone, Available, Bound and Ready (3); claim and volume are deleted and created (4), and every Pod is deleted by its name, since a
deletion by label would meet Pods that nobody looked at (N). Together **10 + N**, here ${least}. \`test/bench/recreation/bare-minimum.ts\` does
just that, and nothing that makes it safe.`,
      table(['way', 'requests', 'of them changes', 'bodies, both directions'], rows),
      'What they are for:',
      table(['purpose', ...ways.map(({ name }) => name)], byPurpose),
      `Waiting is by watch. While Pods took ${inSeconds(SLOW_STOP_MS)} to stop, the plugin asked for ${waiting.requests.length} things in ${inSeconds(waiting.waitedMs)}
of waiting${nameRequests(waiting.requests)}. A lock is renewed every 10 s.`,
    ],
  };
}

function nameRequests(requests: readonly ProxiedRequest[]): string {
  const kinds = new Set(requests.map(({ verb, resource }) => `${verb} ${resource}`));
  return kinds.size === 0 ? '' : ` (${[...kinds].join(', ')})`;
}
