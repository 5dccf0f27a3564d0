import type { RunView } from '../model/texts.js';
import { diffLines, labelled, section, verbatimSection } from './page-parts.js';
import { approver, journalLines, wayOn } from './run-words.js';
import { safeText } from './safe-text.js';
import { shortened } from './shortened.js';
import type { Style } from './style.js';

/** One run as `show` tells it: what was to happen, what did, what stands, what to do next. */
export function runPage(view: RunView, style: Style): string {
  const sections = [
    header(view, style),
    verbatimSection(
      'What was to happen',
      view.diff === '' ? ['the objects made anew as they were'] : diffLines(view.diff, style),
      style,
    ),
    section('What happened', happened(view), style),
    section('What stands now', [safeText(view.stands)], style),
    section(
      'What stands in the way',
      view.trouble.map((line) => shortened(safeText(line))),
      style,
    ),
    verbatimSection('What to do next', whatNext(view), style),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function header({ record, state, folder }: RunView, style: Style): string {
  const { approval, cluster, digest } = record;
  const rows = [
    ['Run', `${record.id}, ${state}`],
    ['Claim', `${record.namespace}/${record.claimName}`],
    ['Volume', record.volumeName],
    ['Cluster', `${cluster.context === '' ? '' : `${cluster.context}, `}${cluster.server}`],
    ...(digest === undefined ? [] : [['Plan', digest]]),
    ['Approved', `by ${approver(approval)}, ${approval.at}`],
    ['Snapshot', `${folder}/snapshot`],
  ];
  return labelled(rows, style);
}

function happened(view: RunView): readonly string[] {
  const lines = journalLines(view).map(({ at, words }) => shortened(safeText(`${at} ${words}`.trim())));
  return lines.length === 0 ? ['nothing: it died before its first step'] : lines;
}

function whatNext(view: RunView): readonly string[] {
  const { nothing, resume, rollback } = wayOn(view);
  return [
    ...(nothing === undefined ? [] : [nothing]),
    ...(resume === undefined ? [] : [`go on:    ${resume}`]),
    ...(rollback === undefined ? [] : [`go back:  ${rollback}`]),
  ];
}
