import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { kubeconfigText } from '../../unit/cluster/support/kubeconfig-text.js';
import { assertDone, assertExit, installVolume } from '../stories/facts.js';
import { grantReading } from './grant.js';
import { usePlace, type CallOptions, type Place } from './place.js';

const NAMESPACE = 'kubeconfig';
const READERS = 'kubeconfig-readers';

describe('the kubeconfig as kubectl reads it', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  before('a claim, and readers who may read it and no other', async function () {
    this.timeout(60_000);
    await installVolume(place().stage);
    const to = { groups: [READERS, `system:serviceaccounts:${NAMESPACE}`] };
    const { cluster } = place();
    await grantReading(cluster, { name: READERS, to, mayRead: { '': ['persistentvolumes'] } });
    const mayRead = { '': ['persistentvolumeclaims', 'pods'] };
    await grantReading(cluster, { name: READERS, namespace: NAMESPACE, to, mayRead });
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
    const { certFile, keyFile } = await place().cluster.clientCertificate('kubeconfig-certificate', [READERS]);
    const user = { 'client-certificate': certFile, 'client-key': keyFile };
    const file = await writeConfig(place(), 'certificate/config', oneUser(place(), user));

    await assertSame(place(), { context: 'here', user: 'kubeconfig-certificate' }, ['--kubeconfig', file]);
  });

  it('--as and --as-group: rights that come from a group alone', async () => {
    const flags = ['--as', 'kubeconfig-somebody', '--as-group', 'others', '--as-group', READERS];

    await assertSame(place(), { context: 'control-plane', user: 'kubeconfig-somebody' }, flags);
    const without = await dryRun(place(), flags.slice(0, 4));
    assertExit(without, 5, /User "kubeconfig-somebody" cannot/);
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
}

/**
 * kubectl and the plugin are given the same: the plan is of kubectl's cluster, made with rights that only kubectl's user
 * has, and where that user has none, the plugin's user is the one who is refused.
 */
async function assertSame(
  place: Place,
  expected: Expected,
  flags: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const [view, who, plan, refused] = await Promise.all([
    place.kubectl(['config', 'view', '--minify', '-o', 'json', ...flags], options),
    place.kubectl(['auth', 'whoami', '-o', 'json', ...flags], options),
    dryRun(place, flags, options),
    dryRun(place, [...flags, '-n', 'kube-system'], options),
  ]);
  assertDone(view);
  assertDone(who);
  const { 'current-context': context, clusters } = JSON.parse(view.stdout) as View;
  const { username } = (JSON.parse(who.stdout) as Review).status.userInfo;
  assert.deepEqual({ context, user: username }, expected, 'what kubectl itself makes of it');
  assertDone(plan);
  const line = `Cluster   ${context}, ${clusters[0]?.cluster.server ?? ''}`;
  assert.ok(plan.stderr.includes(`${line}\n`), `no line "${line}" in\n${plan.stderr}`);
  assert.match(plan.stderr, /\+ +authenticationSource: pod/);
  assertExit(refused, 5, new RegExp(`User "${username}" cannot .* in the namespace "kube-system"`));
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
