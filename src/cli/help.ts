import { FLAGS } from './flags/index.js';
import { EXIT_TABLE } from './help/exit-codes-page.js';
import { examplesSection } from './help/examples-section.js';
import { flagLine, spelling } from './help/flag-line.js';
import { TOPICS } from './help/topics.js';
import type { Example } from './help/verb-pages.js';

/** The page of `--help`: examples first, then the flags by group. */
export function helpPage(): string {
  const groups = [...new Set(FLAGS.map(({ group }) => group))];
  const flags = groups.map(
    (group) =>
      `${group}:\n${FLAGS.filter((flag) => flag.group === group)
        .map(flagLine)
        .join('\n')}`,
  );
  const usage = `Usage:\n${USAGE.map((line) => `  ${line}`).join('\n')}`;
  return `${[SUMMARY, examplesSection(EXAMPLES), usage, ...flags, EXIT_CODES_LINE].join('\n\n')}\n`;
}

/** The same flags as a table for README. */
export function flagTable(): string {
  return table(
    ['flag', 'meaning'],
    FLAGS.map((flag) => [`\`${spelling(flag)}\``, flag.meaning]),
  );
}

/** The exit codes as a table for README. */
export function exitCodeTable(): string {
  return table(
    ['code', 'meaning'],
    EXIT_TABLE.map(([code, meaning]) => [String(code), meaning]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What it is for, in one sentence. */
export const SUMMARY =
  'Recreates a claim and its volume of the S3 CSI driver (s3.csi.aws.com) to change what cannot be changed in place.';

export const EXAMPLES: readonly Example[] = [
  {
    what: 'Let the Pods authenticate with their own ServiceAccount',
    command: 'kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod',
  },
  {
    what: 'The same in a script',
    command: 'kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod --yes',
  },
  {
    what: 'Look first',
    command: 'kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod --dry-run=client',
  },
  {
    what: 'Bring the cluster to the edited manifests',
    command: `kubectl s3csi-recreate s3-pvc -n app -k deploy/
kubectl s3csi-recreate s3-pvc -n app -f volume.yaml`,
  },
  {
    what: 'Go on after an accident, or go back',
    command: `kubectl s3csi-recreate resume
kubectl s3csi-recreate rollback`,
  },
  {
    what: 'What happened, and what stands now',
    command: `kubectl s3csi-recreate runs
kubectl s3csi-recreate show RUN`,
  },
];

export const USAGE: readonly string[] = [
  'kubectl s3csi-recreate [PVC] [edits] [flags]     on a terminal, what is left out is asked',
  'kubectl s3csi-recreate resume|rollback [RUN] [flags]     without RUN: the one that is unfinished',
  'kubectl s3csi-recreate runs | show RUN [flags]',
  `kubectl s3csi-recreate help ${TOPICS.map(({ name }) => name).join('|')}`,
  'kubectl s3csi-recreate explain exit-codes',
];

const EXIT_CODES_LINE =
  'Exit codes: 0 verified or nothing to do, 1 internal, 2 wrong input, 3 refused, 4 conflict, 5 the API said no or did not answer,\n' +
  '6 verification failed, 7 timed out, 8 declined, 130 interrupted.';
