import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries } from '../cluster/build.js';
import { startBenchCluster, type BenchCluster } from './bench-cluster.js';
import type { Bench } from './bench-tools.js';
import { crowdSection } from './crowd/crowd-section.js';
import { growthSection } from './growth/growth-section.js';
import type { Section } from './page/section.js';
import { findPrograms } from './programs.js';
import { downtimeSection } from './recreation/downtime-section.js';
import type { Sizes } from './sizes.js';
import { startUpSection } from './start-up/start-up-section.js';
import { trafficSection } from './traffic/traffic-section.js';

/** In the order in which they are measured: the one that fills a cluster comes last. */
const PARTS = {
  'start-up': startUpSection,
  downtime: downtimeSection,
  traffic: trafficSection,
  growth: growthSection,
  crowd: crowdSection,
} as const;

export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly Part[];

const NODES = 3;
/** From 1.33 an idle scheduler takes Pods out of their back-off (FIELD.md 2.15). */
const AS_BEFORE_1_33 = '--feature-gates=SchedulerPopFromBackoffQ=false';

/** Measures the parts one after the other, each with those it compares in turns. Leaves nothing behind. */
export async function runBench(
  parts: readonly Part[],
  sizes: Sizes,
  say: (line: string) => void,
): Promise<readonly Section[]> {
  const binaries = await ensureBinaries({ report: say });
  const folder = await mkdtemp(join(tmpdir(), 's3csi-bench-'));
  const started: BenchCluster[] = [];
  try {
    const programs = findPrograms(binaries.path('kubectl'), folder);
    say('starting two control planes');
    const now = await startBenchCluster({ binaries, nodes: NODES });
    started.push(now);
    const oldScheduler = await startBenchCluster({ binaries, nodes: NODES, schedulerFlags: [AS_BEFORE_1_33] });
    started.push(oldScheduler);
    const bench: Bench = { clusters: { now, oldScheduler }, programs, sizes, say };
    const sections: Section[] = [];
    for (const part of parts) sections.push(await PARTS[part](bench));
    return sections;
  } finally {
    for (const cluster of started.reverse()) await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
