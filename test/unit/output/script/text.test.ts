import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { jsonText, yamlText } from '../../../../src/output/script/text.js';

/** What could steer a terminal, or hide what a text says. */
const HARD = [
  'a\u001b[2Jb',
  'bell\u0007 nul\u0000 return\r',
  'C1 \u009b2J \u0085',
  'bidi \u202eevil\u2066',
  'lines\u2028and\u2029paragraphs',
  'astral \u{e0001} 😀',
  'a diff\n- x\u001b[1m\n+ y\n',
  'half a pair \ud800',
];
// eslint-disable-next-line no-control-regex -- looking for them is what this test is for
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\u2028\u2029]|\u{e0001}/u;

describe('documents for scripts', () => {
  it('keep control characters whole, and escape them', () => {
    for (const text of HARD) {
      for (const written of [jsonText({ text }, 0), jsonText({ text }, 2), jsonText({ [text]: 1 }, 0)]) {
        assert.doesNotMatch(written, UNSAFE);
        assert.ok(
          [Object.keys, Object.values].some((of) => of(JSON.parse(written) as object).includes(text)),
          text,
        );
      }
      for (const written of [yamlText({ text }), yamlText({ [text]: 1 })]) {
        assert.doesNotMatch(written, UNSAFE);
        const back: unknown = parse(written, { version: '1.1' });
        assert.ok(
          [Object.keys, Object.values].some((of) => of(back as object).includes(text)),
          written,
        );
      }
    }
  });

  it('leave what needs no escaping as it is', () => {
    assert.equal(jsonText({ a: 'é 😀 👩\u200d💻', b: undefined }, 0), '{"a":"é 😀 👩\u200d💻"}\n');
    assert.equal(yamlText({ diff: '- a\n+ b\n', none: undefined }), 'diff: |\n  - a\n  + b\n');
  });

  it('are read by kubectl as text where they are text', () => {
    assert.equal(yamlText({ a: 'yes', b: '1e3', c: '2026-01-05' }), 'a: "yes"\nb: "1e3"\nc: "2026-01-05"\n');
  });

  it('are one line where each line is a document', () => {
    assert.equal(jsonText({ a: 'x\ny', b: [1, { c: 2 }] }, 0), '{"a":"x\\ny","b":[1,{"c":2}]}\n');
  });
});
