import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { localLocks } from '../../../src/journal/local-locks.js';
import { failureOfAsync } from '../plan/support/failures.js';
import { eachInFolder } from './support/folder.js';

const NAME = 'volume s3-pv of https://127.0.0.1:6443';

describe('locks among the processes of one machine', () => {
  const folder = eachInFolder();
  const locks = () => localLocks(folder.path());
  const take = (holder: string, takesOver = false) => locks().take(NAME, holder, takesOver);
  const files = () => readdirSync(folder.path('locks'));
  const onlyFile = () => join(folder.path('locks'), files()[0] ?? '');

  it('keep a second run off while the first one lives', async () => {
    const lock = await take('anna, run 1');
    const failure = await failureOfAsync(() => take('bert, run 2'));
    assert.equal(failure.code, 'conflict');
    assert.match(failure.message, new RegExp(`anna, run 1, process ${process.pid} on this machine`));
    await lock.release();
    assert.deepEqual(files(), []);
    await (await take('bert, run 2')).release();
  });

  it('are one for each name', async () => {
    const one = await take('anna, run 1');
    const other = await locks().take('volume other of https://127.0.0.1:6443', 'anna, run 2', false);
    await Promise.all([one.release(), other.release()]);
  });

  it('tell who had it and died', async () => {
    await take('anna, run 1');
    heldBy(await deadProcess());
    const lock = await take('bert, run 2');
    assert.equal(lock.deadHolder, 'anna, run 1');
    await lock.release();
    assert.deepEqual(files(), []);
  });

  it('of another machine say nothing: its process may live', async () => {
    await take('anna, run 1');
    rewrite((held) => ({ ...held, machine: `not ${hostname()}` }));
    const lock = await take('bert, run 2');
    assert.equal(lock.deadHolder, undefined);
  });

  it('can be taken over, and the former holder then gives nothing back', async () => {
    const former = await take('anna, run 1');
    const lock = await take('bert, run 2', true);
    await former.release();
    assert.equal(files().length, 1);
    await lock.release();
    assert.deepEqual(files(), []);
  });

  it('that are damaged hold nobody up', async () => {
    await take('anna, run 1');
    for (const text of ['', '{', '[]', '{"pid":"x"}']) {
      writeFileSync(onlyFile(), text);
      const lock = await take('bert, run 2');
      assert.equal(lock.deadHolder, undefined, text);
    }
  });

  it('go to one alone of many who want them at once', async () => {
    await take('anna, run 1');
    heldBy(await deadProcess());
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => take(`run ${index}`)));
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('are for their owner alone', async () => {
    await take('anna, run 1');
    assert.equal(statSync(onlyFile()).mode & 0o777, 0o600);
    assert.equal(statSync(folder.path('locks')).mode & 0o777, 0o700);
  });

  it('that cannot be kept are refused, with the place and the way out', async () => {
    writeFileSync(folder.path('locks'), 'a file');
    const failure = await failureOfAsync(() => take('anna, run 1'));
    assert.equal(failure.code, 'refused');
    assert.ok(failure.message.includes(folder.path()), failure.message);
    assert.match(failure.hint ?? '', /--state-dir/);
  });

  function rewrite(change: (held: object) => object): void {
    writeFileSync(onlyFile(), JSON.stringify(change(JSON.parse(readFileSync(onlyFile(), 'utf8')) as object)));
  }

  function heldBy(pid: number): void {
    rewrite((held) => ({ ...held, pid }));
  }
});

/** The id of a process that was there a moment ago. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  assert.ok(child.pid);
  return child.pid;
}
