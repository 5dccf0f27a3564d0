import assert from 'node:assert/strict';
import { mark, styleFor, tint } from '../../../src/output/style.js';

const TERMINAL = { isTerminal: true, columns: 80 };
const FILE = { isTerminal: false, columns: 0 };
const UTF8 = { LANG: 'C.UTF-8' };

describe('style', () => {
  it('has colour only on a terminal that can show it, and where nobody asked for none', () => {
    assert.equal(styleFor(TERMINAL, {}).colour, true);
    assert.equal(styleFor(FILE, {}).colour, false);
    assert.equal(styleFor(TERMINAL, { TERM: 'dumb' }).colour, false);
    assert.equal(styleFor(TERMINAL, { NO_COLOR: '1' }).colour, false);
    assert.equal(styleFor(TERMINAL, { NO_COLOR: '' }).colour, false);
  });

  it('has colour or none where the user says so, whatever else is said', () => {
    const none = { TERM: 'dumb', NO_COLOR: '' };
    assert.equal(styleFor(FILE, none, 'always').colour, true);
    assert.equal(styleFor(TERMINAL, {}, 'never').colour, false);
    assert.equal(styleFor(FILE, {}, 'auto').colour, false);
  });

  it('breaks lines where a terminal ends, unless that is too narrow or not known', () => {
    assert.equal(styleFor(TERMINAL, {}).columns, 80);
    assert.equal(styleFor({ isTerminal: true, columns: 10 }, {}).columns, undefined);
    assert.equal(styleFor({ isTerminal: true, columns: 0 }, {}).columns, undefined);
    assert.equal(styleFor({ isTerminal: false, columns: 80 }, {}).columns, undefined);
  });

  it('is plain where TERM is dumb: words, whole lines, no Unicode', () => {
    const style = styleFor(TERMINAL, { ...UTF8, TERM: 'dumb' });
    assert.deepEqual([style.isPlain, style.unicode, style.columns], [true, false, undefined]);
    const levels = ['okay', 'warning', 'error'] as const;
    assert.deepEqual(
      levels.map((level) => mark(level, style)),
      ['ok:', 'warning:', 'error:'],
    );
  });

  it('has Unicode where the locale says so, the strongest setting first', () => {
    assert.equal(styleFor(TERMINAL, UTF8).unicode, true);
    assert.equal(styleFor(TERMINAL, { LANG: 'en_US.utf8' }).unicode, true);
    assert.equal(styleFor(TERMINAL, { LANG: 'C' }).unicode, false);
    assert.equal(styleFor(TERMINAL, {}).unicode, false);
    assert.equal(styleFor(TERMINAL, { ...UTF8, LC_ALL: 'C' }).unicode, false);
    assert.equal(styleFor(TERMINAL, { LANG: 'C', LC_CTYPE: 'C.UTF-8' }).unicode, true);
  });

  it('takes an empty setting for none, as every program does', () => {
    assert.equal(styleFor(TERMINAL, { ...UTF8, LC_ALL: '' }).unicode, true);
    assert.equal(styleFor(TERMINAL, { ...UTF8, LC_CTYPE: '' }).unicode, true);
  });

  it('colours, or leaves it', () => {
    assert.equal(tint('x', 'good', { colour: true, unicode: true }), '\u001b[32mx\u001b[39m');
    assert.equal(tint('x', 'strong', { colour: true, unicode: true }), '\u001b[1mx\u001b[22m');
    assert.equal(tint('x', 'bad', { colour: false, unicode: true }), 'x');
  });

  it('marks by sign, so that colour is never needed', () => {
    const levels = ['okay', 'warning', 'error'] as const;
    assert.deepEqual(
      levels.map((level) => mark(level, { colour: false, unicode: false })),
      ['ok', '!', 'x'],
    );
    assert.deepEqual(
      levels.map((level) => mark(level, { colour: false, unicode: true })),
      ['✔', '!', '✖'],
    );
  });
});
