import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ControlPlane } from '../../cluster/control-plane.js';
import { controlPlaneStage } from '../control-plane-stage.js';
import { PLUGIN_EXECUTABLE } from '../plugin-executable.js';
import type { PluginResult, Stage } from '../stage.js';
import { readPair, uidsOf, type Pair } from '../stories/facts.js';
import { searchPath, startProgram, type Environment, type Running } from './executable.js';
import { useSharedCluster } from './shared-cluster.js';

export interface CallOptions {
  /** On top of the place's own environment; undefined takes a variable out. */
  readonly env?: Environment;
  readonly input?: string;
  /** Where it is called, below the place's folder. */
  readonly folder?: string;
  /** Through the real kubectl, as a user types it. */
  readonly isThroughKubectl?: boolean;
  /** No `-n` is added: the kubeconfig has to say where the claim is. */
  readonly isWithoutNamespace?: boolean;
}

/** A namespace of the shared control plane and a folder on disk, for the tests of one describe. */
export interface Place {
  readonly cluster: ControlPlane;
  readonly stage: Stage;
  /** Removed at the end. */
  readonly folder: string;
  /** What its programs find in their environment. */
  readonly env: Environment;
  /** Calls the executable to its end, with `-n` of this place's namespace unless the words have their own. */
  plugin(args: readonly string[], options?: CallOptions): Promise<PluginResult>;
  start(args: readonly string[], options?: CallOptions): Running;
  /** The real kubectl, in the same environment and namespace. */
  kubectl(args: readonly string[], options?: CallOptions): Promise<PluginResult>;
  /** A line as a user types it, with nothing added. */
  shell(line: string): Promise<PluginResult>;
  /** Writes a file below the place's folder and returns its path. */
  write(path: string, text: string): Promise<string>;
}

/** For a describe: a place of its own from its first test to its last. */
export function usePlace(namespace: string): () => Place {
  const cluster = useSharedCluster();
  let place: Place | undefined;
  before(`namespace ${namespace}`, async () => {
    place = await openPlace(cluster(), namespace);
  });
  after(() => closePlace(place));
  return () => present(place, namespace);
}

/** The same anew for each test, where one that fails would leave a mess to the next. */
export function useFreshPlaces(prefix: string): () => Place {
  const cluster = useSharedCluster();
  let place: Place | undefined;
  let count = 0;
  beforeEach(`a namespace ${prefix}-N`, async () => {
    place = await openPlace(cluster(), `${prefix}-${++count}`);
  });
  afterEach(() => closePlace(place));
  return () => present(place, prefix);
}

/** The same without hooks, for whoever has several at a time. */
export async function openPlace(cluster: ControlPlane, namespace: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 's3csi-place-'));
  await cluster.api.expect('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  return placeIn(cluster, namespace, folder);
}

export async function closePlace(place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  // Not waited for: the control plane ends with the tests.
  await place.cluster.api.request('DELETE', `/api/v1/namespaces/${place.stage.namespace}`);
  await rm(place.folder, { recursive: true, force: true });
}

function present(place: Place | undefined, namespace: string): Place {
  if (place === undefined) throw new Error(`namespace ${namespace} is asked for before it is there`);
  return place;
}

function placeIn(cluster: ControlPlane, namespace: string, folder: string): Place {
  const inNamespace = (args: readonly string[], { isWithoutNamespace = false }: CallOptions = {}) =>
    isWithoutNamespace || args.includes('-n') ? args : [...args, '-n', namespace];
  const surroundings = ({ env = {}, input, folder: below = '' }: CallOptions = {}) => ({
    env: { ...environmentOf(cluster, folder), ...env },
    cwd: join(folder, below),
    input,
  });
  const start: Place['start'] = (args, options = {}) =>
    options.isThroughKubectl === true
      ? startProgram(cluster.kubectlPath, ['s3csi-recreate', ...inNamespace(args, options)], surroundings(options))
      : startProgram(PLUGIN_EXECUTABLE, inNamespace(args, options), surroundings(options));
  return {
    cluster,
    stage: controlPlaneStage(cluster, namespace, folder),
    folder,
    env: environmentOf(cluster, folder),
    start,
    plugin: (args, options) => start(args, options).ended,
    shell: (line) => startProgram('/bin/sh', ['-c', line], surroundings()).ended,
    kubectl: (args, options) =>
      startProgram(cluster.kubectlPath, inNamespace(args, options), surroundings(options)).ended,
    async write(path, text) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    },
  };
}

/** What a program of this place finds around it. */
export function environmentOf(cluster: ControlPlane, folder: string): Environment {
  return {
    HOME: folder,
    PATH: searchPath(dirname(cluster.kubectlPath)),
    KUBECONFIG: cluster.kubeconfig,
    KUBECACHEDIR: join(folder, 'kubectl-cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    LC_ALL: 'C.UTF-8',
  };
}

/** What must be the same after a command that wrote nothing. */
export interface Facts {
  readonly pair: Pair;
  readonly pods: readonly string[];
}

export async function factsOf({ stage }: Place): Promise<Facts> {
  return { pair: await readPair(stage), pods: uidsOf(await stage.pods()) };
}

/** Claim, volume and Pods are the same down to the resourceVersion, and not even a folder for runs was made. */
export async function assertNothingWritten(place: Place, { pair, pods }: Facts): Promise<void> {
  const now = await factsOf(place);
  assert.deepEqual(now.pair.claim.metadata, pair.claim.metadata);
  assert.deepEqual(now.pair.volume.metadata, pair.volume.metadata);
  assert.deepEqual(now.pods, pods);
  assert.deepEqual(await readdir(join(place.folder, 'state')).catch(() => 'none'), 'none', 'nothing was kept on disk');
}
