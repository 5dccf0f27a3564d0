import assert from 'node:assert/strict';
import { assertWrong, recreation, wrong } from './support/words.js';

describe('request: edits', () => {
  it('of attributes', async () => {
    const { set, unset } = await recreation(
      's3-pvc',
      '--set=authenticationSource=pod',
      '--set',
      'cache=',
      '--unset',
      'stsRegion',
    );
    assert.deepEqual([Object.fromEntries(set), unset], [{ authenticationSource: 'pod', cache: '' }, ['stsRegion']]);
  });

  it('with equals signs in the value', async () => {
    const { set } = await recreation('s3-pvc', '--set', 'mountpointEnv.HTTPS_PROXY=http://h/?a=b&c=d');
    assert.equal(set.get('mountpointEnv.HTTPS_PROXY'), 'http://h/?a=b&c=d');
  });

  it('of mount options, in their order', async () => {
    const request = await recreation(
      's3-pvc',
      '--mount-option',
      'region us-east-1',
      '--mount-option=uid=1000',
      '--remove-mount-option=region',
    );
    assert.deepEqual(request.addMountOptions, ['region us-east-1', 'uid=1000']);
    assert.deepEqual(request.removeMountOptions, ['region']);
  });

  it('of mount options with dashes, as the hints of the checks write them', async () => {
    const request = await recreation(
      's3-pvc',
      '--remove-mount-option',
      '-o allow_other',
      '--mount-option',
      '--allow-other',
    );
    assert.deepEqual([request.removeMountOptions, request.addMountOptions], [['-o allow_other'], ['--allow-other']]);
  });
});

describe('request: edits that contradict each other are refused', () => {
  it('set and unset', async () => {
    await assertWrong(/cache is both set and unset/, 's3-pvc', '--set=cache=emptyDir', '--unset=cache');
    await assertWrong(/cache is both set and unset/, 's3-pvc', '--unset=cache', '--set=cache=');
  });

  it('set twice', async () => {
    await assertWrong(/cache more than once/, 's3-pvc', '--set=cache=a', '--set=cache=b');
  });

  it('a mount option that is put in twice, or put in and taken out', async () => {
    await assertWrong(
      /"a" is given more than once/,
      's3-pvc',
      '--mount-option=a',
      '--mount-option=b',
      '--mount-option=a',
    );
    await assertWrong(/uid=1/, 's3-pvc', '--mount-option=uid=1', '--remove-mount-option=uid=1');
  });

  it('but another value of the same mount option is none', async () => {
    await recreation('s3-pvc', '--mount-option=region us-east-1', '--remove-mount-option=region');
  });

  it('two kustomizations, a file and a kustomization, or one file twice', async () => {
    await assertWrong(/one kustomization at a time, but a and b were given/, 's3-pvc', '-k', 'a', '-k', 'b');
    await assertWrong(/-f and -k contradict each other: a and b were given/, 's3-pvc', '-f', 'a', '-k', 'b');
    await assertWrong(/-f and -k contradict each other: a and b were given/, 's3-pvc', '-k', 'b', '--filename=a');
    await assertWrong(/-f - is given more than once/, 's3-pvc', '-f', '-', '-f', '-');
  });

  it('an address where a file is meant, with the line that reads it', async () => {
    const failure = await wrong('s3-pvc', '-f', 'https://example.org/a b.yaml');
    assert.match(failure.message, /^-f https:\/\/example\.org\/a b\.yaml is an address/);
    assert.equal(failure.hint, "curl -fsSL 'https://example.org/a b.yaml' | kubectl s3csi-recreate ... -f -");
  });

  it('and each refusal says the way out', async () => {
    assert.notEqual((await wrong('s3-pvc', '--set=a=1', '--unset=a')).hint, undefined);
    assert.notEqual((await wrong('s3-pvc', '-f', 'a', '-k', 'b')).hint, undefined);
  });
});

describe('request: values that cannot be', () => {
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/--timeout "0"/, '--timeout=0'],
    [/--timeout "-5s"/, '--timeout', '-5s'],
    [/--timeout "soon"/, '--timeout=soon'],
    [/--unmount-timeout "0s"/, '--unmount-timeout=0s'],
    [/--grace-period "0"/, '--grace-period=0'],
    [/--grace-period "-1"/, '--grace-period=-1'],
    [/--grace-period "1\.5"/, '--grace-period', '1.5'],
    [/is not KEY=VALUE/, '--set', 'authenticationSource'],
    [/is not KEY=VALUE/, '--set', '=pod'],
  ];

  for (const [message, ...argv] of cases) {
    it(argv.join(' '), async () => {
      await assertWrong(message, 's3-pvc', ...argv);
    });
  }

  it('a key to unset that has a value', async () => {
    await assertWrong(/unset/, 's3-pvc', '--unset=cache=emptyDir');
  });
});

describe('request: --unchanged', () => {
  it('goes with no edit: what is to change is said once', async () => {
    assert.equal((await recreation('s3-pvc', '--unchanged')).unchanged, true);
    for (const edit of ['--set=a=b', '--unset=a', '--mount-option=a', '--remove-mount-option=a', '-f=x', '-k=x']) {
      await assertWrong(/--unchanged and --\S+ contradict each other/, 's3-pvc', '--unchanged', edit);
    }
  });
});
