import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../cluster/project-root.js';

export interface KillEnding {
  readonly change: string;
  readonly moment: string;
  readonly way: string;
  readonly ending: string;
}

export interface FaultEnding {
  readonly kind: string;
  readonly fault: string;
  readonly ending: string;
}

/** How a scene ended that did not end well. */
export const FAILED = 'FAILED';

const FILE = join(projectRoot(), 'docs', 'crash-tests.md');
const kills: KillEnding[] = [];
const faults: FaultEnding[] = [];

/** What the crash tests of this mocha process have tried so far. */
export const crashReport = {
  addKill: (ending: KillEnding): void => void kills.push(ending),
  addFault: (ending: FaultEnding): void => void faults.push(ending),
};

// Outside of every describe, so that it comes after the last file, whichever files were asked for.
after('says what was tried and how it ended', () => {
  const page = crashPage(kills, faults);
  process.stdout.write(`\n${page}\n`);
  // Only a whole run that went well is worth keeping.
  const isWhole = kills.length > 0 && faults.length > 0;
  const hasFailed = [...kills, ...faults].some(({ ending }) => ending === FAILED);
  if (isWhole && !hasFailed) writeFileSync(FILE, page);
});

/** As Markdown; without a date, so that it differs only where an ending does. */
export function crashPage(killed: readonly KillEnding[], struck: readonly FaultEnding[]): string {
  return [
    '# What the crash tests tried, and how each ended',
    '',
    'Written by `npm run test:crash`: the real executable on a real control plane, behind a proxy that knows every request.',
    'Every one of these ends with the claim Bound to its volume, three Pods Ready, the reclaim policy as it was, no field, label,',
    'annotation or finalizer lost, and the snapshot still there and readable; one that does not is called FAILED.',
    '',
    '## Killed (SIGKILL) around each change',
    '',
    `${killed.length} kills: ${tally(killed)}.`,
    '',
    ...table(
      'change',
      killed.map(({ change, moment, way, ending }) => ({ row: change, column: `${moment} it, then ${way}`, ending })),
    ),
    '',
    '## Faults on the way to the API server',
    '',
    `${struck.length} faults, each on the first two requests of its kind: ${tally(struck)}.`,
    'A number is the exit code; what follows it is how the target was reached after that.',
    '',
    ...table(
      'request',
      struck.map(({ kind, fault, ending }) => ({ row: kind, column: fault, ending })),
    ),
    '',
  ].join('\n');
}

function tally(endings: readonly { readonly ending: string }[]): string {
  const counts = new Map<string, number>();
  for (const { ending } of endings) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return (
    [...counts]
      .sort()
      .map(([ending, count]) => `${count} × ${ending}`)
      .join(', ') || 'none'
  );
}

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly ending: string;
}

function table(corner: string, cells: readonly Cell[]): readonly string[] {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))];
  const at = (row: string, column: string) =>
    cells.find((cell) => cell.row === row && cell.column === column)?.ending ?? '–';
  return [
    `| ${[corner, ...columns].join(' | ')} |`,
    `|${' --- |'.repeat(columns.length + 1)}`,
    ...rows.map((row) => `| ${[row, ...columns.map((column) => at(row, column))].join(' | ')} |`),
  ];
}
