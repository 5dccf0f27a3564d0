import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { inquirerPrompter } from '../../../src/cli/system-prompter.js';
import type { Prompter } from '../../../src/model/terminal.js';
import { failureOfAsync } from '../plan/support/failures.js';

const CHOICES = [
  { value: 'run-1', name: 'the first' },
  { value: 'run-2', name: 'the second' },
];
const [RETURN, DOWN, CTRL_C, CTRL_D] = ['\r', '\u001b[B', '\u0003', '\u0004'];

/** A terminal as far as a prompt can tell: keys come in, what is drawn goes nowhere. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, isRaw: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  const prompter = inquirerPrompter(input as unknown as ReadStream, output as unknown as WriteStream);
  return {
    prompter,
    /** Waits until that was drawn. */
    shows: (words: RegExp) =>
      new Promise<void>((resolve) => {
        output.on('data', (text: Buffer) => {
          if (words.test(stripVTControlCharacters(text.toString()))) resolve();
        });
      }),
    type: (keys: string) => input.write(keys),
    /** Keys, pressed once the question stands there. */
    press: (keys: string) => output.once('data', () => setImmediate(() => input.write(keys))),
  };
}

describe('a question on a terminal', () => {
  const signal = new AbortController().signal;

  it('is answered by yes, by no, and by Return with no', async () => {
    for (const [keys, answer] of [
      ['y\r', true],
      ['n\r', false],
      [RETURN, false],
    ] as const) {
      const { prompter, press } = terminal();
      press(keys);
      assert.equal(await prompter.confirm('Go on?', signal), answer);
    }
  });

  it('lets one of several be chosen', async () => {
    const { prompter, press } = terminal();
    press(`${DOWN}${RETURN}`);
    assert.equal(await prompter.choose('Which run?', CHOICES, signal), 'run-2');
  });

  it('lets several be picked', async () => {
    const { prompter, press } = terminal();
    press(` ${DOWN} ${RETURN}`);
    assert.deepEqual(await prompter.pick('Which runs?', CHOICES, signal), ['run-1', 'run-2']);
  });

  it('takes a text, and asks again while something is wrong with it', async () => {
    const { prompter, press, type, shows } = terminal();
    const faultIn = (text: string): string | undefined => (text === 'good' ? undefined : `"${text}" is not good`);
    press(`bad${RETURN}`);
    const answer = prompter.input('What?', faultIn, signal);
    await shows(/"bad" is not good/);
    type(`\u007f\u007f\u007fgood${RETURN}`);
    assert.equal(await answer, 'good');
  });

  for (const [name, key] of [
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ] as const) {
    it(`is declined by ${name}`, async () => {
      const questions: readonly ((prompter: Prompter) => Promise<unknown>)[] = [
        (prompter) => prompter.confirm('Go on?', signal),
        (prompter) => prompter.choose('Which run?', CHOICES, signal),
        (prompter) => prompter.pick('Which runs?', CHOICES, signal),
        (prompter) => prompter.input('What?', () => undefined, signal),
      ];
      for (const question of questions) {
        const { prompter, press } = terminal();
        press(key);
        const failure = await failureOfAsync(() => question(prompter));
        assert.equal(failure.code, 'declined');
      }
    });
  }

  it('is taken back when the program is asked to stop', async () => {
    const [{ prompter }, stop] = [terminal(), new AbortController()];
    const answer = prompter.confirm('Go on?', stop.signal);
    stop.abort();
    assert.equal(await answer, false);
  });
});
