import type { ListedRun } from '../model/journal.js';
import type { FieldChange } from '../model/plan.js';
import { stateAmong } from '../model/run-state.js';
import { safeText } from './safe-text.js';

/** The last one may hold letters of any width, and needs no padding. */
const COLUMNS = ['RUN', 'CLAIM', 'VOLUME', 'STATE', 'CHANGE', 'CONTEXT'];

/** Letters of what a run changed: enough to know it by, and few enough for a table. */
const CHANGE_WIDTH = 60;

/** What `kubectl apply` notes of the other changes. */
const BOOKKEEPING = 'kubectl.kubernetes.io/last-applied-configuration';

/** The runs that are kept, as kubectl prints a table. */
export function runsTable(runs: readonly ListedRun[]): string {
  const rows = [COLUMNS, ...runs.map((run) => cellsOf(run, runs).map(safeText))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function cellsOf(run: ListedRun, all: readonly ListedRun[]): readonly string[] {
  if ('problem' in run) return [run.id, '', '', 'unreadable', '', run.problem];
  const { id, namespace, claimName, volumeName, changes, cluster } = run.record;
  return [id, `${namespace}/${claimName}`, volumeName, stateAmong(run, all), changeOf(changes), cluster.context];
}

function changeOf(changes: readonly FieldChange[]): string {
  const words = changes
    .filter(({ path }) => path.at(-1) !== BOOKKEEPING)
    .map(wordFor)
    .join(',');
  if (words === '') return '<none>';
  return words.length <= CHANGE_WIDTH ? words : `${words.slice(0, CHANGE_WIDTH - 3)}...`;
}

/** As `kubectl label` would be told: `key=value`, and `key-` for what goes. Only an attribute is told with its value. */
function wordFor({ path, to }: FieldChange): string {
  const name = path.at(-1) ?? '';
  if (to === undefined) return `${name}-`;
  return path.includes('volumeAttributes') && typeof to === 'string' ? `${name}=${to}` : name;
}
