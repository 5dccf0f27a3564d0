import { Failure } from '../model/errors.js';
import type { Request } from '../model/request.js';
import { continueRequest, runsRequest, showRequest } from './kept-run-requests.js';
import { readWords } from './read-words.js';
import { recreateRequest } from './recreate-request.js';

/** What the words of the command line ask for. @throws Failure usage, with the one thing that is wrong */
export async function parseRequest(argv: readonly string[]): Promise<Request> {
  const words = await readWords(argv);
  const [first, ...others] = words.positional;
  if (words.isOn('help') || (first === 'help' && others.length === 0)) return { verb: 'help' };
  if (words.isOn('version')) return { verb: 'version' };
  if (first === undefined) {
    throw new Failure('usage', 'no claim was named', {
      hint: 'kubectl s3csi-recreate PVC --set KEY=VALUE; see --help',
    });
  }
  if (first === 'resume' || first === 'rollback') return continueRequest(first, others, words);
  if (first === 'runs') return runsRequest(others, words);
  if (first === 'show') return showRequest(others, words);
  return recreateRequest(first, others, words);
}
