import { FLAGS, type Flag } from '../flags/index.js';
import { goesNotWith } from '../kept-run-requests.js';
import { examplesSection } from './examples-section.js';
import { flagLine } from './flag-line.js';
import type { VerbPage } from './verb-pages.js';

/** The page of a verb that works on kept runs: examples first, then the flags that go with it. */
export function verbPage({ name: verb, usage, text, examples }: VerbPage): string {
  const flags = FLAGS.filter((flag) => goesWith(verb, flag));
  return `${[
    text,
    examplesSection(examples),
    `Usage:\n  ${usage}`,
    `Flags:\n${flags.map(flagLine).join('\n')}`,
    "kubectl's own flags, such as --context and --kubeconfig, are taken too; see kubectl s3csi-recreate --help.",
  ].join('\n\n')}\n`;
}

function goesWith(verb: string, { name, group }: Flag): boolean {
  if (goesNotWith(verb, name) || group === 'Cluster, as in kubectl') return false;
  // What only reads has no use for care.
  return verb === 'resume' || verb === 'rollback' || group !== 'Safety' || name === 'state-dir';
}
