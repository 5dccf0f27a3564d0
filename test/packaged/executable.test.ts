import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginVersion } from '../../packaging/bundle.js';
import { startProgram, type Environment } from '../scenarios/control-plane/executable.js';
import { PLUGIN_EXECUTABLE } from '../scenarios/plugin-executable.js';
import { golden } from '../support/golden.js';
import { executableOfThisMachine } from './packages.js';

describe('the packaged executable', function () {
  this.timeout(30_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 's3csi-executable-'));
  });
  after(() => rm(folder, { recursive: true }));

  const run = (args: readonly string[], env: Environment = {}, program = executableOfThisMachine()) =>
    startProgram(program, args, { env: { PATH: '', HOME: folder, ...env }, cwd: folder }).ended;

  it('needs nothing else on the machine, and has its version', async () => {
    assert.deepEqual(await run(['--version']), { code: 0, stdout: `${pluginVersion()}\n`, stderr: '' });
  });

  it('is what the tests of the control plane start beside these', async () => {
    assert.equal(await realpath(PLUGIN_EXECUTABLE), executableOfThisMachine());
  });

  it('shows its help', async () => {
    assert.deepEqual(await run(['--help']), { code: 0, stdout: golden('help.txt'), stderr: '' });
  });

  it('says what is wrong with the words', async () => {
    const { code, stderr } = await run(['s3-pvc', '--sett', 'a=b']);

    assert.deepEqual([code, stderr.split('\n')[0]], [2, 'error: unknown flag: --sett']);
  });

  it('answers TAB under the name that kubectl looks for', async () => {
    const link = join(folder, 'kubectl_complete-s3csi_recreate');
    await symlink(executableOfThisMachine(), link);

    const { code, stdout } = await run(['--uns'], {}, link);

    assert.deepEqual([code, /^--unset\t.*\n:\d+\n$/s.test(stdout)], [0, true], stdout);
  });

  it('heeds no file of its runtime in the folder where it is called', async () => {
    await writeFile(join(folder, '.env'), 'KUBECTL_PATH=/of/the/env/file\n');
    await writeFile(join(folder, 'bunfig.toml'), 'preload = ["./preload.js"]\n');
    await writeFile(join(folder, 'preload.js'), 'console.log("preloaded");\n');

    const { code, stdout, stderr } = await run(['s3-pvc', '--unchanged'], { KUBECTL_PATH: undefined });

    assert.deepEqual([code, stdout, /"kubectl" was not found|no kubeconfig/.test(stderr)], [2, '', true], stderr);
  });
});
