import type { ListedRun } from '../model/journal.js';
import { stateAmong } from '../model/run-state.js';
import { safeText } from './safe-text.js';

/** The last one may hold letters of any width, and needs no padding. */
const COLUMNS = ['RUN', 'CLAIM', 'VOLUME', 'STATE', 'CONTEXT'];

/** The runs that are kept, as kubectl prints a table. */
export function runsTable(runs: readonly ListedRun[]): string {
  const rows = [COLUMNS, ...runs.map((run) => cellsOf(run, runs).map(safeText))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function cellsOf(run: ListedRun, all: readonly ListedRun[]): readonly string[] {
  if ('problem' in run) return [run.id, '', '', 'unreadable', run.problem];
  const { id, namespace, claimName, volumeName, cluster } = run.record;
  return [id, `${namespace}/${claimName}`, volumeName, stateAmong(run, all), cluster.context];
}
