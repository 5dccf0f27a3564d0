import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { kubeconfigText } from '../../unit/cluster/support/kubeconfig-text.js';
import { assertDone, assertExit, installVolume } from '../stories/facts.js';
import { grantReading, type Grant } from './grant.js';
import { usePlace, type CallOptions, type Place } from './place.js';

const NAMESPACE = 'kubeconfig';
const READERS = 'kubeconfig-readers';

describe('the kubeconfig as kubectl reads it', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  before('a claim', async function () {
    this.timeout(60_000);
    await installVolume(place().stage);
  });

  it('several files: the first one with a name has it, and a missing file is passed over', async () => {
    const mine = { cluster: 'shared', user: 'shared', namespace: NAMESPACE };
    await writeConfig(place(), 'a/config', {
      current: 'mine',
      contexts: { mine },
      clusters: { shared: realCluster(place()) },
      users: { shared: { token: await tokenOf(place(), 'first') } },
    });
    await writeConfig(place(), 'b/config', {
      current: 'theirs',
      contexts: { theirs: { ...mine, namespace: 'default' }, mine: { cluster: 'gone', user: 'gone' } },
      clusters: { shared: { server: 'https://127.0.0.1:1' } },
      users: { shared: { token: 'not-this-one' } },
    });
    const KUBECONFIG = ['a/config', 'missing/config', '', 'b/config'].join(delimiter);

    await assertSame(place(), { context: 'mine', user: saName('first') }, [], {
      env: { KUBECONFIG },
      isWithoutNamespace: true,
    });
    await assertSame(place(), { context: 'theirs', user: saName('first') }, ['--context', 'theirs'], {
      env: { KUBECONFIG },
    });
  });

  it('a token in a file beside the kubeconfig', async () => {
    await place().write('token-file/tokens/robot', await tokenOf(place(), 'from-file'));
    const file = await writeConfig(place(), 'token-file/config', oneUser(place(), { tokenFile: 'tokens/robot' }));

    await assertSame(place(), { context: 'here', user: saName('from-file') }, ['--kubeconfig', file]);
  });

  it('a plugin that logs in, beside the kubeconfig', async () => {
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: await tokenOf(place(), 'from-plugin') },
    };
    const answer = JSON.stringify(credential);
    const script = await place().write(
      'plugin/login.sh',
      `#!/bin/sh\n[ "$1 $SECRET" = "get-token known" ] && printf '%s' '${answer}'\n`,
    );
    await chmod(script, 0o755);
    const exec = {
      apiVersion: credential.apiVersion,
      command: './login.sh',
      args: ['get-token'],
      env: [{ name: 'SECRET', value: 'known' }],
      interactiveMode: 'Never',
    };
    const file = await writeConfig(place(), 'plugin/config', oneUser(place(), { exec }));

    await assertSame(place(), { context: 'here', user: saName('from-plugin') }, ['--kubeconfig', file]);
  });

  it('a client certificate', async () => {
    const { certFile, keyFile } = await place().cluster.clientCertificate('kubeconfig-certificate');
    const user = { 'client-certificate': certFile, 'client-key': keyFile };
    const file = await writeConfig(place(), 'certificate/config', oneUser(place(), user));

    await assertSame(place(), { context: 'here', user: 'kubeconfig-certificate' }, ['--kubeconfig', file]);
  });

  it('--as and --as-group: rights that come from a group alone', async () => {
    const flags = ['--as', 'kubeconfig-somebody', '--as-group', 'others', '--as-group', READERS];

    const somebody = { context: 'control-plane', user: 'kubeconfig-somebody', rights: { groups: [READERS] } };
    await assertSame(place(), somebody, flags);
  });

  it('a context without a user takes the one of --user', async () => {
    const file = await writeConfig(place(), 'nobody/config', {
      current: 'here',
      contexts: { here: { cluster: 'real', namespace: NAMESPACE } },
      clusters: { real: realCluster(place()) },
      users: { robot: { token: await tokenOf(place(), 'by-flag') } },
    });

    await assertSame(place(), { context: 'here', user: saName('by-flag') }, ['--kubeconfig', file, '--user', 'robot']);
    // kubectl would ask for a name and a password.
    assertExit(await dryRun(place(), ['--kubeconfig', file]), 5, /User "system:anonymous" cannot/);
  });
});

interface Expected {
  readonly context: string;
  readonly user: string;
  /** By what this user may read; being this user, when left out. */
  readonly rights?: Grant['to'];
}

/** kubectl and the plugin are given the same: the plan is of kubectl's cluster, made with rights that only kubectl's user has. */
async function assertSame(
  place: Place,
  { context, user, rights = { users: [user] } }: Expected,
  flags: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const grant = { name: user, to: rights };
  await grantReading(place.cluster, { ...grant, mayRead: { '': ['persistentvolumes'] } });
  await grantReading(place.cluster, {
    ...grant,
    namespace: NAMESPACE,
    mayRead: { '': ['persistentvolumeclaims', 'pods'] },
  });
  const [view, who, plan] = await Promise.all([
    place.kubectl(['config', 'view', '--minify', '-o', 'json', ...flags], options),
    place.kubectl(['auth', 'whoami', '-o', 'json', ...flags], options),
    dryRun(place, flags, options),
  ]);
  assertDone(view);
  assertDone(who);
  const seen = JSON.parse(view.stdout) as View;
  assert.equal(seen['current-context'], context, 'as kubectl itself has it');
  assert.equal((JSON.parse(who.stdout) as Review).status.userInfo.username, user, 'as kubectl itself has it');
  assertDone(plan);
  const line = `Cluster   ${context}, ${seen.clusters[0]?.cluster.server ?? ''}`;
  assert.ok(plan.stderr.includes(`${line}\n`), `no line "${line}" in\n${plan.stderr}`);
  assert.match(plan.stderr, /\+ +authenticationSource: pod/);
}

interface View {
  readonly 'current-context': string;
  readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
}

interface Review {
  readonly status: { readonly userInfo: { readonly username: string } };
}

function dryRun(place: Place, flags: readonly string[], options: CallOptions = {}) {
  return place.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--dry-run=client', ...flags], options);
}

type Parts = Parameters<typeof kubeconfigText>[0];

async function writeConfig(place: Place, path: string, parts: Parts): Promise<string> {
  return place.write(path, kubeconfigText(parts));
}

function oneUser(place: Place, user: object): Parts {
  return {
    current: 'here',
    contexts: { here: { cluster: 'real', user: 'somebody' } },
    clusters: { real: realCluster(place) },
    users: { somebody: user },
  };
}

function realCluster({ cluster }: Place): object {
  return { server: cluster.server, 'certificate-authority': cluster.caFile };
}

function saName(name: string): string {
  return `system:serviceaccount:${NAMESPACE}:${name}`;
}

/** Makes a ServiceAccount for the occasion. */
async function tokenOf({ cluster }: Place, name: string): Promise<string> {
  const accounts = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`;
  await cluster.api.expect('POST', accounts, { metadata: { name } });
  const { body } = await cluster.api.expect('POST', `${accounts}/${name}/token`, { spec: {} });
  return (body as { status: { token: string } }).status.token;
}
