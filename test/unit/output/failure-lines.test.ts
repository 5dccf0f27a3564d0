import assert from 'node:assert/strict';
import { ApiError, Failure } from '../../../src/model/errors.js';
import { failureLines } from '../../../src/output/failure-lines.js';

describe('failure lines', () => {
  it('say what is wrong in one line, as kubectl does', () => {
    assert.equal(failureLines(new Failure('usage', 'no claim was named')), 'error: no claim was named\n');
  });

  it('then what to do about it, in as many lines as it takes', () => {
    const failure = new ApiError('Conflict', 409, 'it changed', { hint: 'look again\ngo on: kubectl x' });
    assert.equal(failureLines(failure), 'error: it changed\nlook again\ngo on: kubectl x\n');
  });

  it('cannot be forged by what a cluster says', () => {
    const failure = new Failure('api', 'no\nerror: yes\u001b[2J', { hint: '\u001b[31mred\nnext\r' });
    assert.equal(failureLines(failure), 'error: no error: yes\nred\nnext \n');
  });
});
