import assert from 'node:assert/strict';
import { skimList as skim } from '../../../../src/cluster/objects/skim-list.js';

const HEAD = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '9', continue: 'more' } };
const ITEMS = [{ metadata: { name: 'web' }, spec: { volumes: [{ persistentVolumeClaim: { claimName: 's3-pvc' } }] } }];
const PAGE = JSON.stringify({ ...HEAD, items: ITEMS });

const skimList = (text: string, words: readonly string[] | undefined) => skim(Buffer.from(text), words);

describe('skimming a list', () => {
  it('reads all of a page that has one of the words, and of one without only the head', () => {
    assert.deepEqual(skimList(PAGE, ['"other"', '"s3-pvc"']), { ...HEAD, items: ITEMS });
    assert.deepEqual(skimList(PAGE, ['"other"']), { ...HEAD, items: [] });
  });

  it('reads all where no words are given', () => {
    assert.deepEqual(skimList(PAGE, undefined), { ...HEAD, items: ITEMS });
  });

  it('reads all where the head is not before the items: the next page would be missed', () => {
    const odd = JSON.stringify({ kind: 'PodList', items: ITEMS, metadata: HEAD.metadata });

    assert.deepEqual(skimList(odd, ['"other"']), { kind: 'PodList', items: ITEMS, metadata: HEAD.metadata });
  });

  it('takes a text without items for what it is', () => {
    assert.deepEqual(skimList('{"kind":"Status"}', ['"other"']), { kind: 'Status' });
    assert.throws(() => skimList('<html>', ['"other"']), SyntaxError);
  });
});
