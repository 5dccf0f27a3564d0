import assert from 'node:assert/strict';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { stateFolder } from '../../../src/journal/state-folder.js';
import { failureOf } from '../plan/support/failures.js';

const HOME_STATE = join(homedir(), '.local', 'state', 'kubectl-s3csi-recreate');

describe('the folder of the runs', () => {
  before(function () {
    if (platform() === 'win32') this.skip();
  });

  it('is below XDG_STATE_HOME', () => {
    assert.equal(stateFolder({ XDG_STATE_HOME: '/srv/state' }), '/srv/state/kubectl-s3csi-recreate');
  });

  it('is below the home where that is not set, empty, or no absolute path', () => {
    for (const value of [undefined, '', 'state', './state']) {
      assert.equal(stateFolder({ XDG_STATE_HOME: value }), HOME_STATE);
    }
  });

  it('has to be named by a user who has no home', () => {
    const homeless = (): string => {
      throw new Error('uv_os_homedir returned ENOENT (no such file or directory)');
    };
    const failure = failureOf(() => stateFolder({}, homeless));
    assert.equal(failure.code, 'usage');
    assert.equal(failure.hint, 'name one with --state-dir DIR');
    assert.equal(stateFolder({ XDG_STATE_HOME: '/srv/state' }, homeless), '/srv/state/kubectl-s3csi-recreate');
  });
});
