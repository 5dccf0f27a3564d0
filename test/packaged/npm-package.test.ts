import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { publint } from 'publint';
import { LICENCES_FILE, pluginVersion } from '../../packaging/bundle.js';
import { ROOT } from '../../packaging/paths.js';
import { ensureBinaries } from '../cluster/build.js';
import { runKubectl } from '../cluster/kubectl.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

describe('the npm package', function () {
  // A first run builds Kubernetes, for its kubectl.
  this.timeout(30 * 60_000);
  let folder: string;
  let packed: Packed;

  before('is packed', async () => {
    folder = await mkdtemp(join(tmpdir(), 's3csi-npm-'));
    const [first] = JSON.parse(
      npm('pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', folder),
    ) as Packed[];
    assert.ok(first);
    packed = first;
  });

  after(() => rm(folder, { recursive: true }));

  it('has the two programs, what they load, the manual page and the licences, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const others = paths.filter((path) => !/^build\/plugin\/[\w-]+\.js$/.test(path));

    assert.deepEqual(others.sort(), [
      'LICENSE',
      'README.md',
      'bin/kubectl-s3csi_recreate',
      'bin/kubectl_complete-s3csi_recreate',
      `build/plugin/${LICENCES_FILE}`,
      'docs/kubectl-s3csi_recreate.1',
      'package.json',
    ]);
    assert.ok(paths.includes('build/plugin/main.js'));
  });

  it('says whose code is in the bundle, and under which licence', async () => {
    const text = await readFile(join(ROOT, 'build', 'plugin', LICENCES_FILE), 'utf8');

    for (const name of ['@kubernetes/client-node', 'undici', 'yargs', 'yaml']) {
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\nLicence: \\S+\\n\\n.*licen[cs]e`, 'ims'));
    }
  });

  it('is as npm wants it', async () => {
    const file = await readFile(join(folder, packed.filename));
    const tarball = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

    const { messages } = await publint({ pack: { tarball }, strict: true });

    assert.deepEqual(messages, []);
  });

  it('is installed without a network and without another package, and found by kubectl, at TAB too', async () => {
    const prefix = join(folder, 'prefix');
    await mkdir(prefix);

    npm(
      'install',
      '--global',
      '--offline',
      '--cache',
      join(folder, 'cache'),
      '--prefix',
      prefix,
      join(folder, packed.filename),
    );

    const kubectl = (await ensureBinaries()).path('kubectl');
    const env = { PATH: [join(prefix, 'bin'), dirname(process.execPath), dirname(kubectl)].join(delimiter) };
    const version = await runKubectl(kubectl, ['s3csi-recreate', '--version'], { env });
    assert.deepEqual(version, { code: 0, stdout: `${pluginVersion()}\n`, stderr: '' });
    const completion = await runKubectl(kubectl, ['__complete', 's3csi-recreate', '--uns'], { env });
    assert.match(completion.stdout, /^--unset\t/);
  });

  function npm(...args: readonly string[]): string {
    return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }
});
