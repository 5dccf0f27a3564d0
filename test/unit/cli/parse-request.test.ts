import assert from 'node:assert/strict';
import { parseRequest } from '../../../src/cli/parse-request.js';
import { assertWrong, recreation } from './support/words.js';

describe('request: which verb', () => {
  it('the version', async () => {
    assert.deepEqual(await parseRequest(['--version']), { verb: 'version' });
  });

  it('a recreation of a claim that is yet to be chosen, where none is named', async () => {
    assert.equal((await parseRequest([])).verb, 'choose');
    const request = await parseRequest(['--set', 'a=b']);
    assert.ok(request.verb === 'choose');
    assert.deepEqual([...request.set], [['a', 'b']]);
  });
});

describe('request: the claim', () => {
  const ways = [
    ['s3-pvc'],
    ['pvc/s3-pvc'],
    ['pvc', 's3-pvc'],
    ['PVC', 's3-pvc'],
    ['persistentvolumeclaim', 's3-pvc'],
    ['persistentvolumeclaims', 's3-pvc'],
  ];
  for (const way of ways) {
    it(way.join(' '), async () => {
      assert.equal((await recreation(...way)).claimName, 's3-pvc');
    });
  }

  it('may be named like a verb or a kind, where that is said', async () => {
    for (const name of ['resume', 'rollback', 'runs', 'show', 'help', 'pvc']) {
      assert.equal((await recreation(`pvc/${name}`)).claimName, name);
      assert.equal((await recreation('pvc', name)).claimName, name);
    }
    assert.equal((await recreation('pvc')).claimName, 'pvc');
  });

  it('one at a time', async () => {
    await assertWrong(/one claim at a time, but "a b"/, 'a', 'b');
    await assertWrong(/one claim at a time/, 'pvc', 'a', 'b');
    await assertWrong(/one claim at a time/, 'pvc/a', 'b');
  });

  it('may stand anywhere between the flags, and after --', async () => {
    assert.equal((await recreation('-n', 'app', 's3-pvc', '--yes')).claimName, 's3-pvc');
    assert.equal((await recreation('--yes', '--', 's3-pvc')).claimName, 's3-pvc');
    await assertWrong(/cannot be the name of a claim/, '--', '-nfoo');
  });
});

describe('request: defaults', () => {
  it('change nothing, ask, and wait six minutes for the driver', async () => {
    const { connection, ...request } = await recreation('s3-pvc');
    assert.deepEqual(
      { ...request, set: [...request.set] },
      {
        verb: 'recreate',
        claimName: 's3-pvc',
        set: [],
        unset: [],
        addMountOptions: [],
        removeMountOptions: [],
        filenames: [],
        takeOverLock: false,
        tellsRequests: false,
        unchanged: false,
        edit: false,
        printManifest: false,
        forceDeletePods: false,
        allowUnknownAttribute: false,
        allowDisruption: false,
        allowJobRestart: false,
        allowManaged: false,
        restart: 'eviction',
        recreateBarePods: false,
        yes: false,
        quiet: false,
        unmountTimeoutMs: 360_000,
      },
    );
    assert.equal(connection.namespace, undefined);
  });
});

describe('request: every flag reaches its field', () => {
  it('switches', async () => {
    const flags = [
      '--unchanged',
      '--print-manifest',
      '--yes',
      '--quiet',
      '--allow-unknown-attribute',
      '--allow-job-restart',
      '--allow-managed',
      '--recreate-bare-pods',
    ];
    const request = await recreation('s3-pvc', ...flags);
    const fields = [
      'unchanged',
      'printManifest',
      'yes',
      'quiet',
      'allowUnknownAttribute',
      'allowJobRestart',
      'allowManaged',
      'recreateBarePods',
    ] as const;
    for (const field of fields) assert.equal(request[field], true, field);
    for (const [index, flag] of flags.entries()) {
      const alone = await recreation('s3-pvc', flag);
      assert.deepEqual(
        fields.filter((field) => alone[field]),
        [fields[index]],
      );
    }
  });

  it('times', async () => {
    const request = await recreation('s3-pvc', '--timeout=2m', '--unmount-timeout', '90s', '--grace-period=5');
    assert.deepEqual([request.timeoutMs, request.unmountTimeoutMs, request.gracePeriodSeconds], [120_000, 90_000, 5]);
  });

  it('kubectl’s own', async () => {
    const texts = [
      'kubeconfig',
      'context',
      'cluster',
      'user',
      'namespace',
      'as',
      'as-uid',
      'server',
      'token',
      'certificate-authority',
      'client-certificate',
      'client-key',
      'tls-server-name',
      'request-timeout',
    ];
    const argv = texts.map((name) => `--${name}=value-of-${name}`);
    const { connection } = await recreation(
      's3-pvc',
      ...argv,
      '--as-group=a',
      '--as-group',
      'b',
      '--as-user-extra=why=a=b',
      '--insecure-skip-tls-verify',
    );
    const { asGroup, asUserExtra, insecureSkipTlsVerify, ...others } = connection;
    assert.deepEqual([asGroup, asUserExtra, insecureSkipTlsVerify], [['a', 'b'], ['why=a=b'], true]);
    const camel = (name: string): string => name.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
    assert.deepEqual(others, Object.fromEntries(texts.map((name) => [camel(name), `value-of-${name}`])));
  });

  it('where to read and where to write', async () => {
    const { filenames, stateDir } = await recreation('s3-pvc', '-f', '-', '--state-dir=/var/x');
    assert.deepEqual([filenames, stateDir], [['-'], '/var/x']);
    const { filenames: several } = await recreation('s3-pvc', '-f', 'b.yaml', '-f', 'a.yaml,deploy/');
    assert.deepEqual(several, ['b.yaml', 'a.yaml', 'deploy/'], 'as kubectl takes them');
    assert.equal((await recreation('s3-pvc', '-k', 'deploy/')).kustomize, 'deploy/');
  });
});

describe('request: --dry-run', () => {
  it('is asked for with or without its value, and taken back with none', async () => {
    const asked = async (...argv: readonly string[]): Promise<unknown> => (await recreation('s3-pvc', ...argv)).dryRun;
    assert.deepEqual(
      [await asked('--dry-run'), await asked('--dry-run=client'), await asked('--dry-run=server')],
      ['client', 'client', 'server'],
    );
    assert.deepEqual([await asked(), await asked('--dry-run=none')], [undefined, undefined]);
    await assertWrong(/--dry-run=maybe is not offered/, 's3-pvc', '--dry-run=maybe');
  });
});
