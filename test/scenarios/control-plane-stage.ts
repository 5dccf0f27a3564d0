import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KubernetesObject, Pod } from '../../src/model/objects.js';
import { POD, type Resource } from '../../src/model/references.js';
import type { ControlPlane } from '../cluster/control-plane.js';
import { waitUntil } from '../cluster/wait-until.js';
import { fieldAt } from '../../src/s3csi/json-fields.js';
import { claim } from '../support/manifests/claim.js';
import { volume } from '../support/manifests/volume.js';
import { mutatingPolicy } from './admission-policy.js';
import { leavingWorkloads, WORKLOAD_RESOURCES } from './leaving-workloads.js';
import { proxiedLine, type ProxiedLine } from './proxied-line.js';
import { pathWithPlugin } from './plugin-executable.js';
import type { Mutation, Stage, Story } from './stage.js';

/** Tells a story on the real control plane, with the real executable run by the real kubectl, in a namespace of its own. */
export async function tellOnControlPlane(story: Story, cluster: ControlPlane, namespace: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 's3csi-story-'));
  const line = proxiedLine(cluster);
  try {
    await cluster.api.expect('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    await story.tell(leavingWorkloads(story, controlPlaneStage(cluster, namespace, folder, line)));
  } finally {
    await line.close();
    // Not waited for: the control plane ends with the tests, and its Pods take their time.
    await cluster.api.request('DELETE', `/api/v1/namespaces/${namespace}`);
    await rm(folder, { recursive: true });
  }
}

/** The same without a story: a namespace that is there, and a folder for the files and the state of its plugin. */
export function controlPlaneStage(cluster: ControlPlane, namespace: string, folder: string, line?: ProxiedLine): Stage {
  const { api } = cluster;
  const stateHome = join(folder, 'state');

  async function find(resource: Resource, name: string): Promise<KubernetesObject | undefined> {
    const { status, body } = await api.request('GET', pathOf(resource, namespace, name));
    return status === 404 ? undefined : (body as KubernetesObject);
  }

  return {
    namespace,
    volumeName: `${namespace}-pv`,
    async create(...objects) {
      for (const object of objects) await api.expect('POST', pathOf(resourceOf(object), namespace), object);
    },
    read: <T extends KubernetesObject>(resource: Resource, name: string) =>
      find(resource, name) as Promise<T | undefined>,
    async remove(resource, name) {
      await api.expect('DELETE', pathOf(resource, namespace, name));
    },
    async patch(resource, name, patch) {
      await api.expect('PATCH', pathOf(resource, namespace, name), patch);
    },
    async patchStatus(resource, name, status) {
      await api.expect('PATCH', `${pathOf(resource, namespace, name)}/status`, { status });
    },
    async assign({ metadata: { name, uid = '' } }, node) {
      const target = { apiVersion: 'v1', kind: 'Node', name: node };
      const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace, uid }, target };
      await api.expect('POST', `${pathOf(POD, namespace, name)}/binding`, binding, [404, 409]);
    },
    async admit(mutation) {
      const [policy, binding] = mutatingPolicy(namespace, mutation);
      for (const object of [policy, binding]) await api.expect('POST', pathOf(resourceOf(object)), object);
      await waitUntil('the policy is in force', () => isInForce(api, namespace, mutation));
    },
    async pods() {
      const { body } = await api.expect('GET', pathOf(POD, namespace));
      return (body as { items: readonly Pod[] }).items;
    },
    async workloads() {
      const lists = await Promise.all(
        WORKLOAD_RESOURCES.map((resource) => api.expect('GET', pathOf(resource, namespace))),
      );
      return lists.flatMap(({ body }, index) =>
        (body as { items: readonly KubernetesObject[] }).items.map((item) => ({
          ...item,
          kind: WORKLOAD_RESOURCES[index]?.kind ?? '',
        })),
      );
    },
    async until(what, isSo) {
      await waitUntil(what, isSo);
    },
    async plugin(args, { files = {} } = {}) {
      const here = join(folder, 'files');
      await mkdir(here, { recursive: true });
      for (const [name, text] of Object.entries(files)) await writeFile(join(here, name), text);
      const words = args.map((word) => (word in files ? join(here, word) : word));
      return cluster.kubectl(['s3csi-recreate', ...words, '-n', namespace], {
        env: {
          PATH: pathWithPlugin(dirname(cluster.kubectlPath), process.env['PATH'] ?? ''),
          XDG_STATE_HOME: stateHome,
          ...(line?.env() ?? {}),
        },
      });
    },
    async disturbed(args, moment, act) {
      if (line === undefined) throw new Error('this stage has no line of its own that could be disturbed');
      await line.disturbOnce(moment, act);
      return this.plugin(args);
    },
    runs: () => readdir(join(stateHome, 'kubectl-s3csi-recreate', 'runs')).catch(() => []),
  };
}

/** Admission follows its policies through a watch of its own. */
async function isInForce(api: ControlPlane['api'], namespace: string, { kind, path, value }: Mutation) {
  const probe =
    kind === 'PersistentVolume'
      ? volume({ name: `${namespace}-pv-probe`, namespace, labels: { probe: '1' }, annotations: { probe: '1' } })
      : claim({ name: 'probe', namespace, labels: { probe: '1' }, annotations: { probe: '1' } });
  const { body } = await api.expect('POST', `${pathOf(resourceOf(probe), namespace)}?dryRun=All`, probe);
  return fieldAt(body as KubernetesObject, ...path) === value;
}

function pathOf(resource: Resource, namespace = '', name?: string): string {
  const group = resource.apiVersion === 'v1' ? '/api/v1' : `/apis/${resource.apiVersion}`;
  const place = resource.namespaced ? `/namespaces/${namespace}` : '';
  return `${group}${place}/${resource.plural}${name === undefined ? '' : `/${name}`}`;
}

/** The kinds of these stories form their plurals the plain way. */
function resourceOf({ apiVersion, kind }: KubernetesObject): Resource {
  const plural = `${kind.toLowerCase().replace(/y$/, 'ie')}${kind.endsWith('s') ? 'es' : 's'}`;
  return { apiVersion, kind, plural, namespaced: !CLUSTER_WIDE.has(kind) };
}

const CLUSTER_WIDE = new Set([
  'PersistentVolume',
  'Node',
  'StorageClass',
  'VolumeAttachment',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
]);
