import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../cluster/project-root.js';

/** This Node, which says of itself that it is another. */
function underNode(version: string, program: string) {
  const pretence = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  const preload = `data:text/javascript,${encodeURIComponent(pretence)}`;
  const path = join(projectRoot(), 'bin', program);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', preload, path, '--version'], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the executable under a Node', () => {
  for (const version of ['18.20.8', '20.18.3']) {
    it(`of ${version}, which is too old, says so in one sentence`, () => {
      assert.deepEqual(underNode(version, 'kubectl-s3csi_recreate'), {
        status: 1,
        stdout: '',
        stderr: `error: Node ${version} is too old\nuse Node 20.19 or newer\n`,
      });
    });
  }

  it('that is new enough starts', () => {
    for (const version of ['20.19.0', '22.0.0', '26.1.0']) {
      const { status, stdout } = underNode(version, 'kubectl-s3csi_recreate');
      assert.equal(status, 0);
      assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    }
  });
});
