import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

describe('npm run demo -- --keep', function () {
  // A first run builds Kubernetes.
  this.timeout(30 * 60_000);

  it('tells its story, stays until Ctrl-C, says that all was as told and leaves nothing behind', async () => {
    const demo = spawn(process.execPath, [join(import.meta.dirname, 'demo.js'), '--keep'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let page = '';
    let progress = '';
    demo.stderr.setEncoding('utf8').on('data', (text: string) => (progress += text));
    demo.stdout.setEncoding('utf8').on('data', (text: string) => {
      page += text;
      if (text.includes('Ctrl-C here ends')) demo.kill('SIGINT');
    });

    const [code] = (await once(demo, 'close')) as [number | null];

    assert.equal(code, 0, `${page}\n${progress}`);
    assert.match(page, /^ {2}yes {2}downtime \d+\.\d s/m);
    assert.match(page, /^Everything was as told\.$/m);
    assert.match(page, / done\.\n$/);
    const folder = /Logs, runs and snapshots are in (\S+)/.exec(page)?.[1];
    assert.ok(folder !== undefined && !existsSync(folder), `${folder ?? 'the folder'} is gone`);
  });
});
