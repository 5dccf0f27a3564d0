import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CertificateAuthority, generateKeys } from './certificate-authority.js';
import { freePorts } from './free-ports.js';
import { writeKubeconfig } from './kubeconfig.js';

/** Users known by a token. `admin` may everything; the other two nothing, until a test grants it. */
export const USERS = ['admin', 'viewer', 'limited'] as const;
export type User = (typeof USERS)[number];

/** What is decided and written before the first process starts. */
export interface Preparation {
  readonly folder: string;
  readonly ports: Ports;
  readonly server: string;
  readonly authority: CertificateAuthority;
  readonly tokens: Readonly<Record<User, string>>;
  readonly files: Files;
}

type Ports = Readonly<Record<'etcd' | 'etcdPeer' | 'apiServer' | 'controllerManager' | 'scheduler', number>>;
type Files = ReturnType<typeof fileNames>;

/**
 * Everything is secured with an authority of this control plane's own, etcd too: should a port be taken by another
 * control plane at the last moment, nothing of this one is let in there.
 */
export async function prepare(folder: string): Promise<Preparation> {
  const [etcd = 0, etcdPeer = 0, apiServer = 0, controllerManager = 0, scheduler = 0] = await freePorts(5);
  const authority = new CertificateAuthority();
  const tokens = { admin: newToken(), viewer: newToken(), limited: newToken() };
  const files = fileNames(folder);
  const serving = authority.issue('control-plane');
  const serviceAccounts = generateKeys();
  const server = `https://127.0.0.1:${apiServer}`;
  await Promise.all([
    writeFile(files.ca, authority.certificate),
    writeFile(files.servingCertificate, serving.certificate),
    writeSecret(files.servingKey, serving.key),
    writeSecret(files.serviceAccountKey, serviceAccounts.privateKey.export({ type: 'sec1', format: 'pem' })),
    writeFile(files.serviceAccountPublicKey, serviceAccounts.publicKey.export({ type: 'spki', format: 'pem' })),
    writeSecret(files.tokens, tokenLines(tokens)),
    writeKubeconfig(files.kubeconfig, server, files.ca, { token: tokens.admin }),
  ]);
  return {
    folder,
    ports: { etcd, etcdPeer, apiServer, controllerManager, scheduler },
    server,
    authority,
    tokens,
    files,
  };
}

export function etcdFlags({ folder, ports, files }: Preparation): string[] {
  const client = `https://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    `--trusted-ca-file=${files.ca}`,
    `--cert-file=${files.servingCertificate}`,
    `--key-file=${files.servingKey}`,
    '--client-cert-auth',
    '--unsafe-no-fsync',
    // There is nobody to hold an election with: by default it takes a second.
    '--heartbeat-interval=10',
    '--election-timeout=50',
    '--log-level=warn',
  ];
}

export function apiServerFlags({ folder, ports, files }: Preparation): string[] {
  return [
    `--etcd-servers=https://127.0.0.1:${ports.etcd}`,
    `--etcd-cafile=${files.ca}`,
    `--etcd-certfile=${files.servingCertificate}`,
    `--etcd-keyfile=${files.servingKey}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.apiServer}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    ...servingFlags(files),
    `--client-ca-file=${files.ca}`,
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
  ];
}

export function controllerManagerFlags({ ports, files }: Preparation): string[] {
  return [
    `--kubeconfig=${files.kubeconfig}`,
    `--secure-port=${ports.controllerManager}`,
    ...controllerFlags(files),
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    `--root-ca-file=${files.ca}`,
  ];
}

export function schedulerFlags({ ports, files }: Preparation): string[] {
  return [`--kubeconfig=${files.kubeconfig}`, `--secure-port=${ports.scheduler}`, ...controllerFlags(files)];
}

export function kwokFlags({ files }: Preparation, stages: readonly string[]): string[] {
  return [
    `--kubeconfig=${files.kubeconfig}`,
    '--manage-all-nodes=true',
    '--node-ip=127.0.0.1',
    '--node-lease-duration-seconds=40',
    '--cidr=10.64.0.0/16',
    ...stages.map((file) => `--config=${file}`),
  ];
}

function controllerFlags(files: Files): string[] {
  return [
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
    ...servingFlags(files),
  ];
}

/** Given, so that none has to make its own, which takes each of them a while. */
function servingFlags(files: Files): string[] {
  return [`--tls-cert-file=${files.servingCertificate}`, `--tls-private-key-file=${files.servingKey}`];
}

function fileNames(folder: string) {
  return {
    ca: join(folder, 'ca.crt'),
    servingCertificate: join(folder, 'serving.crt'),
    servingKey: join(folder, 'serving.key'),
    serviceAccountKey: join(folder, 'service-account.key'),
    serviceAccountPublicKey: join(folder, 'service-account.pub'),
    tokens: join(folder, 'tokens.csv'),
    kubeconfig: join(folder, 'admin.kubeconfig'),
  };
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** The format of --token-auth-file: token, user, uid, groups. */
function tokenLines(tokens: Preparation['tokens']): string {
  return USERS.map((user) => `${tokens[user]},${user},${user}${user === 'admin' ? ',system:masters' : ''}\n`).join('');
}

async function writeSecret(file: string, content: string | Buffer): Promise<void> {
  await writeFile(file, content, { mode: 0o600 });
}
