import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { wrapped } from '../../../src/output/wrap.js';

describe('a long line', () => {
  it('is broken between words, and what follows is set in', () => {
    assert.deepEqual(wrapped('  one two three four', 12), ['  one two', '      three', '      four']);
    assert.deepEqual(wrapped('short', 12), ['short']);
    assert.deepEqual(wrapped('as long as it likes to be', undefined), ['as long as it likes to be']);
  });

  it('keeps a word whole that is too long by itself', () => {
    assert.deepEqual(wrapped('see /a/very/long/path/indeed now', 10), ['see /a/very/long/path/indeed', '    now']);
  });

  it('is as long as it looks: colours do not count', () => {
    const line = '\u001b[31m✖\u001b[39m one two';
    assert.deepEqual(wrapped(line, 9), [line]);
  });

  it('loses nothing and fits, but for words that cannot', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (given, columns) => {
        const lines = wrapped(given.join(' '), columns);
        assert.deepEqual(lines.join(' ').split(/ +/), given);
        assert.ok(lines.every((line) => stripVTControlCharacters(line).length <= columns));
      }),
    );
  });
});
