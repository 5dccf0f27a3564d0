import assert from 'node:assert/strict';
import { golden } from '../support/golden.js';
import { RUN_PAGES } from './run-pages.js';

describe("a run's page for a browser", () => {
  for (const [name, text] of RUN_PAGES) {
    it(`is that of test/golden/${name} (npm run docs writes it)`, () => {
      assert.equal(text, golden(name));
    });

    it(`has no script and fetches nothing: ${name}`, () => {
      assert.doesNotMatch(
        text,
        /<script|<link|<img|<iframe|<object|<form|\son\w+=|@import|url\(|\ssrc=|https?:\/\/(?!10\.0\.0\.1)/i,
      );
      assert.match(text, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
      assert.deepEqual(text.match(/href="(?!#)[^"]*"/g), null);
    });

    it(`closes every element that it opens: ${name}`, () => {
      assert.deepEqual(unclosed(text), []);
    });
  }
});

/** Elements that are open at the end, or closed in another order. */
function unclosed(text: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = '', end] of text
    .replace(/<!.*?>/gs, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (end === '/') continue;
    if (slash === '') open.push(name);
    else assert.equal(open.pop(), name);
  }
  return open;
}
