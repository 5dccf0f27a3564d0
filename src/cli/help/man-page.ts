import type { KnownAttribute } from '../../model/attribute.js';
import { FLAGS } from '../flags/index.js';
import { EXAMPLES, SUMMARY, USAGE } from '../help.js';
import { assignment, meaningOf } from './attributes-page.js';
import { EXIT_TABLE } from './exit-codes-page.js';
import { spelling } from './flag-line.js';
import { VERB_PAGES, type Example } from './verb-pages.js';

/** The manual page, in the macros of man(7), from what the help is made of. */
export function manPage(version: string, attributes: readonly KnownAttribute[]): string {
  const groups = [...new Set(FLAGS.map(({ group }) => group))];
  return `${[
    '.\\" Made by npm run docs; not to be edited.',
    `.TH KUBECTL\\-S3CSI_RECREATE 1 "" "kubectl\\-s3csi\\-recreate ${version}"`,
    '.SH NAME',
    'kubectl\\-s3csi_recreate \\- change what cannot be changed in place in volumes of the S3 CSI driver',
    '.SH SYNOPSIS',
    ...USAGE.flatMap((line, index) => [...(index === 0 ? [] : ['.br']), `.B ${escaped(withoutRemark(line))}`]),
    '.SH DESCRIPTION',
    escaped(SUMMARY),
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap(example),
    '.SH VERBS',
    ...VERB_PAGES.flatMap(({ usage, text, examples }) => [
      `.SS ${escaped(usage)}`,
      ...text.split('\n').map(escaped),
      ...examples.flatMap(example),
    ]),
    '.SH FLAGS',
    ...groups.flatMap((group) => [
      `.SS ${escaped(group)}`,
      ...FLAGS.filter((flag) => flag.group === group).flatMap((flag) => item(spelling(flag), flag.meaning)),
    ]),
    '.SH ATTRIBUTES',
    'What',
    '.B \\-\\-set',
    'takes: the attributes that the driver reads, and the version that first does.',
    ...attributes.flatMap((attribute) =>
      item(assignment(attribute), `${meaningOf(attribute)} (since ${attribute.since})`),
    ),
    '.SH "EXIT STATUS"',
    ...EXIT_TABLE.flatMap(([code, meaning]) => item(String(code), meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => item(name, meaning)),
    '.SH FILES',
    ...item(
      '$XDG_STATE_HOME/kubectl-s3csi-recreate/runs',
      'A folder for each run, with the snapshot, the target and the journal; by default under ~/.local/state.',
    ),
    '.SH "SEE ALSO"',
    '.BR kubectl (1)',
  ].join('\n')}\n`;
}

const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['KUBECONFIG', 'The kubeconfig files, as for kubectl.'],
  ['NO_COLOR', 'No colour, whatever its value.'],
  ['XDG_STATE_HOME', 'Where snapshots and journals are kept, unless --state-dir says so.'],
];

/** What follows a usage at some distance is a remark. */
function withoutRemark(usage: string): string {
  return usage.replace(/ {2}.*$/, '');
}

function example({ what, command }: Example): readonly string[] {
  return ['.PP', `${escaped(what)}:`, '.PP', '.RS 4', '.nf', escaped(command), '.fi', '.RE'];
}

function item(term: string, meaning: string): readonly string[] {
  return ['.TP', `.B ${escaped(term)}`, escaped(meaning)];
}

/** Text as troff shows it: dashes as they are typed, and no word that is taken for a request. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/^([.'])/gm, '\\&$1');
}
