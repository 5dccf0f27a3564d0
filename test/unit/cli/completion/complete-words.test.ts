import assert from 'node:assert/strict';
import { completeWords } from '../../../../src/cli/completion/complete-words.js';
import type { Completion, Sources } from '../../../../src/cli/completion/suggestion.js';
import { FLAGS } from '../../../../src/cli/flags/index.js';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import { KNOWN_ATTRIBUTES } from '../../../../src/s3csi/attributes.js';

const CLAIM = {
  value: 's3-pvc',
  meaning: 'volume s3-pv, bucket my-bucket',
  attributes: ['bucketName', 'stsRegion', 'ownKey'],
  mountOptions: ['allow-delete', 'region eu-central-1'],
};

/** What the sources were asked, and what they answer. */
function sources(answers: Partial<Sources> = {}) {
  const asked: string[] = [];
  const heard =
    <Found>(what: string, found: readonly Found[]) =>
    (flags: ConnectionFlags) => {
      asked.push(`${what} in ${flags.namespace ?? 'its namespace'} of ${flags.context ?? 'the current context'}`);
      return Promise.resolve(found);
    };
  const all: Sources = {
    attributes: KNOWN_ATTRIBUTES,
    mountOptions: [
      { value: 'allow-delete', meaning: 'delete', takesValue: false },
      { value: 'region', meaning: 'where', takesValue: true },
    ],
    topics: [{ value: 'attributes' }, { value: 'exit-codes' }],
    claims: heard('claims', [CLAIM]),
    namespaces: heard('namespaces', [{ value: 'app' }, { value: 'kube-system' }]),
    kubeconfig: (kind, flags) => heard(kind, [{ value: `one of the ${kind}` }])(flags),
    runs: (stateDir) => {
      asked.push(`runs in ${stateDir ?? 'the usual place'}`);
      return Promise.resolve([{ value: '20260105-run', meaning: 'app/s3-pvc, unfinished' }]);
    },
    ...answers,
  };
  return { all, asked };
}

function complete(...argv: readonly string[]): Promise<Completion> {
  return completeWords(argv, sources().all);
}

async function values(...argv: readonly string[]): Promise<readonly string[]> {
  return (await complete(...argv)).suggestions.map(({ value }) => value);
}

/** The sources that a line makes this ask. */
async function askedBy(...argv: readonly string[]): Promise<readonly string[]> {
  const { all, asked } = sources();
  await completeWords(argv, all);
  return asked;
}

describe('completion: the first word', () => {
  it('is a claim or a verb, with what it is', async () => {
    const { suggestions, directive } = await complete('');
    assert.deepEqual(
      suggestions.map(({ value }) => value),
      ['s3-pvc', 'resume', 'rollback', 'runs', 'show', 'explain', 'help'],
    );
    assert.ok(suggestions.every(({ meaning }) => meaning !== undefined && meaning !== ''));
    assert.equal(directive, 4 + 32, 'no files, in this order');
  });

  it('begins as what was typed', async () => {
    assert.deepEqual(await values('ro'), ['rollback']);
    assert.deepEqual(await values('s'), ['s3-pvc', 'show']);
    assert.deepEqual(await values('xyz'), []);
  });

  it('is a claim after its kind, with a slash or as the next word', async () => {
    assert.deepEqual(await values('pvc/'), ['pvc/s3-pvc']);
    assert.deepEqual(await values('pvc', ''), ['s3-pvc']);
    assert.deepEqual(await values('PersistentVolumeClaim', 's3'), ['s3-pvc']);
  });

  it('is of the namespace and the context that the line names, wherever it names them', async () => {
    const expected = ['claims in web of prod'];
    assert.deepEqual(await askedBy('-n', 'web', '--context=prod', ''), expected);
    assert.deepEqual(await askedBy('-nweb', '--yes', '--context', 'prod', ''), expected);
    assert.deepEqual(await askedBy('-yqn=web', '--context', 'prod', ''), expected);
  });

  it('is followed by no other, but for runs and topics', async () => {
    assert.deepEqual(await values('s3-pvc', ''), []);
    assert.deepEqual(await values('runs', ''), []);
    for (const verb of ['resume', 'rollback', 'show']) assert.deepEqual(await values(verb, ''), ['20260105-run']);
    assert.deepEqual(await values('show', '20260105-run', ''), []);
    assert.deepEqual(await values('help', ''), ['attributes', 'exit-codes']);
    assert.deepEqual(await values('explain', ''), ['exit-codes']);
    assert.deepEqual(await askedBy('resume', '--state-dir', '/state', ''), ['runs in /state']);
  });

  it('may stand after --', async () => {
    assert.deepEqual(await values('--', ''), await values(''));
    assert.deepEqual(await values('--', '--s'), []);
  });
});

describe('completion: flags', () => {
  it('are all there, with what they mean, and ask no cluster', async () => {
    const { suggestions } = await complete('s3-pvc', '--');
    const names = suggestions.map(({ value }) => value.replace(/^--|=.*$/g, ''));
    assert.deepEqual(
      [...new Set(names)],
      FLAGS.map(({ name }) => name).filter((name) => name !== 'html'),
    );
    assert.deepEqual(await values('show', '--ht'), ['--html'], 'it goes with show alone');
    assert.ok(suggestions.every(({ meaning }) => FLAGS.some((flag) => flag.meaning === meaning)));
    assert.deepEqual(await askedBy('s3-pvc', '-'), []);
  });

  it('come once, but for those that may be repeated', async () => {
    assert.deepEqual(await values('--namespace', 'app', '--namesp'), []);
    assert.deepEqual(await values('-napp', '--namesp'), []);
    assert.deepEqual(await values('--set', 'a=b', '--set'), ['--set']);
  });

  it('that take their value after an equals sign have it', async () => {
    assert.deepEqual(await values('--dry'), ['--dry-run=client', '--dry-run=server']);
    assert.deepEqual(await values('--dry-run='), ['client', 'server']);
  });

  it('of an edit do not go with a kept run', async () => {
    assert.deepEqual(await values('resume', '--set'), []);
    assert.deepEqual(await values('resume', '--allow-un'), []);
    assert.deepEqual(await values('rollback', '--allow-d'), ['--allow-disruption']);
    assert.deepEqual(await values('show', '--allow'), []);
    assert.deepEqual(await values('resume', '--take'), ['--take-over-lock']);
    assert.deepEqual(await values('resume', '--new'), ['--new-volume-handle']);
    for (const flag of ['--new', '--on-f']) assert.deepEqual(await values('rollback', flag), []);
  });

  it('that nobody knows are left to the command', async () => {
    assert.deepEqual(await values('--xyzzy=1', '-Z', 'ro'), ['rollback']);
    assert.deepEqual(await values('-Z'), []);
  });
});

describe('completion: values', () => {
  it('of --set are keys with their equals sign and no blank after it', async () => {
    const { suggestions, directive } = await complete('s3-pvc', '--set', 'auth');
    assert.deepEqual(suggestions, [
      {
        value: 'authenticationSource=',
        meaning: "whose credentials reach S3: the driver's (default) or the workload Pod's",
      },
    ]);
    assert.equal(directive, 2 + 4 + 32, 'no blank');
    assert.equal((await values('--set', '')).length, KNOWN_ATTRIBUTES.length);
    assert.deepEqual(await askedBy('s3-pvc', '--set', ''), []);
  });

  it('of --set are, after the equals sign, what the driver takes', async () => {
    assert.deepEqual(await values('--set', 'authenticationSource='), [
      'authenticationSource=driver',
      'authenticationSource=pod',
    ]);
    assert.deepEqual(await values('--set=cache=e'), ['cache=emptyDir', 'cache=ephemeral']);
    assert.deepEqual(await values('--set', 'bucketName='), []);
    assert.equal((await complete('--set', 'cache=em')).directive, 4 + 32, 'a blank comes after a value');
  });

  it('of --set are each key once', async () => {
    assert.deepEqual(await values('--set', 'cache=emptyDir', '--set', 'cache='), ['cache=emptyDir', 'cache=ephemeral']);
    assert.ok(!(await values('--set', 'cache=emptyDir', '--set', 'c')).includes('cache='));
  });

  it('of --unset are what the volume has and can do without, or all that the driver knows', async () => {
    assert.deepEqual(await values('s3-pvc', '--unset', ''), ['stsRegion', 'ownKey']);
    assert.ok((await values('--unset', '')).includes('cache'));
    assert.ok(!(await values('--unset', '')).includes('bucketName'));
    assert.ok((await values('no such claim', '--unset', '')).includes('cache'));
  });

  it("of the mount options are Mountpoint's, and to take out the volume's", async () => {
    assert.deepEqual(await values('--mount-option', ''), ['allow-delete', 'region=']);
    assert.equal((await complete('--mount-option', 're')).directive & 2, 2);
    assert.equal((await complete('--mount-option', 'al')).directive & 2, 0);
    assert.deepEqual(await values('pvc/s3-pvc', '--remove-mount-option', ''), ['allow-delete', 'region eu-central-1']);
    assert.deepEqual(await values('--remove-mount-option', ''), []);
  });

  it('are namespaces of the cluster, and names of the kubeconfig', async () => {
    for (const argv of [['-n', ''], ['--namespace', ''], ['--namespace='], ['-n=']]) {
      assert.deepEqual(await values(...argv), ['app', 'kube-system'], argv.join(' '));
    }
    assert.deepEqual(await values('-n', 'kube'), ['kube-system']);
    for (const kind of ['context', 'cluster', 'user']) {
      assert.deepEqual(await values(`--${kind}`, ''), [`one of the ${kind}s`]);
    }
  });

  it('are the words that the flag itself names', async () => {
    assert.deepEqual(await values('--on-failure', ''), ['stop', 'rollback']);
    assert.deepEqual(await values('--on-failure=r'), ['rollback']);
    assert.deepEqual(await values('--timeout', ''), []);
  });

  it('are files or folders where they are those', async () => {
    assert.deepEqual(await complete('-f', 'vol'), {
      suggestions: [{ value: 'yaml' }, { value: 'yml' }, { value: 'json' }],
      directive: 8,
    });
    assert.deepEqual(await complete('-k', ''), { suggestions: [], directive: 16 });
    assert.deepEqual(await complete('--state-dir', ''), { suggestions: [], directive: 16 });
    assert.deepEqual(await complete('--kubeconfig', ''), { suggestions: [], directive: 0 });
  });

  it('are a value even where they look like a flag', async () => {
    assert.deepEqual(await values('--mount-option', '--yes', '--unch'), ['--unchanged']);
    assert.deepEqual(await values('--on-failure', '--'), []);
  });
});
