import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeLines, safeText } from '../../../src/output/safe-text.js';

describe('safe text', () => {
  const harmful: Readonly<Record<string, readonly [string, string]>> = {
    'a colour': ['\u001b[31mred\u001b[0m', 'red'],
    'a cleared screen': ['a\u001b[2J\u001b[Hb', 'ab'],
    'a title': ['a\u001b]0;owned\u0007b', 'ab'],
    'a link': ['\u001b]8;;http://evil\u0007here\u001b]8;;\u0007', 'here'],
    'a sequence of one character': ['a\u009b31mb', 'ab'],
    'a line break': ['a\nb', 'a b'],
    'a carriage return, which would overwrite the line': ['good\rbad', 'good bad'],
    'a backspace': ['ab\b\bcd', 'ab cd'],
    'a bell, a null, a delete': ['a\u0007b\u0000c\u007fd', 'a b c d'],
    'a tab': ['a\tb', 'a b'],
    'a word turned around': ['\u202eevil\u202c', ' evil '],
    'an isolated word': ['a\u2066b\u2069c', 'a b c'],
    'a mark of direction': ['a\u200fb\u200ec\u061cd', 'a b c d'],
    'a line separator': ['a\u2028b\u2029c', 'a b c'],
  };

  for (const [what, [text, harmless]] of Object.entries(harmful)) {
    it(`takes ${what} out`, () => {
      assert.equal(safeText(text), harmless);
    });
  }

  it('leaves what people write alone', () => {
    for (const text of [
      '',
      'plain',
      'é ü ß 漢字 😀',
      '👩\u200d👩\u200d👧',
      'می\u200cخواهم',
      'a  b',
      '[31m',
      '100 %',
      'עברית',
      '--- a/b',
    ])
      assert.equal(safeText(text), text);
  });

  it('lets nothing through that could steer a terminal', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b', '\u001b[', '\u001b]', '\u009d', '\u0090', ';', '31m', '\u0007', '\u001b\\', '\r', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        assert.doesNotMatch(safeText(pieces.join('')), /[\p{Cc}\p{Bidi_Control}]/u);
      }),
    );
  });

  it('keeps the lines of a text that has several, and only those', () => {
    assert.equal(safeLines('a\u001b[31m\nb\r\n\nc\td'), 'a\nb \n\nc d');
  });
});
