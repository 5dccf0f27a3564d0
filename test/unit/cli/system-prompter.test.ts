import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { inquirerPrompter } from '../../../src/cli/system-prompter.js';
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

  for (const [name, key] of [
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ] as const) {
    it(`is declined by ${name}`, async () => {
      for (const question of ['confirm', 'choose'] as const) {
        const { prompter, press } = terminal();
        press(key);
        const failure = await failureOfAsync(() =>
          question === 'confirm' ? prompter.confirm('Go on?', signal) : prompter.choose('Which run?', CHOICES, signal),
        );
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
