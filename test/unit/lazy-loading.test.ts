import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { projectRoot } from '../cluster/project-root.js';

const STARTERS = join('build', 'test', 'bench', 'start-up');
const SOURCE = join(STARTERS, 'unpackaged.js');
const COMPLETION = join(STARTERS, 'unpackaged-completion.js');
const BUNDLE = join('bin', 'kubectl-s3csi_recreate');
const PIECES = join('build', 'plugin');

/** What asks no cluster and keeps no run. */
const NEEDS_NONE = [
  'src/cluster/',
  'src/commands/',
  'src/engine/',
  'src/plan/',
  'src/steps/',
  'src/journal/file-journal',
];
const HEAVY = [
  '@kubernetes/client-node',
  'undici',
  'yaml',
  'valibot',
  'diff',
  'ora',
  'inquirer',
  '@inquirer/',
  'write-file-atomic',
];

describe('what a command does not need is not loaded', function () {
  this.timeout(60_000);

  for (const [what, words] of [
    ['help', ['--help']],
    ['help of a verb', ['help', 'resume']],
    ['version', ['--version']],
    ['a wrong word', ['s3-pvc', '--sett', 'a=b']],
  ] as const) {
    it(`${what}: neither the client nor a plan, a step, a run or a prompt`, () => {
      const loaded = loadedBy(SOURCE, words);

      assert.ok(loaded.some((file) => file.startsWith('src/main.js')));
      assertNone(loaded, [...NEEDS_NONE, ...HEAVY.map(inPackages)]);
    });
  }

  it('version: no page of help', () => {
    assertNone(loadedBy(SOURCE, ['--version']), ['src/cli/help.js']);
  });

  it('completion of words that need no cluster: not even what reads the words of a command', () => {
    const loaded = loadedBy(COMPLETION, ['s3-pvc', '--uns']);

    assert.ok(loaded.some((file) => file.startsWith('src/complete.js')));
    assertNone(loaded, [...NEEDS_NONE, ...[...HEAVY, 'yargs'].map(inPackages), 'src/main.js']);
  });

  it('the list of runs: the journal, and no client, plan or step', () => {
    const loaded = loadedBy(SOURCE, ['runs']);

    assert.ok(loaded.includes('src/journal/file-journal.js'));
    assertNone(loaded, [
      'src/cluster/',
      'src/steps/',
      ...['@kubernetes/client-node', 'undici', 'ora', '@inquirer/'].map(inPackages),
    ]);
  });

  it('the bundle: of its pieces less than a tenth for help', () => {
    const loaded = loadedBy(BUNDLE, ['--help']).filter((file) => file.startsWith('plugin/'));
    const bytes = loaded.map((file) => statSync(join(projectRoot(), 'build', file)).size);
    const all = readdirSync(join(projectRoot(), PIECES)).filter((file) => file.endsWith('.js'));
    const whole = all.map((file) => statSync(join(projectRoot(), PIECES, file)).size);

    assert.ok(loaded.includes('plugin/main.js'));
    assert.ok(sum(bytes) < sum(whole) / 10, `${sum(bytes)} of ${sum(whole)} bytes: ${loaded.join(', ')}`);
  });

  it('a run that cannot reach its cluster: no prompt, no editor, no spinner', () => {
    const words = ['s3-pvc', '--set', 'stsRegion=eu-west-1', '--yes', '--server', 'http://127.0.0.1:1', '-n', 'app'];
    const loaded = loadedBy(SOURCE, words);

    assert.ok(loaded.includes('src/commands/recreate.js'));
    assertNone(loaded, [
      'src/cli/system-editor',
      'src/cli/system-manifests',
      ...['ora', 'inquirer', '@inquirer/'].map(inPackages),
    ]);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inPackages(name: string): string {
  return `node_modules/${name}${name.endsWith('/') ? '' : '/'}`;
}

function assertNone(loaded: readonly string[], unwanted: readonly string[]): void {
  assert.deepEqual(
    loaded.filter((file) => unwanted.some((start) => file.startsWith(start))),
    [],
  );
}

/** The modules that were evaluated, by their path in the compiler's output or in the project: V8's coverage lists them all. */
function loadedBy(starter: string, words: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 's3csi-loaded-'));
  try {
    const env = { PATH: process.env['PATH'], HOME: folder, XDG_STATE_HOME: folder, NODE_V8_COVERAGE: folder };
    const { error } = spawnSync(process.execPath, [join(projectRoot(), starter), ...words], { env, cwd: folder });
    if (error !== undefined) throw error;
    const reports = readdirSync(folder).filter((file) => file.startsWith('coverage-'));
    const urls = reports.flatMap((file) => scriptsIn(readFileSync(join(folder, file), 'utf8')));
    const root = `file://${projectRoot()}/`;
    return urls.filter((url) => url.startsWith(root)).map((url) => url.slice(root.length).replace(/^build\//, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function scriptsIn(text: string): readonly string[] {
  return (JSON.parse(text) as { result: readonly { url: string }[] }).result.map(({ url }) => url);
}
