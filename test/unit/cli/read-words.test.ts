import assert from 'node:assert/strict';
import { readWords, type Words } from '../../../src/cli/read-words.js';
import type { Failure } from '../../../src/model/errors.js';
import { failureOfAsync } from '../plan/support/failures.js';

function read(...argv: readonly string[]): Promise<Words> {
  return readWords(argv);
}

async function refusal(...argv: readonly string[]): Promise<Failure> {
  const failure = await failureOfAsync(() => readWords(argv));
  assert.equal(failure.code, 'usage');
  return failure;
}

describe('words: a value, in every way kubectl takes it', () => {
  const ways = [['-nfoo'], ['-n=foo'], ['-n', 'foo'], ['--namespace=foo'], ['--namespace', 'foo']];

  for (const way of ways) {
    it(way.join(' '), async () => {
      const words = await read('pvc', ...way, 'rest');
      assert.equal(words.text('namespace'), 'foo');
      assert.deepEqual(words.positional, ['pvc', 'rest']);
    });
  }

  it('after switches that are written together', async () => {
    for (const argv of [['-yqn', 'foo'], ['-yqnfoo'], ['-yqn=foo']]) {
      const words = await read(...argv);
      assert.deepEqual([words.text('namespace'), words.isOn('yes'), words.isOn('quiet')], ['foo', true, true], argv[0]);
    }
  });

  it('the last one counts, however each is written', async () => {
    assert.equal((await read('-n', 'a', '--namespace=b', '-nc')).text('namespace'), 'c');
    assert.equal((await read('--context', 'a', '--context', 'b')).text('context'), 'b');
  });

  it('all count of a list, in their order', async () => {
    const words = await read('--set', 'a=1', 'pvc', '--set=b=2', '--set', 'c=3');
    assert.deepEqual(words.list('set'), ['a=1', 'b=2', 'c=3']);
    assert.deepEqual(words.positional, ['pvc']);
  });

  it('with equals signs, blanks, newlines, quotes and nothing in it', async () => {
    for (const value of ['a=b=c', 'a=', 'a= b', 'a=x\ny', `a="x"`, `a='x'`, 'a=-1', 'a=é😀']) {
      assert.deepEqual((await read('--set', value)).list('set'), [value]);
      assert.deepEqual((await read(`--set=${value}`)).list('set'), [value]);
    }
    assert.equal((await read('-fa\nb.yaml')).text('filename'), 'a\nb.yaml');
  });

  it('that looks like a number stays as it was typed', async () => {
    for (const value of ['007', '1e3', '0x10', '1.50', '12345678901234567890']) {
      const words = await read(value, '--context', value);
      assert.deepEqual([words.text('context'), words.positional], [value, [value]]);
    }
  });

  it('that begins with a dash: the word after a flag is its value', async () => {
    assert.deepEqual((await read('--remove-mount-option', '-o allow_other')).list('remove-mount-option'), [
      '-o allow_other',
    ]);
    assert.deepEqual((await read('--mount-option', '--allow-delete')).list('mount-option'), ['--allow-delete']);
    assert.deepEqual((await read('--mount-option', '--prefix=logs/')).list('mount-option'), ['--prefix=logs/']);
    assert.equal((await read('--grace-period', '-1')).text('grace-period'), '-1');
    assert.equal((await read('-n', '-x')).text('namespace'), '-x');
    assert.deepEqual((await read('--mount-option', '--dry-run')).list('mount-option'), ['--dry-run']);
    assert.deepEqual((await read('--mount-option', '-nfoo')).list('mount-option'), ['-nfoo']);
  });

  it('a single dash, for standard input', async () => {
    for (const argv of [['-f', '-'], ['-f-'], ['-f=-'], ['--filename', '-'], ['--filename=-']]) {
      assert.equal((await read(...argv)).text('filename'), '-', argv.join(' '));
    }
  });
});

describe('words: switches', () => {
  it('are on when they are there, and off when they are not', async () => {
    const words = await read('-y', '--quiet');
    assert.deepEqual([words.isOn('yes'), words.isOn('quiet'), words.isOn('unchanged')], [true, true, false]);
  });

  for (const [value, isOn] of Object.entries({
    true: true,
    TRUE: true,
    T: true,
    t: true,
    1: true,
    false: false,
    False: false,
    f: false,
    0: false,
  })) {
    it(`--yes=${value} is ${isOn ? 'on' : 'off'}`, async () => {
      assert.equal((await read(`--yes=${value}`)).isOn('yes'), isOn);
    });
  }

  it('take a value in their short form too', async () => {
    assert.equal((await read('-y=false')).isOn('yes'), false);
    const words = await read('-qy=false');
    assert.deepEqual([words.isOn('quiet'), words.isOn('yes')], [true, false]);
  });

  it('take no value that is neither true nor false', async () => {
    for (const value of ['maybe', 'yes', '2', 'flase']) {
      assert.match((await refusal(`--yes=${value}`)).message, new RegExp(value));
    }
  });

  it('the last one counts', async () => {
    assert.equal((await read('--yes', '--yes=false')).isOn('yes'), false);
    assert.equal((await read('--yes=false', '-y')).isOn('yes'), true);
  });

  it('never take the next word', async () => {
    for (const word of ['true', 'false', 's3-pvc']) {
      const words = await read('--yes', word);
      assert.deepEqual([words.isOn('yes'), words.positional], [true, [word]], word);
    }
  });
});

describe('words: --dry-run', () => {
  it('stands alone for client and never takes the next word', async () => {
    const words = await read('--dry-run', 'server');
    assert.deepEqual([words.text('dry-run'), words.positional], ['client', ['server']]);
  });

  it('takes a value after an equals sign', async () => {
    assert.equal((await read('--dry-run=server')).text('dry-run'), 'server');
  });
});

describe('words: after --', () => {
  it('everything is as it was typed, and no flag', async () => {
    const rest = ['-nfoo', '--dry-run', '--set', 'a=b', '--', '-y', '007'];
    const words = await read('pvc', '-n', 'app', '--', ...rest);
    assert.deepEqual(words.positional, ['pvc', ...rest]);
    assert.deepEqual([words.text('namespace'), words.text('dry-run'), words.isOn('yes')], ['app', undefined, false]);
  });

  it('is a value where a flag waits for one', async () => {
    assert.deepEqual((await read('--set', '--', 'x')).list('set'), ['--']);
  });
});

describe('words: what is refused', () => {
  const near: Readonly<Record<string, string>> = {
    '--namspace=x': '--namespace',
    '--st=x': '--set',
    '--mount-options=x': '--mount-option',
    '--dryrun': '--dry-run',
    '--Yes': '--yes',
    '--allow-unknown-attributes': '--allow-unknown-attribute',
  };

  for (const [typed, meant] of Object.entries(near)) {
    it(`${typed}, with the flag that was meant`, async () => {
      const { message, hint } = await refusal('pvc', typed);
      assert.match(message, new RegExp(`unknown flag: ${typed.split('=')[0] ?? ''}$`));
      assert.equal(hint, `did you mean ${meant}?`);
    });
  }

  it('a flag that is like no other, with the way to the help', async () => {
    const { message, hint } = await refusal('--xyzzy');
    assert.match(message, /unknown flag: --xyzzy/);
    assert.match(hint ?? '', /--help/);
  });

  it('a short flag that is none, alone or among others', async () => {
    assert.match((await refusal('-z')).message, /unknown flag: -z/);
    assert.match((await refusal('-yz')).message, /unknown flag: -z/);
  });

  for (const flag of ['--no-yes', '--set.x', '--constructor', '--toString=x', '--__proto__=x', '--_', '--$0']) {
    it(`${flag}, which a parser may take for its own`, async () => {
      const { message } = await refusal('pvc', flag);
      assert.ok(message.endsWith(`unknown flag: ${flag.split('=')[0] ?? ''}`), message);
    });
  }

  it('a missing value, with the form to write', async () => {
    for (const argv of [['--set'], ['--set='], ['--set', ''], ['-n'], ['--namespace='], ['--timeout']]) {
      const { message, hint } = await refusal('pvc', ...argv);
      assert.match(message, /flag needs a value: --/, argv.join(' '));
      assert.match(hint ?? '', /write --/);
    }
    assert.match((await refusal('--dry-run=')).hint ?? '', /--dry-run=client/);
  });
});
