import assert from 'node:assert/strict';
import { mark, styleFor, tint } from '../../../src/output/style.js';

const UTF8 = { LANG: 'C.UTF-8' };

describe('style', () => {
  it('has colour only on a terminal that can show it, and where nobody asked for none', () => {
    assert.equal(styleFor(true, {}).colour, true);
    assert.equal(styleFor(false, {}).colour, false);
    assert.equal(styleFor(true, { TERM: 'dumb' }).colour, false);
    assert.equal(styleFor(true, { NO_COLOR: '1' }).colour, false);
    assert.equal(styleFor(true, { NO_COLOR: '' }).colour, false);
  });

  it('has Unicode where the locale says so, the strongest setting first', () => {
    assert.equal(styleFor(true, UTF8).unicode, true);
    assert.equal(styleFor(true, { LANG: 'en_US.utf8' }).unicode, true);
    assert.equal(styleFor(true, { LANG: 'C' }).unicode, false);
    assert.equal(styleFor(true, {}).unicode, false);
    assert.equal(styleFor(true, { ...UTF8, LC_ALL: 'C' }).unicode, false);
    assert.equal(styleFor(true, { LANG: 'C', LC_CTYPE: 'C.UTF-8' }).unicode, true);
  });

  it('takes an empty setting for none, as every program does', () => {
    assert.equal(styleFor(true, { ...UTF8, LC_ALL: '' }).unicode, true);
    assert.equal(styleFor(true, { ...UTF8, LC_CTYPE: '' }).unicode, true);
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
