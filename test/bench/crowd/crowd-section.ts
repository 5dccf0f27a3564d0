import type { ProxiedRequest } from '../../cluster/proxied-request.js';
import { medianOf, spreadOf } from '../arithmetic/spread.js';
import { inKilobytes, inMegabytes, inSeconds } from '../arithmetic/units.js';
import type { Bench } from '../bench-tools.js';
import { atMost, type Section } from '../page/section.js';
import { table } from '../page/table.js';
import { CLAIM_NAME, layOut, type Scene } from '../recreation/scene.js';
import { bytesOf, countingRoute, type CountingRoute } from '../traffic/counted.js';
import { addBystanders, meanPodBytes } from './crowd.js';
import { costOf, type ProgramCost } from './measured-program.js';

const HOLDERS = 3;
const MOST_MEMORY_BYTES = 150e6;

interface Sample extends ProgramCost {
  readonly requests: readonly ProxiedRequest[];
}

/** A namespace with many Pods of which few hold the claim. */
export async function crowdSection({ clusters, programs, sizes, say }: Bench): Promise<Section> {
  const { plane } = clusters.now;
  const scene = await layOut(clusters.now, 'crowd', HOLDERS);
  const route = await countingRoute(plane);
  try {
    say(`crowd: creating ${sizes.crowdPods} Pods`);
    await addBystanders(scene, sizes.crowdPods - HOLDERS);
    const calls = callsOf(programs, scene);
    const samples = new Map<string, Sample[]>(calls.map(({ name }) => [name, []]));
    for (let round = 1; round <= sizes.crowdRounds; round += 1) {
      say(`crowd: round ${round} of ${sizes.crowdRounds}`);
      for (const { name, program, args } of calls) {
        samples.get(name)?.push(await sample(scene, route, program, args()));
        await untilHoldersReady(scene);
      }
    }
    return section(samples, sizes.crowdPods, await meanPodBytes(plane.api, scene));
  } finally {
    await route.stop();
  }
}

interface CrowdCall {
  readonly name: string;
  readonly program: string;
  readonly args: () => readonly string[];
}

const PLAN = 'plan (--dry-run), executable';

function callsOf({ kubectl, packaged, bundle }: Bench['programs'], scene: Scene): readonly CrowdCall[] {
  const edit = () => [
    CLAIM_NAME,
    '--set',
    `authenticationSource=${scene.next().authenticationSource}`,
    '-n',
    scene.namespace,
  ];
  return [
    { name: PLAN, program: packaged, args: () => [CLAIM_NAME, '--unchanged', '--dry-run', '-n', scene.namespace] },
    { name: 'recreation, executable', program: packaged, args: () => [...edit(), '--yes'] },
    { name: 'recreation, npm package', program: bundle, args: () => [...edit(), '--yes'] },
    {
      name: '`kubectl get pods -o name`',
      program: kubectl,
      args: () => ['get', 'pods', '-o', 'name', '-n', scene.namespace],
    },
  ];
}

async function sample(scene: Scene, route: CountingRoute, program: string, args: readonly string[]): Promise<Sample> {
  let cost: ProgramCost | undefined;
  const requests = await route.during(async () => {
    cost = await costOf(scene, program, args, route.access.kubeconfig);
  });
  if (cost === undefined) throw new Error(`${program} was not measured`);
  return { ...cost, requests };
}

function untilHoldersReady({ board, namespace }: Scene): Promise<void> {
  return board.until('the holders are Ready', () => board.readyIn(namespace).length === HOLDERS);
}

function section(samples: ReadonlyMap<string, readonly Sample[]>, pods: number, podBytes: number): Section {
  const rows = [...samples].map(([name, all]) => {
    const time = spreadOf(all.map(({ elapsedMs }) => elapsedMs));
    return [
      name,
      inSeconds(time.median),
      `${inSeconds(time.min)} .. ${inSeconds(time.max)}`,
      inMegabytes(Math.max(...all.map(({ peakBytes }) => peakBytes))),
      String(medianOf(all.map(({ requests }) => requests.length))),
      inKilobytes(medianOf(all.map(({ requests }) => bytesOf(requests)))),
      String(Math.max(...all.flatMap(({ requests }) => requests.map(largestPage)))),
    ];
  });
  const ours = [...samples].filter(([name]) => !name.startsWith('`kubectl'));
  return {
    title: `A namespace of ${pods} Pods of which ${HOLDERS} hold the claim`,
    goals: ours.map(([name, all]) =>
      atMost(
        `memory at its peak, ${name}`,
        MOST_MEMORY_BYTES,
        Math.max(...all.map(({ peakBytes }) => peakBytes)),
        inMegabytes,
      ),
    ),
    paragraphs: [
      `The others wait at a scheduling gate; in a list each Pod has ${podBytes.toFixed(0)} bytes. Memory is the highest of all runs (VmHWM), time is from
start to end, and everything goes through a proxy that counts. \`kubectl get pods\` stands here for what a list of these Pods costs anyway.`,
      table(['command', 'time', 'min .. max', 'memory', 'requests', 'bodies', 'most Pods in a page'], rows),
    ],
  };
}

/** 0 for what is no list of Pods; one without a limit has no end. */
function largestPage({ verb, resource, query }: ProxiedRequest): number {
  return verb === 'list' && resource === 'pods' ? Number(query.get('limit') ?? Infinity) : 0;
}
