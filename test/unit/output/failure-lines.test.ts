import assert from 'node:assert/strict';
import { ApiError, Failure, type WayOut } from '../../../src/model/errors.js';
import { failureLines } from '../../../src/output/failure-lines.js';

describe('failure lines', () => {
  it('say what is wrong in one line, as kubectl does', () => {
    assert.equal(failureLines(new Failure('usage', 'no claim was named')), 'error: no claim was named\n');
  });

  it('then what to do about it, in as many lines as it takes', () => {
    const failure = new ApiError('Conflict', 409, 'it changed', { hint: 'look again\ngo on: kubectl x' });
    assert.equal(failureLines(failure), 'error: it changed\nlook again\ngo on: kubectl x\n');
  });

  it('then what leads out of a run', () => {
    const left = { run: 'run-1', folder: '/runs/run-1', resume: 'RESUME', rollback: 'ROLLBACK' };
    const lines = (wayOut: WayOut): string => failureLines(new Failure('timed-out', 'it took long', { wayOut }));
    assert.equal(
      lines({ ...left, state: 'stopped', stands: 'claim is gone' }),
      'error: it took long\nstands:   claim is gone\nsnapshot: /runs/run-1\ngo on:    RESUME\ngo back:  ROLLBACK\n',
    );
    assert.equal(lines({ ...left, state: 'unchanged' }), 'error: it took long\nnothing was changed\n');
    assert.equal(
      lines({ ...left, state: 'rolled back' }),
      'error: it took long\nrolled back: the snapshot stands again, verified\nsnapshot: /runs/run-1\n',
    );
    assert.equal(
      lines({ ...left, state: 'met' }),
      'error: it took long\nrun run-1 on this claim is unfinished\ngo on:    RESUME\ngo back:  ROLLBACK\n',
    );
  });

  it('cannot be forged by what a cluster says', () => {
    const failure = new Failure('api', 'no\nerror: yes\u001b[2J', { hint: '\u001b[31mred\nnext\r' });
    assert.equal(failureLines(failure), 'error: no error: yes\nred\nnext \n');
  });
});
