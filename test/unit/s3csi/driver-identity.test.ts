import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { identifyDriver } from '../../../src/s3csi/driver-identity.js';

const CSI_DRIVER: KubernetesObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: 's3.csi.aws.com' },
};

const LABELS = { 'app.kubernetes.io/name': 'aws-mountpoint-s3-csi-driver' };

function daemonSet(
  image: Json,
  more: { name?: string; labels?: Record<string, string>; init?: string } = {},
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: more.name ?? 's3-csi-node', namespace: 'kube-system', labels: more.labels ?? LABELS },
    spec: {
      template: {
        spec: {
          ...(more.init === undefined ? {} : { initContainers: [{ name: 'other' }, { name: more.init }] }),
          containers: [
            { name: 'node-driver-registrar', image: 'registrar:v9.9.9' },
            { name: 's3-plugin', image },
          ],
        },
      },
    },
  };
}

const CONTROLLER: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 's3-csi-controller', namespace: 'kube-system' },
};

const DIGEST = `@sha256:${'a'.repeat(64)}`;

describe('the driver in the cluster', () => {
  it('is unknown, not absent, when nobody may look', () => {
    const hidden = { daemonSets: [], servesAttachments: false, isHidden: true };
    assert.equal(identifyDriver(hidden).generation, 'unknown');
    assert.equal(identifyDriver({ ...hidden, servesAttachments: true }).generation, 'v2');
  });

  it('is absent when nothing of it is there', () => {
    const other = daemonSet('efs:v1', { name: 'efs-csi-node', labels: { 'app.kubernetes.io/name': 'efs' } });
    assert.deepEqual(identifyDriver({ daemonSets: [other], deployments: [], servesAttachments: false }), {
      generation: 'absent',
      booksAttachments: false,
    });
  });

  it('is v2, with its tag and namespace, and books its attachments', () => {
    const traces = {
      csiDriver: CSI_DRIVER,
      daemonSets: [daemonSet('eks/aws-s3-csi-driver:v2.7.0')],
      servesAttachments: true,
    };
    assert.deepEqual(identifyDriver(traces), {
      generation: 'v2',
      version: 'v2.7.0',
      namespace: 'kube-system',
      booksAttachments: true,
    });
  });

  it('is v1 by its init container, whatever the tag says, and books nothing even where a CRD was left', () => {
    for (const tag of ['v1.14.0', 'latest', 'v2.0.0']) {
      const daemonSets = [daemonSet(`s3:${tag}`, { init: 'install-mountpoint' })];
      assert.deepEqual(identifyDriver({ csiDriver: CSI_DRIVER, daemonSets, servesAttachments: true }), {
        generation: 'v1',
        version: tag,
        namespace: 'kube-system',
        booksAttachments: false,
      });
    }
  });

  it('is not v1 for any other init container', () => {
    const daemonSets = [daemonSet('s3:v2.7.0', { init: 'wait-for-network' })];
    assert.equal(identifyDriver({ daemonSets, servesAttachments: true }).generation, 'v2');
  });

  it('is found by its name where the label was overridden, and by its label where the name was', () => {
    for (const more of [{ labels: {} }, { name: 'my-node' }]) {
      const daemonSets = [daemonSet('s3:v2.1.0', more)];
      assert.equal(identifyDriver({ daemonSets, servesAttachments: true }).version, 'v2.1.0');
    }
  });

  it('is told by the DaemonSet that runs the plugin, not by another one with the same label', () => {
    const mounter: KubernetesObject = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 's3-csi-daemonset-mounter', namespace: 'elsewhere', labels: LABELS },
      spec: { template: { spec: { containers: [{ name: 'mounter', image: 's3:v3.0.0' }] } } },
    };
    const found = identifyDriver({ daemonSets: [mounter, daemonSet('s3:v2.7.0')], servesAttachments: true });
    assert.deepEqual([found.version, found.namespace], ['v2.7.0', 'kube-system']);
  });

  const tags: readonly (readonly [image: string, version: string | undefined, generation: string])[] = [
    ['public.ecr.aws/mountpoint-s3-csi-driver/aws-mountpoint-s3-csi-driver:v2.4.1', 'v2.4.1', 'v2'],
    ['localhost:5000/s3:2.0.0', '2.0.0', 'v2'],
    ['localhost:5000/s3', undefined, 'unknown'],
    ['s3:v1.15.0-eksbuild.1', 'v1.15.0-eksbuild.1', 'v1'],
    [`s3:v2.3.0${DIGEST}`, 'v2.3.0', 'v2'],
    [`localhost:5000/s3${DIGEST}`, undefined, 'unknown'],
    ['s3:v2', 'v2', 'v2'],
    ['s3:v20.1.0', 'v20.1.0', 'unknown'],
    ['s3:v3.0.0', 'v3.0.0', 'unknown'],
    ['s3:latest', 'latest', 'unknown'],
    ['s3:2a7f', '2a7f', 'unknown'],
    ['s3', undefined, 'unknown'],
  ];

  for (const [image, version, generation] of tags) {
    it(`is ${generation} ${version ?? 'without a version'} by the image ${image} alone`, () => {
      const found = identifyDriver({ daemonSets: [daemonSet(image)], servesAttachments: false });
      assert.deepEqual([found.version, found.generation], [version, generation]);
      assert.equal('version' in found, version !== undefined);
    });
  }

  it('is v2 without a version, by the CRD or the controller, where the image is named by its digest', () => {
    const daemonSets = [daemonSet(`s3${DIGEST}`)];
    const byCrd = identifyDriver({ csiDriver: CSI_DRIVER, daemonSets, servesAttachments: true });
    assert.deepEqual(byCrd, { generation: 'v2', namespace: 'kube-system', booksAttachments: true });
    const byController = identifyDriver({ daemonSets, deployments: [CONTROLLER], servesAttachments: false });
    assert.deepEqual(byController, { generation: 'v2', namespace: 'kube-system', booksAttachments: false });
  });

  it('is v1 without a version, by the init container, where the image is named by its digest', () => {
    const daemonSets = [daemonSet(`s3${DIGEST}`, { init: 'install-mountpoint' })];
    const found = identifyDriver({ daemonSets, servesAttachments: false });
    assert.deepEqual(found, { generation: 'v1', namespace: 'kube-system', booksAttachments: false });
  });

  it('is there, but of unknown generation, where only its CSIDriver is seen', () => {
    const found = identifyDriver({ csiDriver: CSI_DRIVER, daemonSets: [], servesAttachments: false });
    assert.deepEqual(found, { generation: 'unknown', booksAttachments: false });
  });

  it('is v2 where only its controller is seen', () => {
    const found = identifyDriver({ daemonSets: [], deployments: [CONTROLLER], servesAttachments: true });
    assert.deepEqual(found, { generation: 'v2', namespace: 'kube-system', booksAttachments: true });
  });

  it('books attachments wherever their CRD is served, even by a driver that cannot be told', () => {
    const unknown = identifyDriver({ daemonSets: [daemonSet('s3:v3.0.0')], servesAttachments: true });
    assert.deepEqual([unknown.generation, unknown.booksAttachments], ['unknown', true]);
    assert.equal(identifyDriver({ daemonSets: [], servesAttachments: true }).booksAttachments, true);
  });

  it('is read from objects of any shape', () => {
    const odd = { ...daemonSet(7), spec: { template: 'text' } };
    for (const set of [daemonSet(7), daemonSet(null), odd]) {
      assert.equal(identifyDriver({ daemonSets: [set], servesAttachments: false }).generation, 'unknown');
    }
  });
});
