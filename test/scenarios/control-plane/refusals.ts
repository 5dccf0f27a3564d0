import assert from 'node:assert/strict';
import type { PluginResult } from '../stage.js';
import { assertNothingWritten, factsOf, type CallOptions, type Facts, type Place } from './place.js';

/** A command line that must be refused, or, with code 0, must not. */
export interface Call extends CallOptions {
  readonly name: string;
  readonly args: readonly string[];
  /** Written to the folder where it is called. */
  readonly files?: Readonly<Record<string, string>>;
  readonly code: number;
  /** Said in the sentence after "error:", or, with code 0, anywhere: the wrong value among it. */
  readonly says: readonly (string | RegExp)[];
  /** Said in the lines that follow: the way out. */
  readonly cure?: RegExp;
  /** The plan is shown before the error. */
  readonly showsPlan?: boolean;
}

/** Two cores are what there is, and each call waits a little. */
const AT_ONCE = 3;

/** Who waits longer for a refusal takes it for hanging; it is killed then, with exit code 137. Retries take about 6 s. */
const LONGEST_CALL_MS = 30_000;

/** For a describe: makes all calls, then tells of each, and that none of them wrote anything. */
export function itAnswers(place: () => Place, calls: () => readonly Call[]): void {
  const answers = new Map<string, PluginResult>();
  let facts: Facts;

  before('calls', async function () {
    this.timeout(120_000);
    facts = await factsOf(place());
    const queue = calls().map((call, index) => ({ call, folder: `call-${index}` }));
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        answers.set(next.call.name, await answer(place(), next.call, next.folder));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  for (const call of calls()) {
    it(call.name, () => {
      const result = answers.get(call.name);
      assert.ok(result);
      if (call.code === 0) assertFine(result, call);
      else assertRefused(result, call);
    });
  }

  it('and none of it wrote anything', () => assertNothingWritten(place(), facts));
}

async function answer(place: Place, { args, files = {}, ...options }: Call, folder: string): Promise<PluginResult> {
  await place.write(`${folder}/.keep`, '');
  for (const [path, text] of Object.entries(files)) await place.write(`${folder}/${path}`, text);
  const { child, ended } = place.start(args, { folder, ...options });
  const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_CALL_MS);
  return ended.finally(() => {
    clearTimeout(limit);
  });
}

function assertFine({ code, stdout, stderr }: PluginResult, { says }: Call): void {
  assert.equal(code, 0, stderr);
  for (const words of says) assert.match(`${stdout}${stderr}`, pattern(words));
}

/** In characters; a list of missing rights is the longest that there is to say. */
const LONGEST_SENTENCE = 800;

/** What is ours to say, and what would only come from inside a program: stack traces, names of classes, log lines, sentences glued together. */
const INSIDES = /^\s+at |defect of|\w*Error: |undefined|\[object |\.go:\d|command failed|[.;];/m;

/** One sentence with the wrong value, then the way out, and nothing else. */
export function assertRefused(result: PluginResult, call: Pick<Call, 'code' | 'says' | 'cure' | 'showsPlan'>): void {
  const { code, stdout, stderr } = result;
  assert.equal(code, call.code, `exit code ${code}\n${stdout}\n${stderr}`);
  assert.equal(stdout, '', 'standard output is for results');
  const at = stderr.search(/^error: /m);
  assert.ok(call.showsPlan === true ? at > 0 : at === 0, `begins otherwise:\n${stderr}`);
  const [sentence = '', ...cure] = stderr.slice(at).trimEnd().split('\n');
  for (const words of call.says) assert.match(sentence, pattern(words));
  assert.ok(sentence.length < LONGEST_SENTENCE, `a sentence of ${sentence.length} characters`);
  assert.match(cure.join('\n'), call.cure ?? /\S/, `no way out is named:\n${stderr}`);
  assert.doesNotMatch(stderr, INSIDES, 'as written for users');
}

function pattern(words: string | RegExp): RegExp {
  return typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words;
}
