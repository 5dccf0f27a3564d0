import assert from 'node:assert/strict';
import { assertWrong, continuation } from './support/words.js';

describe('request: going on with a run', () => {
  it('names the verb, the run, and where to find it', async () => {
    for (const verb of ['resume', 'rollback'] as const) {
      const request = await continuation(
        verb,
        '20260105-090000-s3-pvc-8000',
        '--yes',
        '--state-dir=/x',
        '--timeout=90s',
      );
      assert.deepEqual([request.verb, request.run, request.yes], [verb, '20260105-090000-s3-pvc-8000', true]);
      assert.deepEqual([request.stateDir, request.timeoutMs], ['/x', 90_000]);
    }
  });

  it('needs no more than one run', async () => {
    await assertWrong(/rollback takes one run, but "a b" was given/, 'rollback', 'a', 'b');
    await assertWrong(/show takes one run, but none was given/, 'show');
    await assertWrong(/runs lists all runs, but "a" was given/, 'runs', 'a');
  });

  it('means the unfinished one without a name', async () => {
    for (const verb of ['resume', 'rollback'] as const) {
      const request = await continuation(verb, '--yes');
      assert.deepEqual([request.verb, request.run], [verb, undefined]);
    }
  });

  it('stops or goes back after a failure, as asked; going back itself can only stop', async () => {
    assert.equal((await continuation('resume', '--on-failure=rollback')).onFailure, 'rollback');
    assert.equal((await continuation('resume', '--on-failure', 'stop')).onFailure, 'stop');
    await assertWrong(/--on-failure="never" is not offered/, 'resume', '--on-failure=never');
    await assertWrong(/--on-failure does not go with rollback/, 'rollback', '--on-failure=stop');
  });

  it('takes no path for a run', async () => {
    for (const run of ['../x', 'a/b', '/etc', '.', '..', '.x', 'a b', '', 'a\\b', '~']) {
      await assertWrong(/is not the name of a run/, 'resume', run);
    }
  });

  it('takes no edits: a run keeps the target that was approved', async () => {
    const edits = [
      '--set=a=b',
      '--unset=a',
      '--mount-option=a',
      '--remove-mount-option=a',
      '-f=x',
      '-k=x',
      '--unchanged',
    ];
    for (const edit of edits) {
      await assertWrong(/does not go with rollback/, 'rollback', 'run-1', edit);
    }
  });

  it('never changes anything when --dry-run is asked for', async () => {
    for (const verb of ['resume', 'rollback']) {
      assert.equal((await continuation(verb, 'run-1', '--yes')).dryRun, undefined);
      assert.equal((await continuation(verb, 'run-1', '--dry-run=client', '--yes')).dryRun, 'client');
      assert.equal((await continuation(verb, 'run-1', '--dry-run=server', '--yes')).dryRun, 'server');
    }
  });

  it('takes no flags that only the plan of a new run could heed', async () => {
    await assertWrong(/does not go with resume/, 'resume', 'run-1', '--allow-unknown-attribute');
  });

  it('takes what lets through what came since; a look at a run has no use for that', async () => {
    const flags = ['--allow-job-restart', '--allow-managed', '--allow-disruption', '--recreate-bare-pods'];
    for (const verb of ['resume', 'rollback'] as const) {
      const request = await continuation(verb, 'run-1', ...flags);
      assert.ok(request.allowJobRestart && request.allowManaged && request.allowDisruption && request.recreateBarePods);
      const without = await continuation(verb, 'run-1');
      assert.deepEqual([without.allowDisruption, without.restart], [false, 'eviction']);
      assert.equal((await continuation(verb, 'run-1', '--restart=none')).restart, 'none');
    }
    for (const flag of flags) await assertWrong(/does not go with show/, 'show', 'run-1', flag);
  });
});
