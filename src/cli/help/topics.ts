import { closest, distance } from 'fastest-levenshtein';
import type { KnownAttribute } from '../../model/attribute.js';
import { Failure } from '../../model/errors.js';
import { VERBS } from '../verbs.js';
import { attributesPage } from './attributes-page.js';
import { exitCodesPage } from './exit-codes-page.js';
import { verbPage } from './verb-page.js';
import { VERB_PAGES } from './verb-pages.js';

export interface Topic {
  readonly name: string;
  /** One line for help and completion. */
  readonly meaning: string;
}

/** What `help` can be asked for besides itself. */
export const TOPICS: readonly Topic[] = [
  { name: 'attributes', meaning: 'the attributes of a volume that the driver reads' },
  { name: 'exit-codes', meaning: 'what the exit codes mean' },
  ...VERB_PAGES.map(({ name }) => ({ name, meaning: VERBS.find((verb) => verb.name === name)?.meaning ?? '' })),
];

export function isTopic(name: string): boolean {
  return TOPICS.some((topic) => topic.name === name);
}

/** @throws Failure usage, for a topic that there is not, with the nearest one */
export function requireTopic(name: string): string {
  const names = TOPICS.map((topic) => topic.name);
  if (isTopic(name)) return name;
  const near = closest(name.toLowerCase(), names);
  throw new Failure('usage', `there is no help on "${name}"`, {
    hint: distance(name.toLowerCase(), near) <= 3 ? `did you mean ${near}?` : `there is help on ${names.join(', ')}`,
  });
}

/** The page of a topic, which `requireTopic` has let through. */
export function topicPage(name: string, attributes: readonly KnownAttribute[]): string {
  if (name === 'attributes') return attributesPage(attributes);
  const page = VERB_PAGES.find((each) => each.name === name);
  return page === undefined ? exitCodesPage() : verbPage(page);
}
