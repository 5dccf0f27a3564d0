import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { apiClient } from '../../cluster/api-client.js';
import { CertificateAuthority } from '../../cluster/certificate-authority.js';
import { freePorts } from '../../cluster/free-ports.js';
import { writeKubeconfig, type Credential } from '../../cluster/kubeconfig.js';
import type { Place } from './place.js';

/**
 * Writes a kubeconfig for everything that can be wrong with a connection, NAME.kubeconfig in the place's folder, and
 * `only-node`, a folder for a PATH without kubectl.
 *
 * @returns what ends the server behind one of them
 */
export async function writeWrongConnections(place: Place, namespace: string): Promise<() => void> {
  const { cluster, folder } = place;
  const admin = { token: cluster.tokens.admin };
  const write = (name: string, credential: Credential, server = cluster.server, ca = cluster.caFile) =>
    writeKubeconfig(join(folder, `${name}.kubeconfig`), server, ca, credential);
  const [closed = 0] = await freePorts(1);
  const silentServer = createServer((socket) => socket.on('error', () => undefined));
  const silent = await portOf(silentServer);

  await write('closed', admin, `https://127.0.0.1:${closed}`);
  await write('silent', admin, `https://127.0.0.1:${silent}`);
  const stranger = await place.write('stranger.crt', new CertificateAuthority().certificate);
  await write('wrong-authority', admin, cluster.server, stranger);
  await write('unknown-token', { token: 'never-given-out' });
  await write('expired-token', { token: await expiredToken(place, namespace) });
  await write('reader', await cluster.clientCertificate(`${namespace}-reader`));
  await write('nobody', await cluster.clientCertificate(`${namespace}-nobody`));
  await mkdir(join(folder, 'only-node'));
  await symlink(process.execPath, join(folder, 'only-node', 'node'));
  return () => {
    silentServer.close();
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Of the namespace's own ServiceAccount, as the API server gave it out, but with an end that has passed. */
async function expiredToken({ cluster }: Place, namespace: string): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default/token`;
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
