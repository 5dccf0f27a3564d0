import assert from 'node:assert/strict';
import type { Failure } from '../../../src/model/errors.js';
import { LARGEST_MANIFEST, readManifests } from '../../../src/plan/read-manifests.js';
import { failureOf } from './support/failures.js';

const HEAD = 'apiVersion: v1\nkind: PersistentVolume\n';

function refusal(text: string): Failure {
  const failure = failureOf(() => readManifests(text, 'my.yaml'));
  assert.equal(failure.code, 'usage');
  assert.match(failure.message, /my\.yaml/);
  return failure;
}

describe('read manifests: what is refused, in one sentence that names the file', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /is empty/],
    ['blanks and newlines', ' \n\t\r\n ', /is empty/],
    ['a byte order mark alone', '\ufeff', /is empty/],
    ['tabs for indentation', 'metadata:\n\tname: x\n', /not valid YAML/],
    [
      'a key that stands there twice',
      `${HEAD}metadata: {name: a}\nspec:\n  a: 1\n  a: 2\n`,
      /unique.*line 6|duplicate/i,
    ],
    [
      'a key that stands there twice in JSON',
      '{"apiVersion":"v1","kind":"A","kind":"B","metadata":{"name":"x"}}',
      /unique|duplicate/i,
    ],
    ['an unclosed bracket', `${HEAD}metadata: {name: x\n`, /not valid YAML/],
    ['an alias to nothing', `${HEAD}metadata: {name: x}\nspec: *none\n`, /none/],
    ['a text', 'hello\n', /not a Kubernetes object but "hello"/],
    ['a number', '42\n', /not a Kubernetes object but 42/],
    ['a list', '- a\n', /not a Kubernetes object/],
    ['a later document that is no object', `${HEAD}metadata: {name: x}\n---\nhello\n`, /document 2/],
    ['an empty map', '{}\n', /no apiVersion/],
    ['no apiVersion', 'kind: A\nmetadata: {name: x}\n', /no apiVersion/],
    ['no kind', 'apiVersion: v1\nmetadata: {name: x}\n', /no kind/],
    ['a kind that is a number', 'apiVersion: v1\nkind: 5\nmetadata: {name: x}\n', /no kind|kind/],
    ['no metadata', HEAD, /no metadata\.name/],
    ['no name', `${HEAD}metadata: {labels: {}}\n`, /no metadata\.name/],
    ['an empty name', `${HEAD}metadata: {name: ""}\n`, /metadata\.name/],
    ['metadata that is a text', `${HEAD}metadata: x\n`, /metadata\.name/],
    [
      'an item of a List that is no object',
      'apiVersion: v1\nkind: List\nitems: [null]\n',
      /not a Kubernetes object but null/,
    ],
    [
      'a label that is a number',
      `${HEAD}metadata: {name: x, labels: {tier: 1}}\n`,
      /metadata\.labels\.tier is 1, not text/,
    ],
    ['an annotation that is a truth', `${HEAD}metadata: {name: x, annotations: {on: yes}}\n`, /is true, not text/],
    [
      'annotations that are a list',
      `${HEAD}metadata: {name: x, annotations: [a]}\n`,
      /metadata\.annotations is not a map/,
    ],
    ['what JSON cannot say: infinity', `${HEAD}metadata: {name: x}\nspec: {a: .inf}\n`, /./],
    ['what JSON cannot say: not a number', `${HEAD}metadata: {name: x}\nspec: {a: .nan}\n`, /./],
  ];

  for (const [what, text, message] of cases) {
    it(what, () => {
      assert.match(refusal(text).message, message);
    });
  }

  it('says what to do about tabs', () => {
    assert.match(refusal('metadata:\n\tname: x\n').hint ?? '', /spaces, not tabs/);
  });

  it('a text that is too large, before it is parsed', () => {
    assert.match(refusal('x'.repeat(LARGEST_MANIFEST + 1)).message, new RegExp(String(LARGEST_MANIFEST + 1)));
  });

  it('a text of one page is not shown back as a whole', () => {
    assert.ok(refusal(`${'many words '.repeat(5000)}\n`).message.length < 1000);
  });
});

describe('read manifests: what would never end', function () {
  // Reading the largest of them takes seconds where the machine is busy; what never ends takes longer than any limit.
  this.timeout(120_000);

  it('aliases that multiply', () => {
    const lines = Array.from({ length: 25 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}x]`,
    );
    refusal(`${HEAD}metadata: {name: x}\n${lines.join('\n')}\n`);
  });

  it('an alias that contains itself', () => {
    refusal(`${HEAD}metadata: &m\n  name: x\n  self: *m\n`);
    refusal(`${HEAD}metadata: {name: x}\nspec: &s [*s]\n`);
  });

  it('brackets in brackets', () => {
    refusal('['.repeat(20_000));
    refusal(`${HEAD}metadata: {name: x}\nspec: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`);
  });
});
