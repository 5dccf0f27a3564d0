import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { plainPrompter } from '../../../src/cli/system-plain-prompter.js';
import type { Prompter } from '../../../src/model/terminal.js';
import { failureOfAsync } from '../plan/support/failures.js';

const CHOICES = [
  { value: 'run-1', name: 'the first' },
  { value: 'run-2', name: 'the second', hint: 'it is newer' },
];

/** A terminal that only knows lines; each question is answered with the next one. */
function terminal(...lines: readonly string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const rest = [...lines];
  let text = '';
  output.on('data', (part: Buffer) => {
    text += part.toString();
    if (!/: $|\? $/.test(part.toString())) return;
    const line = rest.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\n`);
  });
  const prompter = plainPrompter(input as unknown as ReadStream, output as unknown as WriteStream);
  return { prompter, text: () => text, left: () => rest };
}

describe('a question line by line', () => {
  const { signal } = new AbortController();

  it('is answered by yes or no, and asked again where it is neither', async () => {
    const answers = [
      [['yes'], true],
      [['y'], true],
      [['n'], false],
      [[''], false],
      [['perhaps', 'YES'], true],
    ] as const;
    for (const [lines, answer] of answers) {
      const { prompter, left } = terminal(...lines);
      assert.equal(await prompter.confirm('Go on?', signal), answer);
      assert.deepEqual(left(), []);
    }
  });

  it('lists what can be chosen by number', async () => {
    const { prompter, text } = terminal('two', '3', '2');
    assert.equal(await prompter.choose('Which run?', CHOICES, signal), 'run-2');
    assert.match(text(), /^Which run\?\n1: the first\n2: the second\. it is newer\nType a number from 1 to 2: /);
    assert.match(text(), /"two" is not one of the numbers\.\n[\s\S]*"3" is not one of the numbers\.\n/);
  });

  it('lets several be picked, or none', async () => {
    assert.deepEqual(await terminal('1, 2').prompter.pick('Which?', CHOICES, signal), ['run-1', 'run-2']);
    assert.deepEqual(await terminal('0', '2').prompter.pick('Which?', CHOICES, signal), ['run-2']);
    assert.deepEqual(await terminal('').prompter.pick('Which?', CHOICES, signal), []);
  });

  it('takes a text until nothing is wrong with it', async () => {
    const { prompter, text } = terminal('bad', 'good');
    const faultIn = (typed: string): string | undefined => (typed === 'good' ? undefined : `"${typed}" is not good`);
    assert.equal(await prompter.input('What?', faultIn, signal), 'good');
    assert.match(text(), /"bad" is not good\n/);
  });

  it('is declined by the end of the input', async () => {
    const questions: readonly ((prompter: Prompter) => Promise<unknown>)[] = [
      (prompter) => prompter.confirm('Go on?', signal),
      (prompter) => prompter.choose('Which?', CHOICES, signal),
      (prompter) => prompter.pick('Which?', CHOICES, signal),
      (prompter) => prompter.input('What?', () => undefined, signal),
    ];
    for (const question of questions) {
      const { prompter } = terminal();
      assert.equal((await failureOfAsync(() => question(prompter))).code, 'declined');
    }
  });

  it('is taken back when the program is asked to stop', async () => {
    const stop = new AbortController();
    const { prompter } = terminal('unheard');
    stop.abort();
    assert.equal(await prompter.confirm('Go on?', stop.signal), false);
  });
});
