import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

/** One program of the control plane: its name in the cache, the folder of its go.mod, and its Go package. */
export interface Binary {
  readonly name: BinaryName;
  readonly module: 'kubernetes' | 'etcd' | 'kwok';
  readonly package: string;
}

export type BinaryName = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubectl' | 'etcd' | 'kwok';

/** Kubernetes' version is in its go.mod too; the server reports v0.0.0 unless the linker is told. */
const KUBERNETES = { major: 1, minor: 36, patch: 3 };
export const KUBERNETES_VERSION = `${KUBERNETES.major}.${KUBERNETES.minor}.${KUBERNETES.patch}`;

/** In the order they are built: the small ones first, so that a broken set-up shows early. */
export const BINARIES: readonly Binary[] = [
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' },
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  kubernetes('kubectl'),
];

export const LINKER_FLAGS = [
  '-s -w',
  `-X k8s.io/component-base/version.gitVersion=v${KUBERNETES_VERSION}`,
  `-X k8s.io/component-base/version.gitMajor=${KUBERNETES.major}`,
  `-X k8s.io/component-base/version.gitMinor=${KUBERNETES.minor}`,
].join(' ');

export function moduleFolder(module: Binary['module']): string {
  return join(projectRoot(), 'test', 'cluster', 'go', module);
}

/** Names what the binaries are made of: the pinned modules, the linker's flags and the platform. */
export async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${LINKER_FLAGS}`);
  for (const module of ['kubernetes', 'etcd', 'kwok'] as const) {
    for (const file of ['go.mod', 'go.sum']) {
      hash.update(await readFile(join(moduleFolder(module), file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function kubernetes(name: BinaryName): Binary {
  return { name, module: 'kubernetes', package: `k8s.io/kubernetes/cmd/${name}` };
}
