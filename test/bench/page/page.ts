import type { Machine } from '../machine.js';
import type { Goal, Section } from './section.js';
import { table } from './table.js';

export interface PageFacts {
  readonly machine: Machine;
  readonly version: string;
  /** Of the whole bench, in minutes. */
  readonly minutes: number;
  readonly isShort: boolean;
}

/** docs/benchmarks.md as it stands there. */
export function benchmarksPage(sections: readonly Section[], facts: PageFacts): string {
  const goals = sections.flatMap((section) => section.goals);
  const parts = [
    '# Benchmarks',
    introduction(facts),
    `## The machine\n\n${machineTable(facts)}`,
    `## Goals\n\n${verdict(goals)}\n\n${goalTable(goals)}`,
    ...sections.map(({ title, paragraphs }) => [`## ${title}`, ...paragraphs].join('\n\n')),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** One sentence, for the page and for whoever waits for the bench. */
export function verdict(goals: readonly Goal[]): string {
  const missed = goals.filter(({ isMet }) => !isMet);
  if (missed.length === 0) return `All ${goals.length} goals were reached in this run.`;
  return `${missed.length} of ${goals.length} goals were **missed** in this run: ${missed.map(({ what }) => what).join('; ')}.`;
}

function introduction({ isShort, minutes }: PageFacts): string {
  const trial = isShort ? '\n\n**A short trial: too few runs to hold anything against.**' : '';
  return `Written by \`npm run bench\`, which took ${minutes.toFixed(0)} minutes. Everything was measured on the real control plane of the tests
(etcd, API server, controller-manager and scheduler of Kubernetes; kwok plays the kubelets), in one run, those that are compared in
turns. All is on one machine, so network and API server are as near as they can be: what is compared holds elsewhere, the
milliseconds do not.${trial}`;
}

function machineTable({ machine, version }: PageFacts): string {
  const rows = [
    ['processor', `${machine.cores} cores, ${machine.processor}`],
    ['memory', machine.memory],
    ['kernel', machine.kernel],
    ['Node', machine.node],
    ['Bun in the executable', machine.bun],
    ['Kubernetes', machine.kubernetes],
    ['kubectl-s3csi_recreate', version],
    ['load before it began', machine.load],
  ];
  return table(['', ''], rows);
}

function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, wanted, measured, isMet }) => [what, wanted, measured, isMet ? 'yes' : '**no**']);
  return table(['goal', 'wanted', 'measured', 'reached'], rows);
}
