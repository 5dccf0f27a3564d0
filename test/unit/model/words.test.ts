import assert from 'node:assert/strict';
import { inShort, listed, shellWord } from '../../../src/model/words.js';

describe('words', () => {
  it('lists a few names and counts the rest', () => {
    assert.equal(listed([]), '');
    assert.equal(listed(['a']), 'a');
    assert.equal(listed(['a', 'b']), 'a and b');
    assert.equal(listed(['a', 'b', 'c', 'd']), 'a, b, c and d');
    assert.equal(listed(['a', 'b', 'c', 'd', 'e']), 'a, b, c and 2 more');
  });

  it('shortens a text to one line', () => {
    assert.equal(inShort(' a\n\tb  c '), 'a b c');
    assert.equal(inShort('abcdef', 3), 'abc …');
    assert.equal(inShort('abc', 3), 'abc');
  });

  it('quotes what a shell would take apart', () => {
    assert.equal(shellWord('arn:aws:s3:::b'), 'arn:aws:s3:::b');
    assert.equal(shellWord("a'; rm"), `'a'\\''; rm'`);
    assert.equal(shellWord(''), `''`);
  });
});
