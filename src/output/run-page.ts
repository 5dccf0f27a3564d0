import type { JournalEntry } from '../model/journal.js';
import type { RunView } from '../model/texts.js';
import { openEnds } from '../model/open-ends.js';
import { labelled, section, tintDiff, verbatimSection } from './page-parts.js';
import { safeLines, safeText } from './safe-text.js';
import type { Style } from './style.js';

/** One run as `show` tells it: what was to happen, what did, what stands, what to do next. */
export function runPage(view: RunView, style: Style): string {
  const diffLines = safeLines(view.diff.trimEnd()).split('\n');
  const sections = [
    header(view, style),
    verbatimSection(
      'What was to happen',
      view.diff === '' ? ['the objects made anew as they were'] : diffLines.map((line) => tintDiff(line, style)),
      style,
    ),
    section('What happened', happened(view), style),
    section('What stands now', [safeText(view.stands)], style),
    section('What stands in the way', view.trouble.map(safeText), style),
    verbatimSection('What to do next', whatNext(view), style),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function header({ record, state, folder }: RunView, style: Style): string {
  const { approval, cluster } = record;
  const rows = [
    ['Run', `${record.id}, ${state}`],
    ['Claim', `${record.namespace}/${record.claimName}`],
    ['Volume', record.volumeName],
    ['Cluster', `${cluster.context === '' ? '' : `${cluster.context}, `}${cluster.server}`],
    ['Approved', `by ${approval.user} ${approval.by === 'flag' ? 'with --yes' : 'at the prompt'}, ${approval.at}`],
    ['Snapshot', `${folder}/snapshot`],
  ];
  return labelled(rows, style);
}

function happened({ entries, record }: RunView): readonly string[] {
  const titles = new Map(record.steps.map(({ id, title }) => [id as string, title]));
  for (const entry of entries) {
    if (entry.type === 'resumed') for (const { id, title } of entry.steps) titles.set(id, title);
  }
  const unended = openEnds(entries);
  const lines = entries.flatMap((entry) => {
    const words = wordsFor(entry, titles, unended.has(entry));
    return words === undefined ? [] : [safeText(`${entry.at ?? ''} ${words}`.trim())];
  });
  return lines.length === 0 ? ['nothing: it died before its first step'] : lines;
}

/** @param isOpen whether its end was never written down */
function wordsFor(entry: JournalEntry, titles: ReadonlyMap<string, string>, isOpen: boolean): string | undefined {
  switch (entry.type) {
    case 'step': {
      if (entry.state === 'started' && !isOpen) return undefined;
      const words = `${titles.get(entry.step) ?? entry.step}: ${isOpen ? 'begun, and its end was not written down' : entry.state}`;
      return entry.message === undefined ? words : `${words} (${entry.message})`;
    }
    case 'intent':
      // What was asked is told by its outcome, unless there is none.
      return isOpen ? `  ${entry.verb} ${entry.object}: asked for, and no answer was written down` : undefined;
    case 'closed':
      return undefined;
    case 'outcome':
      return `  ${entry.verb} ${entry.object}: ${entry.error ?? 'done'}`;
    case 'workload':
      return `  ${entry.kind} ${entry.name}: ${WORKLOAD_STATES[entry.state]}`;
    case 'resumed':
      return entry.toward === 'target' ? 'gone on with, toward the target' : 'taken back, toward the snapshot';
    case 'amended':
      return `volume handle changed to ${entry.volumeHandle}`;
    case 'ended':
      return entry.result === 'done'
        ? 'ended: verified'
        : `ended: ${entry.result}${entry.message === undefined ? '' : ` (${entry.message})`}`;
  }
}

const WORKLOAD_STATES = {
  stopping: 'its Pods begin to stop',
  ready: 'its Pods are Ready',
  unready: 'a Pod is not Ready any more',
} as const;

function whatNext({ state, resume, rollback }: RunView): readonly string[] {
  const back = `go back:  ${rollback}`;
  switch (state) {
    case 'unfinished':
      return [`go on:    ${resume}`, back];
    case 'done':
      return ['nothing; it is verified', back];
    case 'rolled back':
      return ['nothing; the snapshot stands again'];
    case 'unchanged':
      return ['nothing; it stopped before it had changed anything'];
  }
}
