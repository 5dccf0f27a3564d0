import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { golden } from '../support/golden.js';
import { PLAN_PAGES } from './plan-pages.js';

function page(name: string): string {
  return PLAN_PAGES.get(`plan-${name}.txt`) ?? '';
}

describe('the plan', () => {
  for (const [name, text] of PLAN_PAGES) {
    it(`is that of test/golden/${name} (npm run docs writes it)`, () => {
      assert.equal(text, golden(name));
    });
  }

  it('says the same words on every terminal', () => {
    const words = (name: string): readonly string[] =>
      stripVTControlCharacters(page(name))
        .replace(/^ *(?:✔|!|✖|ok:?|x|warning:|error:) /gm, '')
        .replace(/^(Claim|Volume|Driver|Cluster|Plan|Snapshot):/gm, '$1')
        .split(/\s+/);
    for (const name of ['narrow', 'no-colour', 'ascii', 'dumb']) assert.deepEqual(words(name), words('wide'), name);
  });

  it('fits a narrow terminal, but for words that are too long and for the diff', () => {
    const [before = '', after = ''] = page('narrow').split(/^Changes$[\s\S]*?\n\n/m);
    const long = `${before}\n${after}`.split('\n').filter((line) => line.length > 40);
    assert.deepEqual(
      long.map((line) => line.trim().split(/ +/)[0]),
      ['Plan', 'volume'],
      'a digest, and the path of a field',
    );
  });

  it('has colour only where it is meant to, and signs that need no Unicode where there is none', () => {
    // eslint-disable-next-line no-control-regex -- looking for them is what this test is for
    const isColoured = (name: string): boolean => /\u001b/.test(page(name));
    assert.deepEqual(['wide', 'narrow', 'no-colour', 'ascii', 'dumb'].filter(isColoured), ['wide']);
    for (const name of ['ascii', 'dumb']) assert.match(page(name), /^[\n -~]*$/, name);
    assert.match(page('ascii'), /^ {2}ok the new.*\n {2}! Pod bare.*\n {2}x Pod web-1/m);
    assert.match(page('dumb'), /^ {2}ok: the new.*\n {2}warning: Pod bare.*\n {2}error: Pod web-1/m);
  });
});
