import { helpPage } from '../../src/cli/help.js';
import { TOPICS, topicPage } from '../../src/cli/help/topics.js';
import { KNOWN_ATTRIBUTES } from '../../src/s3csi/attributes.js';
import { writeGolden } from '../support/golden.js';

/** Every page of the help, by the name of its golden file. */
export const HELP_TEXTS: ReadonlyMap<string, string> = new Map([
  ['help.txt', helpPage()],
  ...TOPICS.map(({ name }) => [`help-${name}.txt`, topicPage(name, KNOWN_ATTRIBUTES)] as const),
]);

export function writeHelpTexts(): void {
  for (const [name, text] of HELP_TEXTS) writeGolden(name, text);
}
