import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../cluster/project-root.js';

describe('the executable in a folder that was deleted', () => {
  it('says so in one sentence, and calls it no defect', () => {
    const cwd = mkdtempSync(join(tmpdir(), 's3csi-gone-'));
    const path = join(projectRoot(), 'bin', 'kubectl-s3csi_recreate');
    const { status, stderr } = spawnSync(
      '/bin/sh',
      ['-c', 'rmdir "$0" && exec "$1" "$2" runs', cwd, process.execPath, path],
      {
        cwd,
        encoding: 'utf8',
      },
    );
    assert.equal(stderr, 'error: the current folder does not exist any more\nchange to another one\n');
    assert.equal(status, 2);
  });
});
