import assert from 'node:assert/strict';
import { assertWrong, recreation } from './support/words.js';

describe('request: how much is told', () => {
  it('is a level, as for kubectl: requests from 6 on, however it is written', async () => {
    const tells = async (...words: readonly string[]) => (await recreation('s3-pvc', ...words)).tellsRequests;
    for (const words of [['-v=6'], ['-v', '6'], ['-v9'], ['--v=10']])
      assert.equal(await tells(...words), true, words.join(' '));
    for (const words of [[], ['-v=0'], ['--v', '5']]) assert.equal(await tells(...words), false, words.join(' '));
    await assertWrong(/-v "much" is not a level/, 's3-pvc', '-v=much');
    await assertWrong(/flag needs a value: --v/, 's3-pvc', '-v');
  });

  it('an extra field of a user has a key', async () => {
    await assertWrong(/--as-user-extra "=x" is not KEY=VALUE/, 's3-pvc', '--as-user-extra', '=x');
    await recreation('s3-pvc', '--as-user-extra', 'reason=', '--cache-dir', '/anywhere');
  });
});
