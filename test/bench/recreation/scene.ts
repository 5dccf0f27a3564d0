import { mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import type { ApiClient } from '../../cluster/api-client.js';
import { waitUntil } from '../../cluster/wait-until.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import type { PodBehaviour } from '../../support/manifests/pod.js';
import { volume } from '../../support/manifests/volume.js';
import type { BenchCluster } from '../bench-cluster.js';

export const CLAIM_NAME = 's3-pvc';

/** A namespace with a claim, its volume and a Deployment whose Pods hold it, made to be recreated again and again. */
export interface Scene extends BenchCluster {
  readonly namespace: string;
  readonly replicas: number;
  readonly volumeName: string;
  readonly paths: Paths;
  /** Runs, kubectl's cache and manifests; goes with the control plane. */
  readonly folder: string;
  /** What a recreation changes authenticationSource to: something else each time. */
  next(): Turn;
}

export interface Paths {
  readonly claim: string;
  readonly claims: string;
  readonly volume: string;
  readonly volumes: string;
  readonly pods: string;
  readonly deployment: string;
}

/** One recreation's target. */
export interface Turn {
  readonly authenticationSource: string;
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
}

export async function layOut(
  cluster: BenchCluster,
  namespace: string,
  replicas: number,
  behaviour: PodBehaviour = {},
): Promise<Scene> {
  const volumeName = `${namespace}-pv`;
  const scene = {
    ...cluster,
    namespace,
    replicas,
    volumeName,
    paths: pathsOf(namespace, volumeName),
    folder: await mkdtemp(join(cluster.plane.folder, `${namespace}-`)),
    next: alternation(namespace, volumeName),
  };
  const { api } = cluster.plane;
  await api.expect('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const { claim, volume } = scene.next();
  await api.expect('POST', scene.paths.volumes, volume);
  await api.expect('POST', scene.paths.claims, claim);
  await untilBound(scene);
  await api.expect('POST', dirname(scene.paths.deployment), deployment({ namespace, replicas, ...behaviour }));
  await cluster.board.untilWhole(namespace, replicas);
  return scene;
}

/** What a program finds around it; nothing of this process's own. */
export function environmentOf({ plane, folder }: Scene, kubeconfig = plane.kubeconfig): NodeJS.ProcessEnv {
  return {
    HOME: folder,
    PATH: [dirname(plane.kubectlPath), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: join(folder, 'kubectl-cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    LC_ALL: 'C.UTF-8',
  };
}

/** As files for kubectl; returns their paths. */
export async function writeManifests(
  { folder }: Scene,
  { claim, volume }: Turn,
): Promise<{ claim: string; volume: string }> {
  const files = { claim: join(folder, 'claim.json'), volume: join(folder, 'volume.json') };
  await writeFile(files.claim, JSON.stringify(claim));
  await writeFile(files.volume, JSON.stringify(volume));
  return files;
}

export async function readObject(api: ApiClient, path: string): Promise<KubernetesObject | undefined> {
  const { status, body } = await api.expect('GET', path, undefined, [404]);
  return status === 404 ? undefined : (body as KubernetesObject);
}

async function untilBound({ plane, paths }: Pick<Scene, 'plane' | 'paths'>): Promise<void> {
  await waitUntil('the claim is Bound', async () => {
    const found = (await readObject(plane.api, paths.claim)) as PersistentVolumeClaim | undefined;
    return found?.status?.phase === 'Bound';
  });
}

function alternation(namespace: string, volumeName: string): () => Turn {
  let turns = 0;
  return () => {
    // Part of the sharing key, so that no way has to wait for the driver to let go of a mount.
    const authenticationSource = turns++ % 2 === 0 ? 'driver' : 'pod';
    const attributes = { bucketName: 'my-bucket', authenticationSource };
    return {
      authenticationSource,
      claim: claim({ namespace, name: CLAIM_NAME, volume: volumeName }),
      volume: volume({ name: volumeName, namespace, claim: CLAIM_NAME, attributes }),
    };
  };
}

function pathsOf(namespace: string, volumeName: string): Paths {
  const inside = `/api/v1/namespaces/${namespace}`;
  return {
    claim: `${inside}/persistentvolumeclaims/${CLAIM_NAME}`,
    claims: `${inside}/persistentvolumeclaims`,
    volume: `/api/v1/persistentvolumes/${volumeName}`,
    volumes: '/api/v1/persistentvolumes',
    pods: `${inside}/pods`,
    deployment: `/apis/apps/v1/namespaces/${namespace}/deployments/web`,
  };
}
