import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createServer as createWebServer } from 'node:http';
import { createServer as createSilentServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { apiClient } from '../../cluster/api-client.js';
import { CertificateAuthority } from '../../cluster/certificate-authority.js';
import { freePorts } from '../../cluster/free-ports.js';
import { writeKubeconfig, type Credential } from '../../cluster/kubeconfig.js';
import { deployment } from '../../support/manifests/deployment.js';
import { installVolume, untilReady } from '../stories/facts.js';
import { usePlace, type Place } from './place.js';
import { itAnswers, type Call } from './refusals.js';

const NAMESPACE = 'bad-connection';
const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** Every wrong connection is a kubeconfig of that name in the place's folder, one above where the commands are called. */
function withKubeconfig(name: string): readonly string[] {
  return [...EDIT, '--kubeconfig', `../${name}.kubeconfig`];
}

const NONE: readonly Call[] = [
  {
    name: 'there is no kubeconfig at all',
    args: EDIT,
    env: { KUBECONFIG: undefined, HOME: '/no-such-home' },
    code: 2,
    says: ['no kubeconfig', '/no-such-home/.kube/config'],
    cure: /--kubeconfig|KUBECONFIG/,
  },
  {
    name: '--kubeconfig names no file',
    args: withKubeconfig('missing'),
    code: 2,
    says: ['"../missing.kubeconfig"'],
    cure: /--kubeconfig/,
  },
  { name: 'the kubeconfig is not one', args: withKubeconfig('torn'), code: 2, says: ['torn.kubeconfig'] },
  {
    name: '--context names no context',
    args: [...EDIT, '--context', 'production'],
    code: 2,
    says: ['"production"'],
    cure: /get-contexts.*control-plane/,
  },
  {
    name: 'kubectl is not on PATH',
    args: EDIT,
    // Relative, as the folder is only known later.
    env: { PATH: '../only-node' },
    code: 2,
    says: ['kubectl', 'not found'],
    cure: /PATH/,
  },
  {
    name: 'KUBECTL_PATH names no file',
    args: EDIT,
    env: { KUBECTL_PATH: '/no/such/kubectl' },
    code: 2,
    says: ['"/no/such/kubectl"'],
    cure: /KUBECTL_PATH/,
  },
];

const UNREACHABLE: readonly Call[] = [
  {
    name: 'nothing listens at its port',
    args: withKubeconfig('closed'),
    code: 5,
    says: ['https://127.0.0.1:', 'connection refused'],
    cure: /kubectl cluster-info/,
  },
  {
    name: 'it does not answer',
    args: [...withKubeconfig('silent'), '--request-timeout=300ms'],
    code: 5,
    says: ['https://127.0.0.1:', 'did not answer within 0.3 s'],
    cure: /--request-timeout/,
  },
  {
    name: 'its certificate is signed by somebody else',
    args: withKubeconfig('wrong-authority'),
    code: 5,
    says: ['https://127.0.0.1:', 'unknown authority'],
    cure: /certificate-authority/,
  },
  {
    name: 'it speaks plain HTTP',
    args: withKubeconfig('plain'),
    code: 5,
    says: ['https://127.0.0.1:', 'does not speak HTTPS'],
    cure: /address and port/,
  },
  {
    name: 'it is a page to sign in at',
    args: withKubeconfig('web-page'),
    code: 5,
    says: ['http://127.0.0.1:', 'not in JSON', 'Sign in here'],
    cure: /proxy/,
  },
];

const NOT_ALLOWED: readonly Call[] = [
  {
    name: 'its token is unknown',
    args: withKubeconfig('unknown-token'),
    code: 5,
    says: ['Unauthorized'],
    cure: /log in|whoami/,
  },
  {
    name: 'its token has expired',
    args: withKubeconfig('expired-token'),
    code: 5,
    says: ['Unauthorized'],
    cure: /log in|whoami/,
  },
  {
    name: 'its user may not read the claim',
    args: withKubeconfig('nobody'),
    code: 5,
    says: ['User "bad-connection-nobody" cannot', NAMESPACE],
    cure: /rights|auth can-i/,
  },
  {
    name: 'its user may read but not change: all that is missing is named at once',
    args: withKubeconfig('reader'),
    code: 5,
    says: [
      'delete persistentvolumeclaims',
      'create persistentvolumeclaims',
      'patch persistentvolumeclaims',
      'delete persistentvolumes',
      'create persistentvolumes',
      'delete pods',
      'list mountpoints3podattachments',
      'nothing was changed',
    ],
    cure: /ClusterRole/,
  },
];

describe('a cluster that cannot be had', function () {
  const place = usePlace(NAMESPACE);
  const servers: Server[] = [];

  before('a claim in use, and everything that is wrong', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: NAMESPACE, replicas: 1 }));
    await Promise.all([untilReady(stage, 1), writeAll(place(), servers), letRead(place(), `${NAMESPACE}-reader`)]);
  });

  after(() => {
    for (const server of servers) server.close();
  });

  describe('for want of a kubeconfig or of kubectl, when', () => {
    itAnswers(place, () => NONE);
  });

  describe('for want of an answer, when', () => {
    itAnswers(place, () => UNREACHABLE);
  });

  describe('for want of rights, when', () => {
    itAnswers(place, () => NOT_ALLOWED);
  });
});

async function writeAll(place: Place, servers: Server[]): Promise<void> {
  const { cluster, folder } = place;
  const admin = { token: cluster.tokens.admin };
  const write = (name: string, credential: Credential, server = cluster.server, ca = cluster.caFile) =>
    writeKubeconfig(join(folder, `${name}.kubeconfig`), server, ca, credential);
  const [closed = 0] = await freePorts(1);
  const silent = await listening(endless(), servers);
  const web = await listening(
    createWebServer((_, response) => response.end('<h1>Sign in here.</h1>')),
    servers,
  );
  await place.write('torn.kubeconfig', 'apiVersion: v1\nkind: Config\nusers: [{name: x\n');
  await mkdir(join(folder, 'only-node'));
  await symlink(process.execPath, join(folder, 'only-node', 'node'));
  await write('closed', admin, `https://127.0.0.1:${closed}`);
  await write('silent', admin, `https://127.0.0.1:${silent}`);
  await write('plain', admin, `https://127.0.0.1:${web}`);
  await write('web-page', admin, `http://127.0.0.1:${web}`);
  const stranger = await place.write('stranger.crt', new CertificateAuthority().certificate);
  await write('wrong-authority', admin, cluster.server, stranger);
  await write('unknown-token', { token: 'never-given-out' });
  await write('expired-token', { token: await expiredToken(place) });
  await write('reader', await cluster.clientCertificate(`${NAMESPACE}-reader`));
  await write('nobody', await cluster.clientCertificate(`${NAMESPACE}-nobody`));
}

async function listening(server: Server, servers: Server[]): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Takes connections and says nothing. */
function endless(): Server {
  const sockets = new Set<Socket>();
  const server = createSilentServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
  });
  return server;
}

/** Of the namespace's own ServiceAccount, as the API server gave it out, but with an end that has passed. */
async function expiredToken({ cluster }: Place): Promise<string> {
  const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default/token`;
  const { body } = await cluster.api.expect('POST', path, { spec: { expirationSeconds: 600 } });
  const [head = '', claims = ''] = (body as { status: { token: string } }).status.token.split('.');
  const key = await readFile(join(cluster.folder, 'service-account.key'));
  const client = apiClient(cluster.server, await readFile(cluster.caFile, 'utf8'), signed(head, claims, key));
  const { status } = await client.request('GET', '/api/v1/pods');
  await client.close();
  assert.equal(status, 403, 'whom it knows it answers: a token signed here is as good as one of its own');
  const passed = Math.floor(Date.now() / 1000) - 3600;
  const content = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  const old = { ...content, iat: passed - 600, nbf: passed - 600, exp: passed };
  return signed(head, Buffer.from(JSON.stringify(old)).toString('base64url'), key);
}

function signed(head: string, claims: string, key: Buffer): string {
  const signature = sign('sha256', Buffer.from(`${head}.${claims}`), { key, dsaEncoding: 'ieee-p1363' });
  return `${head}.${claims}.${signature.toString('base64url')}`;
}

/** Everything that a plan is made from, and no change. */
async function letRead({ cluster }: Place, user: string): Promise<void> {
  const group = '/apis/rbac.authorization.k8s.io/v1';
  const reading = (apiGroup: string, ...resources: readonly string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs: ['get', 'list'],
  });
  await cluster.api.expect('POST', `${group}/clusterroles`, {
    metadata: { name: user },
    rules: [
      reading('', 'persistentvolumes', 'persistentvolumeclaims', 'pods'),
      reading('apps', 'replicasets', 'daemonsets'),
      reading('batch', 'jobs'),
      reading('storage.k8s.io', 'csidrivers'),
    ],
  });
  await cluster.api.expect('POST', `${group}/clusterrolebindings`, {
    metadata: { name: user },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: user },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  });
}
