import assert from 'node:assert/strict';
import { parseRequest } from '../../../src/cli/parse-request.js';
import { assertWrong, recreation, wrong } from './support/words.js';

describe('request: help', () => {
  it('help, by flag or word, whatever else is there', async () => {
    for (const argv of [['--help'], ['-h'], ['help'], ['s3-pvc', '--help'], ['-yqh'], ['-hy']]) {
      assert.deepEqual(await parseRequest(argv), { verb: 'help' }, argv.join(' '));
    }
  });

  it('help, also over what is wrong beside it', async () => {
    for (const argv of [
      ['--xyzzy', '--help'],
      ['a', 'b', '-h'],
      ['--set', 'x', '--help'],
      ['-h', '--dry-run=what'],
    ]) {
      assert.deepEqual(await parseRequest(argv), { verb: 'help' }, argv.join(' '));
    }
  });

  it('no help, where the word is a value, comes after -- or is taken back', async () => {
    assert.deepEqual((await recreation('s3-pvc', '--mount-option', '--help')).addMountOptions, ['--help']);
    assert.equal((await recreation('s3-pvc', '--help=false')).claimName, 's3-pvc');
    await assertWrong(/one claim at a time/, 's3-pvc', '--', '--help');
  });

  it('help on a topic', async () => {
    for (const argv of [
      ['help', 'resume'],
      ['resume', '--help'],
      ['-h', 'resume', 'a', 'b'],
    ]) {
      assert.deepEqual(await parseRequest(argv), { verb: 'help', topic: 'resume' }, argv.join(' '));
    }
    assert.deepEqual(await parseRequest(['explain', 'exit-codes']), { verb: 'help', topic: 'exit-codes' });
    assert.equal((await wrong('help', 'atributes')).hint, 'did you mean attributes?');
    assert.match((await wrong('help', 'xyzzy')).hint ?? '', /there is help on attributes, exit-codes, resume/);
    await assertWrong(/help takes one topic/, 'help', 'resume', 'show');
    await assertWrong(/no topic was given/, 'explain');
    await assertWrong(/"something" was given/, 'explain', 'something');
  });

  it('a mistyped verb is told its right name', async () => {
    assert.equal((await wrong('resum', 'run-1')).hint, 'did you mean resume?');
    assert.equal((await wrong('Rollbak', 'run-1')).hint, 'did you mean rollback?');
    assert.equal((await wrong('a', 'b')).hint, 'run the command once for each claim');
  });
});
