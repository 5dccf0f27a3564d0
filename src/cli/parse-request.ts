import { Failure } from '../model/errors.js';
import type { HelpRequest, Request } from '../model/request.js';
import { readTypedWords } from './typed-words.js';
import { isTopic, requireTopic } from './help/topics.js';
import { continueRequest, requireNoPage, runsRequest, showRequest } from './kept-run-requests.js';
import { readWords } from './read-words.js';
import { chooseRequest, recreateRequest } from './recreate-request.js';
import { VERBS } from './verbs.js';

/** What the words of the command line ask for. @throws Failure usage, with the one thing that is wrong */
export async function parseRequest(argv: readonly string[]): Promise<Request> {
  const help = helpRequest(argv);
  if (help !== undefined) return help;
  const words = await readWords(argv);
  const [first, ...others] = words.positional;
  if (words.isOn('version')) return { verb: 'version' };
  if (first !== 'show') requireNoPage(VERBS.some(({ name }) => name === first) ? String(first) : 'a new run', words);
  if (first === undefined) return chooseRequest(words);
  if (first === 'resume' || first === 'rollback') return continueRequest(first, others, words);
  if (first === 'runs') return runsRequest(others, words);
  if (first === 'show') return showRequest(others, words);
  if (first === 'explain') return { verb: 'help', topic: explained(others) };
  return recreateRequest(first, others, words);
}

/** `--help` wins wherever it stands, also over what is wrong beside it: whoever asks for help may have got there by a mistake. */
function helpRequest(argv: readonly string[]): HelpRequest | undefined {
  const words = readTypedWords([...argv, '']);
  const [first, ...others] = words.positional;
  const isWord = first === 'help';
  if (!isWord && !words.isOn('help')) return undefined;
  if (!isWord) return first !== undefined && isTopic(first) ? { verb: 'help', topic: first } : { verb: 'help' };
  const [topic, ...more] = others;
  if (topic === undefined) return { verb: 'help' };
  if (more.length === 0) return { verb: 'help', topic: requireTopic(topic) };
  throw new Failure('usage', `help takes one topic, but "${others.join(' ')}" was given`, {
    hint: 'ask for one at a time',
  });
}

function explained(topics: readonly string[]): string {
  if (topics.length === 1 && topics[0] === 'exit-codes') return 'exit-codes';
  const given = topics.length === 0 ? 'no topic was given' : `"${topics.join(' ')}" was given`;
  throw new Failure('usage', `explain tells of the exit codes, but ${given}`, {
    hint: 'kubectl s3csi-recreate explain exit-codes',
  });
}
