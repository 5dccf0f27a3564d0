import { inTurns, valuesOf, type Measurements } from '../arithmetic/in-turns.js';
import { medianOf } from '../arithmetic/spread.js';
import { asRatio, inSeconds } from '../arithmetic/units.js';
import { spreadTable } from '../page/spread-table.js';
import { atMost, type Goal, type Section } from '../page/section.js';
import { table } from '../page/table.js';
import { bareMinimum } from './bare-minimum.js';
import { carefulScript, CAREFUL_SCRIPT } from './careful-script.js';
import { downtimeOf } from './downtime.js';
import { ENDLESS_WAYS, watchEndless, type EndlessOutcome } from './endless.js';
import { plugin } from './plugin.js';
import { layOut, type Scene } from './scene.js';
import { stopAndStart } from './stop-and-start.js';
import { straight, type Way } from './way.js';
import type { Bench } from '../bench-tools.js';

const REPLICAS = 3;
/** As often as the least possible downtime may fit into ours: with a scheduler of today, and with one before 1.33. */
const LIMIT = 1.05;
const OLD_LIMIT = 1.2;
const OLD_SCHEDULER = ', scheduler before 1.33';
/** What a Pod on S3 takes at the least until its container runs: its mount has a Pod of its own to wait for. */
const START_MS = 1000;
const STARTING = `, Pods that take ${inSeconds(START_MS)} to start`;

/** How long the Pods are away, beside the least that is possible and what people do. */
export async function downtimeSection(bench: Bench): Promise<Section> {
  const { clusters, programs, sizes, say } = bench;
  const [now, starting, old] = await Promise.all([
    layOut(clusters.now, 'downtime', REPLICAS),
    layOut(clusters.now, 'downtime-starting', REPLICAS, { startMs: START_MS }),
    layOut(clusters.oldScheduler, 'downtime', REPLICAS),
  ]);
  const packaged = plugin('plugin, executable', programs.packaged);
  const ways = [stopAndStart, packaged, plugin('plugin, npm package', programs.bundle), carefulScript, bareMinimum];
  const measured = await inTurns(
    [
      ...ways.map((way) => contestant(way, now)),
      ...[stopAndStart, packaged, bareMinimum].map((way) => contestant(way, starting, STARTING)),
      ...[stopAndStart, packaged, bareMinimum].map((way) => contestant(way, old, OLD_SCHEDULER)),
    ],
    {
      rounds: sizes.downtimeRounds,
      onRound: (round) => {
        say(`downtime: round ${round} of ${sizes.downtimeRounds}`);
      },
    },
  );
  say('downtime: the ways that do not end');
  const endless = await Promise.all(
    ENDLESS_WAYS.map(async (way, index) => {
      return watchEndless(way, await layOut(clusters.now, `endless-${index + 1}`, REPLICAS), sizes.endlessMs);
    }),
  );
  return section(measured, endless, now);
}

function contestant(way: Way, scene: Scene, suffix = '') {
  return { name: way.name + suffix, measure: () => downtimeOf(scene, () => way.run(scene, straight(scene))) };
}

function section(measured: Measurements, endless: readonly EndlessOutcome[], { plane }: Scene): Section {
  const names = [...measured.keys()];
  const least = stopAndStart.name;
  const before = names.filter((name) => name.endsWith(OLD_SCHEDULER));
  const slow = names.filter((name) => name.endsWith(STARTING));
  const today = names.filter((name) => !before.includes(name) && !slow.includes(name));
  return {
    title: 'Downtime of a recreation',
    goals: [
      ratioGoal('downtime, executable', measured, 'plugin, executable', least, LIMIT),
      ratioGoal('downtime, npm package', measured, 'plugin, npm package', least, LIMIT),
      ratioGoal(`downtime, executable${STARTING}`, measured, `plugin, executable${STARTING}`, least + STARTING, LIMIT),
      ratioGoal(
        `downtime, executable${OLD_SCHEDULER}`,
        measured,
        `plugin, executable${OLD_SCHEDULER}`,
        least + OLD_SCHEDULER,
        OLD_LIMIT,
      ),
      ...endless.map(({ name, hasEnded, waitedMs }) => ({
        what: `${name} does not end`,
        wanted: 'no end',
        measured: hasEnded ? `ended after ${inSeconds(waitedMs)}` : `none within ${inSeconds(waitedMs)}`,
        isMet: !hasEnded,
      })),
    ],
    paragraphs: [
      `From the first Pod that is told to stop until all ${REPLICAS} are Ready again, as a watch tells it. The Pods are those of a Deployment; each
takes ${inSeconds(plane.stopTimeMs)} to stop, 0.3 s to be cleaned up after, and none to start. The least possible is to stop them and start
them again when the last one is gone, with claim and volume left as they are. The bare minimum is a recreation without anything that makes
it safe, from requests that are ready to be sent: what is left to it is the control plane's own.`,
      spreadTable(measured, { what: 'way', names: today, against: least, unit: inSeconds }),
      `No Pod on S3 starts in no time. With Pods that take ${inSeconds(START_MS)}:`,
      spreadTable(measured, { what: 'way', names: slow, against: least + STARTING, unit: inSeconds }),
      'With a scheduler as before Kubernetes 1.33 (`SchedulerPopFromBackoffQ=false`), which lets Pods sit out their back-off:',
      spreadTable(measured, { what: 'way', names: before, against: least + OLD_SCHEDULER, unit: inSeconds }),
      'The careful script, which edits the Deployment and keeps no snapshot:',
      `\`\`\`sh\n${CAREFUL_SCRIPT}\`\`\``,
      'What does not end, because the replacements of the Pods hold the claim again (docs/decisions/0001-order-of-a-recreation.md):',
      endlessTable(endless),
    ],
  };
}

function ratioGoal(what: string, measured: Measurements, ours: string, least: string, limit: number): Goal {
  const ratio = medianOf(valuesOf(measured, ours)) / medianOf(valuesOf(measured, least));
  return atMost(`${what}, of the least possible`, limit, ratio, asRatio);
}

function endlessTable(outcomes: readonly EndlessOutcome[]): string {
  const rows = outcomes.map(({ name, hasEnded, waitedMs, claim, volume, newHolders }) => [
    name,
    `${hasEnded ? 'ended after' : 'not ended after'} ${inSeconds(waitedMs)}`,
    claim,
    volume,
    String(newHolders),
  ]);
  return table(['way', 'watched', 'claim', 'volume', 'new Pods on the old claim'], rows);
}
