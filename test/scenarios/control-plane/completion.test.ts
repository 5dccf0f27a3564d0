import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { waitUntil } from '../../cluster/wait-until.js';
import { KEYS, openTerminal } from '../../support/terminal.js';
import { installVolume } from '../stories/facts.js';
import { searchPath } from './executable.js';
import { usePlace } from './place.js';

/** In milliseconds: it does not hang. How soon it answers on a machine that has nothing else to do is for the bench. */
const PATIENCE_MS = 15_000;

describe('completion, through the real kubectl', function () {
  this.timeout(60_000);
  const place = usePlace('completion');

  before(async () => {
    await installVolume(place().stage);
  });

  /** As the shell calls kubectl: its answer without the last line, and that line. */
  async function complete(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const args = ['__complete', 's3csi-recreate', ...words];
    const { code, stdout, stderr } = await place().kubectl(args, { isWithoutNamespace: true, env });
    assert.equal(code, 0, stderr);
    const lines = stdout.trimEnd().split('\n');
    const directive = lines.pop();
    // kubectl's own words about what it does.
    const own = stderr.replace(/^(Completion ended with directive: |\[Debug\] ).*\n/gm, '');
    return { lines, directive, stderr: own };
  }

  /** The same, asked again while a slow machine has no answer in time. */
  async function answered(words: readonly string[], isIt: (lines: readonly string[]) => boolean) {
    let answer = await complete(words);
    await waitUntil(`there is an answer to ${words.join(' ')}`, async () => {
      if (isIt(answer.lines)) return true;
      answer = await complete(words);
      return false;
    });
    return answer;
  }

  const hasOne = ({ length }: readonly string[]): boolean => length > 0;

  it('offers the claim and the verbs', async () => {
    const { lines, directive, stderr } = await answered(
      ['-n', 'completion', ''],
      ([first]) => first?.startsWith('s3-pvc') === true,
    );
    assert.equal(lines[0], 's3-pvc\tvolume completion-pv, bucket my-bucket');
    assert.ok(lines.some((line) => line.startsWith('resume\t')));
    assert.deepEqual([directive, stderr], [':36', '']);
  });

  it('offers the claims of the namespace that is meant, and no others', async () => {
    assert.ok(!(await complete(['-n', 'default', 's3'])).lines.includes('s3-pvc'));
    assert.deepEqual((await complete(['s3'])).lines, [], 'the context names the namespace default');
  });

  it('offers namespaces, and contexts, clusters and users', async () => {
    assert.deepEqual((await answered(['s3-pvc', '-n', 'complet'], hasOne)).lines, ['completion']);
    for (const kind of ['context', 'cluster', 'user']) {
      assert.equal((await complete(['s3-pvc', `--${kind}`, ''])).lines.length, 1, kind);
    }
  });

  it('offers what the volume has, to be taken out', async () => {
    const { lines } = await answered(['s3-pvc', '-n', 'completion', '--remove-mount-option', ''], hasOne);
    assert.deepEqual(lines, ['allow-delete', 'region eu-central-1']);
  });

  it('offers flags, keys and values without a cluster', async () => {
    const env = { KUBECONFIG: '/nonexistent' };
    assert.deepEqual((await complete(['s3-pvc', '--set', 'authenticationSource='], env)).lines, [
      'authenticationSource=driver',
      'authenticationSource=pod',
    ]);
    assert.deepEqual((await complete(['s3-pvc', '--set', 'stsR'], env)).directive, ':38');
    assert.ok((await complete(['--unch'], env)).lines[0]?.startsWith('--unchanged\t'));
  });

  it('offers the runs that are kept', async () => {
    const done = await place().plugin(['s3-pvc', '--set', 'stsRegion=eu-west-1', '--yes']);
    assert.equal(done.code, 0, done.stderr);
    const [run] = await place().stage.runs();
    assert.deepEqual((await complete(['show', ''])).lines, [`${String(run)}\tcompletion/s3-pvc, done`]);
  });

  it('says nothing where there is no cluster, no right and no answer, and soon', async () => {
    const silent = await silentServer();
    try {
      for (const flags of [
        ['--server', 'https://127.0.0.1:1'],
        ['--token', 'of-nobody'],
        ['--context', 'no-such-context'],
        ['--server', `http://127.0.0.1:${silent.port}`],
      ]) {
        const began = performance.now();
        const { lines, directive, stderr } = await complete([...flags, '-n', '']);
        assert.deepEqual([lines, directive, stderr], [[], ':36', ''], flags.join(' '));
        assert.ok(performance.now() - began < PATIENCE_MS, flags.join(' '));
      }
    } finally {
      silent.server.close();
    }
  });

  it('answers soon', async () => {
    const began = performance.now();
    await complete(['-n', 'completion', '']);
    assert.ok(performance.now() - began < PATIENCE_MS);
  });
});

describe('completion, in bash', function () {
  this.timeout(60_000);
  const place = usePlace('completion-bash');

  before(async () => {
    await installVolume(place().stage);
  });

  it('completes a claim, a key without a blank, its value with one', async () => {
    const { cluster, folder } = place();
    const script = await place().kubectl(['completion', 'bash'], { isWithoutNamespace: true });
    const rc = await place().write('bashrc', `PS1='ready> '\n${WORDS_OF_BASH_COMPLETION}\n${script.stdout}`);
    const terminal = openTerminal('/bin/bash', ['--noprofile', '--rcfile', rc, '-i'], {
      env: {
        HOME: folder,
        PATH: searchPath(dirname(cluster.kubectlPath)),
        KUBECONFIG: cluster.kubeconfig,
        LC_ALL: 'C.UTF-8',
      },
      cwd: folder,
    });
    try {
      await terminal.shows(/ready> $/);
      terminal.press(`kubectl s3csi-recreate -n completion-bash s3${KEYS.tab}`);
      await terminal.shows(/ s3-pvc $/);
      terminal.press(`--set auth${KEYS.tab}`);
      await terminal.shows(/--set authenticationSource=$/);
      terminal.press(`p${KEYS.tab}`);
      await terminal.shows(/pod $/);
      terminal.press(`--set=cache=em${KEYS.tab}`);
      await terminal.shows(/--set=cache=emptyDir $/);
      terminal.press(`--on-f${KEYS.tab}r${KEYS.tab}`);
      await terminal.shows(/--on-failure rollback $/);
      terminal.press(`${KEYS.home}echo ${KEYS.enter}`);
      await terminal.shows(
        /^kubectl s3csi-recreate -n completion-bash s3-pvc --set authenticationSource=pod --set=cache=emptyDir --on-failure rollback\r$/m,
      );
    } finally {
      terminal.kill();
    }
  });
});

/** The one function of bash-completion that kubectl's script needs: the words of the line, split at blanks alone. */
const WORDS_OF_BASH_COMPLETION = `_get_comp_words_by_ref() {
  local line="\${COMP_LINE:0:COMP_POINT}"
  read -ra words <<<"$line"
  [[ $line == *' ' ]] && words+=('')
  cword=$((\${#words[@]} - 1)); cur="\${words[cword]}"; prev="\${words[cword - 1]}"
}`;

/** Takes connections and says nothing. */
async function silentServer(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}
