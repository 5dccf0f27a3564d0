import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../cluster/project-root.js';

describe('the executable, when nobody reads any more', () => {
  for (const [stream, words, code] of [
    ['stdout', ['--help'], 0],
    ['stderr', ['s3-pvc', '--no-such-flag'], 2],
  ] as const) {
    it(`its ${stream} ends as it would have`, async () => {
      const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'kubectl-s3csi_recreate'), ...words]);
      const other = stream === 'stdout' ? child.stderr : child.stdout;
      let said = '';
      other.setEncoding('utf8').on('data', (text: string) => (said += text));
      child[stream].destroy();
      const [ended] = (await once(child, 'close')) as [number | null];
      assert.deepEqual({ ended, said }, { ended: code, said: '' });
    });
  }
});
