import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { Edits } from '../../../src/model/edits.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { plan } from '../../../src/plan/build-plan.js';
import { buildTarget } from '../../../src/plan/build-target.js';
import { chooseManifests } from '../../../src/plan/choose-manifests.js';
import { printManifests } from '../../../src/plan/print-manifest.js';
import { readManifests } from '../../../src/plan/read-manifests.js';
import { sourceManifests } from '../../../src/plan/source-manifest.js';
import { S3_DRIVER } from '../../../src/s3csi/driver-name.js';
import { edits } from './support/edits.js';
import { observation, storedClaim, storedVolume } from './support/stored.js';

const POD_AUTHENTICATION = { set: new Map([['authenticationSource', 'pod']]) };

const FILE = `# Storage of the shop
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: s3-pvc # mounted by web
spec:
  accessModes: [ReadWriteMany]
  storageClassName: ""
  resources: {requests: {storage: 1200Gi}}
  volumeName: s3-pv
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: s3-pv
spec:
  capacity:
    storage: 1.2Ti   # required and ignored
  accessModes:
  - ReadWriteMany
  mountOptions:
  # people delete their reports
  - allow-delete
  - region eu-central-1
  csi:
    driver: s3.csi.aws.com
    volumeHandle: s3-pv-handle
    volumeAttributes:
      bucketName: 'my-bucket'
`;

interface Setting {
  readonly claim?: PersistentVolumeClaim;
  readonly volume?: PersistentVolume;
  readonly edits?: Partial<Edits>;
  readonly file?: string;
}

function printed({ claim = storedClaim(), volume = storedVolume(), edits: changes = {}, file }: Setting): string {
  const observed = observation({ claim, volume });
  const wanted = { namespace: 'app', claimName: 's3-pvc', driver: S3_DRIVER };
  const manifests = file === undefined ? {} : { manifests: chooseManifests(readManifests(file, 'f'), wanted, 'f') };
  const target = buildTarget(observed, edits({ ...changes, ...manifests }), {
    recreateBarePods: false,
    restart: 'eviction',
  });
  return printManifests(sourceManifests(plan(observed, target)), file);
}

function objectsIn(text: string): readonly KubernetesObject[] {
  return [...parseAllDocuments(text, { version: '1.1' })].map((document) => document.toJS() as KubernetesObject);
}

function withMetadata<T extends KubernetesObject>(object: T, metadata: Partial<T['metadata']>): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

describe('the manifests for a source, of a file that was given', () => {
  it('keep the order, the comments and the quotes, but for what changes', () => {
    assert.equal(
      printed({ file: FILE, edits: POD_AUTHENTICATION }),
      FILE.replace(/---\napiVersion: v1\nkind: ConfigMap\n.*\n/, '').replace(
        "      bucketName: 'my-bucket'\n",
        "      bucketName: 'my-bucket'\n      authenticationSource: pod\n",
      ),
    );
  });

  it('lose what was taken out', () => {
    const text = printed({ file: FILE, edits: { removeMountOptions: ['allow-delete'] } });
    assert.deepEqual(objectsIn(text)[1]?.['spec'], {
      capacity: { storage: '1.2Ti' },
      accessModes: ['ReadWriteMany'],
      mountOptions: ['region eu-central-1'],
      csi: {
        driver: 's3.csi.aws.com',
        volumeHandle: 's3-pv-handle',
        volumeAttributes: { bucketName: 'my-bucket' },
      },
    });
  });

  it('that has one of both: the other is what was applied last, and comes first where it is the volume', () => {
    const [onlyClaim = ''] = FILE.split('---\n');
    const text = printed({ file: onlyClaim, volume: storedVolume({ isApplied: true }), edits: POD_AUTHENTICATION });
    const [volume, claim] = objectsIn(text);
    assert.deepEqual([volume?.kind, claim?.kind], ['PersistentVolume', 'PersistentVolumeClaim']);
    assert.match(text, /# mounted by web/);
  });

  it('that is a List, or JSON, stay whole objects', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${FILE.split('---\n')
      .map((document) =>
        document.replace('# Storage of the shop\n', '').replace(/^/gm, '  ').replace('  ', '- ').trimEnd(),
      )
      .join('\n')}\n`;
    const fromList = printed({ file: list, edits: POD_AUTHENTICATION });
    assert.match(fromList, /# people delete their reports/);
    const json = `${objectsIn(FILE)
      .map((object) => JSON.stringify(object))
      .join('\n---\n')}\n`;
    const fromJson = printed({ file: json, edits: POD_AUTHENTICATION });
    assert.match(fromJson, /^ {8}"bucketName": "my-bucket",\n {8}"authenticationSource": "pod"$/m);
    assert.deepEqual(objectsIn(fromList), objectsIn(fromJson));
  });

  it('are written anew where aliases would say something else', () => {
    const aliased = FILE.replace('accessModes: [ReadWriteMany]', 'accessModes: &modes [ReadWriteMany]').replace(
      "volumeAttributes:\n      bucketName: 'my-bucket'",
      "volumeAttributes: &attributes\n      bucketName: 'my-bucket'\n    future: *attributes",
    );
    const text = printed({ file: aliased, edits: POD_AUTHENTICATION });
    const volume = objectsIn(text)[1] as PersistentVolume;
    assert.deepEqual(volume.spec.csi?.['future'], { bucketName: 'my-bucket' });
    assert.deepEqual(volume.spec.csi.volumeAttributes, { bucketName: 'my-bucket', authenticationSource: 'pod' });
  });

  it('from `kubectl get -o yaml` lose all that the server had set', () => {
    const got = [storedVolume({ isApplied: true }), storedClaim()]
      .map((object) => JSON.stringify(object))
      .join('\n---\n');
    const [volume, claim] = objectsIn(printed({ file: got, edits: POD_AUTHENTICATION }));
    assert.deepEqual(Object.keys(volume?.metadata ?? {}), ['name', 'labels']);
    assert.deepEqual(Object.keys(claim?.metadata ?? {}), ['name', 'namespace', 'labels']);
    assert.deepEqual((volume as PersistentVolume).spec.claimRef, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'app',
      name: 's3-pvc',
    });
    assert.ok(!('status' in (volume ?? {})) && !('status' in (claim ?? {})));
  });
});

describe('the manifests for a source, of objects that were applied', () => {
  it('are what was applied, with the edits and nothing of the server’s defaults', () => {
    const volume = storedVolume({ isApplied: true });
    const [written] = objectsIn(printed({ volume, edits: POD_AUTHENTICATION }));
    assert.equal((written as PersistentVolume).spec['volumeMode'], undefined);
    assert.equal((written as PersistentVolume).spec.storageClassName, '');
    assert.deepEqual((written as PersistentVolume).spec.csi?.volumeAttributes, {
      bucketName: 'my-bucket',
      authenticationSource: 'pod',
    });
    assert.deepEqual(written?.metadata, { name: 's3-pv', labels: { 'app.kubernetes.io/part-of': 'shop' } });
  });

  it('follow what was changed past kubectl apply, so that they ask for what stands', () => {
    const applied = storedVolume({ isApplied: true, reclaimPolicy: 'Retain' });
    const volume = {
      ...applied,
      spec: { ...applied.spec, persistentVolumeReclaimPolicy: 'Delete', mountOptions: ['read-only'], nodeAffinity: {} },
    };
    const { spec } = objectsIn(printed({ volume }))[0] as PersistentVolume;
    assert.equal(spec.persistentVolumeReclaimPolicy, 'Delete');
    assert.deepEqual(spec.mountOptions, ['read-only']);
    assert.equal(spec['nodeAffinity'], undefined);
  });
});

describe('the manifests for a source, of objects that are edited as a whole', () => {
  it('have what was put in beside what was applied, and not what was taken out', () => {
    const volume = storedVolume({ isApplied: true });
    const claim = storedClaim({ isApplied: true });
    const manifests = {
      source: 'an editor',
      leftAside: [],
      isWhole: true,
      claim,
      volume: withMetadata(volume, { labels: { cost: 'low' } }),
    };
    const [written] = objectsIn(printed({ claim, volume, edits: { manifests } }));
    assert.deepEqual(written?.metadata.labels, { cost: 'low' });
    assert.equal((written as PersistentVolume).spec['volumeMode'], undefined);
  });
});

describe('the manifests for a source, of objects that nobody applied', () => {
  it('are the objects without what the server and the binder set', () => {
    const [volume, claim] = objectsIn(printed({ edits: POD_AUTHENTICATION }));
    assert.deepEqual(volume?.metadata, { name: 's3-pv', labels: { 'app.kubernetes.io/part-of': 'shop' } });
    assert.deepEqual(claim?.metadata, {
      name: 's3-pvc',
      namespace: 'app',
      labels: { 'app.kubernetes.io/part-of': 'shop' },
    });
  });

  it('are without what their managers add, and with what people write to steer these', () => {
    const steering = { 'argocd.argoproj.io/sync-wave': '1', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    const added = {
      'argocd.argoproj.io/tracking-id': 'shop:/PersistentVolume:app/s3-pv',
      'meta.helm.sh/release-name': 'shop',
      'meta.helm.sh/release-namespace': 'app',
    };
    const labels = {
      team: 'storage',
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/managed-by': 'Helm',
      'kustomize.toolkit.fluxcd.io/name': 'apps',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    };
    const volume = withMetadata(storedVolume(), { labels, annotations: { ...steering, ...added } });
    const [written] = objectsIn(printed({ volume }));
    assert.deepEqual(written?.metadata.labels, { team: 'storage' });
    assert.deepEqual(written.metadata.annotations, steering);
  });

  it('keep labels that look like a manager’s but are somebody’s own', () => {
    const labels = { 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/managed-by': 'Helm' };
    const [written] = objectsIn(printed({ volume: withMetadata(storedVolume(), { labels }) }));
    assert.deepEqual(written?.metadata.labels, labels);
  });

  it('quote what YAML 1.1 would read as something else', () => {
    const text = printed({
      edits: {
        set: new Map([
          ['bucketName', 'yes'],
          ['stsRegion', '007'],
        ]),
      },
    });
    assert.match(text, /bucketName: "yes"\n/);
    assert.match(text, /stsRegion: "007"\n/);
  });
});
