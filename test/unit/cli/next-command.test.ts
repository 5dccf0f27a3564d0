import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { nextCommand } from '../../../src/cli/next-command.js';
import { parseRequest } from '../../../src/cli/parse-request.js';
import type { ContinueRequest } from '../../../src/model/request.js';
import { continuation, recreation } from './support/words.js';

const RUN = '20260105-090000-s3-pvc-8000';

/** The words of a command as a shell splits them. */
function words(command: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** The request that the printed command makes. */
async function printed(argv: readonly string[], verb: 'resume' | 'rollback' = 'resume'): Promise<ContinueRequest> {
  const [kubectl, plugin, ...rest] = words(nextCommand(verb, RUN, await recreation('s3-pvc', '--unchanged', ...argv)));
  assert.deepEqual([kubectl, plugin], ['kubectl', 's3csi-recreate']);
  return continuation(...rest);
}

describe('next command: what is printed after an accident', () => {
  it('goes on with the run, or goes back', async () => {
    const request = await recreation('s3-pvc', '--unchanged');
    assert.equal(nextCommand('resume', RUN, request), `kubectl s3csi-recreate resume ${RUN}`);
    assert.equal(nextCommand('rollback', RUN, request), `kubectl s3csi-recreate rollback ${RUN}`);
    assert.equal((await printed([], 'rollback')).verb, 'rollback');
  });

  const flags: readonly string[] = [
    '--kubeconfig=/tmp/a b',
    '--context=prod',
    '--cluster=c',
    '--user=u',
    '--server=https://10.0.0.1:6443',
    '--as=admin',
    '--as-uid=42',
    '--certificate-authority=/ca.crt',
    '--client-certificate=/me.crt',
    '--client-key=/me.key',
    '--tls-server-name=api.example.com',
    '--insecure-skip-tls-verify',
    '--state-dir=/var/lib/x',
  ];

  for (const flag of flags) {
    it(`leads to the same cluster and folder: ${flag}`, async () => {
      const given = await recreation('s3-pvc', '--unchanged', flag);
      const { connection, stateDir } = await printed([flag]);
      assert.deepEqual([connection, stateDir], [given.connection, given.stateDir]);
    });
  }

  it('acts for the same groups', async () => {
    const { connection } = await printed(['--as=admin', '--as-group=a', '--as-group=b']);
    assert.deepEqual(connection.asGroup, ['a', 'b']);
  });

  it('never shows a token', async () => {
    const request = await recreation('s3-pvc', '--unchanged', '--token=geheim');
    assert.doesNotMatch(nextCommand('resume', RUN, request), /geheim/);
  });

  it('can be pasted into a shell, whatever is in it', async () => {
    for (const context of [
      'a b',
      "it's",
      '$(rm -rf /)',
      '`x`',
      'a"b',
      'a\\b',
      '*',
      '~',
      '-x',
      'é',
      'arn:aws:eks:eu-central-1:1:cluster/x',
    ]) {
      assert.equal((await printed([`--context=${context}`])).connection.context, context);
    }
  });

  it('is a command that is understood', async () => {
    assert.equal((await parseRequest(['resume', RUN])).verb, 'resume');
  });
});
