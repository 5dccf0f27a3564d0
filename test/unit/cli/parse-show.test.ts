import assert from 'node:assert/strict';
import { parseRequest } from '../../../src/cli/parse-request.js';
import type { Request } from '../../../src/model/request.js';
import { assertWrong } from './support/words.js';

describe('request: showing a run', () => {
  it('writes a page of a run that is shown, and of nothing else', async () => {
    assert.deepEqual(pageOf(await parseRequest(['show', 'run-1', '--html', 'run.html'])), 'run.html');
    assert.deepEqual(pageOf(await parseRequest(['show', 'run-1', '--html=-'])), '-');
    assert.deepEqual(pageOf(await parseRequest(['show', 'run-1', '--html=a', '-ojson'])), 'a');
    await assertWrong(/both write to standard output/, 'show', 'run-1', '--html', '-', '-o', 'json');
    for (const verb of ['runs', 'resume', 'rollback']) {
      await assertWrong(new RegExp(`--html does not go with ${verb}$`), verb, '--html=a');
    }
    await assertWrong(/--html does not go with a new run$/, 's3-pvc', '--set', 'a=b', '--html=a');
    await assertWrong(/flag needs a value: --html/, 'show', 'run-1', '--html');
  });
});

function pageOf(request: Request): string | undefined {
  return request.verb === 'show' ? request.html : undefined;
}
