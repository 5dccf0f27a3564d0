import assert from 'node:assert/strict';
import { parseAllDocuments, stringify } from 'yaml';
import type { KubernetesObject, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { CLAIM } from '../../../src/model/references.js';
import type { PluginResult } from '../stage.js';
import { assertDone, installVolume, readPair, type Pair } from '../stories/facts.js';
import { assertNothingWritten, factsOf, useFreshPlaces, usePlace, type Place } from './place.js';

const NAMESPACE = 'kubectl-apply';

/**
 * Written by hand as people do: no claimRef, no namespace, quotes and comments, and text that JSON has more than one way
 * to write. An empty storageClassName of a volume is left out because the server leaves it out: with it, kubectl says
 * "configured" each time, whoever applied before.
 */
const MANIFESTS = `# Storage of the shop
apiVersion: v1
kind: PersistentVolume
metadata:
  name: ${NAMESPACE}-pv
  annotations:
    example.com/rule: 'size < 5 && name > "a" & more'
    example.com/owner: Jürgen Ærø – 東京 🪣
    example.com/odd: "line\\u2028separator, tab\\t, bell\\u0007, back\\b, feed\\f, slash / and \\\\"
spec:
  capacity: {storage: 1200Gi}
  accessModes: [ReadWriteMany]
  mountOptions:
  - allow-delete
  - region eu-central-1
  csi:
    driver: s3.csi.aws.com
    volumeHandle: ${NAMESPACE}-handle
    volumeAttributes:
      bucketName: my-bucket
      stsRegion: eu-central-1
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: s3-pvc
  labels: {team: storage}
  annotations:
    example.com/rule: 'a < b && c > d'
spec:
  accessModes: [ReadWriteMany]
  storageClassName: ""
  resources: {requests: {storage: 1200Gi}}
  volumeName: ${NAMESPACE}-pv
`;

describe('kubectl apply', function () {
  this.timeout(60_000);
  const place = usePlace(NAMESPACE);

  /** What the user's files say now. */
  let manifests = MANIFESTS;

  before('claim and volume were applied', async () => {
    await place().write('storage.yaml', manifests);
    assertDone(await place().kubectl(['apply', '-f', 'storage.yaml']));
    await place().stage.until('the claim is Bound', async () => {
      const found = await place().stage.read<PersistentVolumeClaim>(CLAIM, 's3-pvc');
      return found?.status?.phase === 'Bound';
    });
  });

  it('has nothing to do after a recreation from the edited file', async () => {
    const before = await readPair(place().stage);
    manifests = manifests
      .replace('stsRegion: eu-central-1', 'stsRegion: eu-west-1')
      .replace('team: storage', 'team: web');
    await place().write('storage.yaml', manifests);

    assertDone(await place().plugin(['s3-pvc', '-f', 'storage.yaml', '--yes']));

    await assertMoved(place(), before, { bucketName: 'my-bucket', stsRegion: 'eu-west-1' });
    await assertUnchanged(place(), ['-f', 'storage.yaml']);
  });

  it('has nothing to do after a recreation from a kustomization', async () => {
    const before = await readPair(place().stage);
    await place().write('deploy/storage.yaml', manifests);
    await place().write(
      'deploy/kustomization.yaml',
      `namespace: ${NAMESPACE}
resources: [storage.yaml]
commonAnnotations: {example.com/by: "<kustomize> & co"}
patches:
- target: {kind: PersistentVolume}
  patch: |
    - {op: replace, path: /spec/csi/volumeAttributes/stsRegion, value: eu-north-1}
`,
    );

    assertDone(await place().plugin(['s3-pvc', '-k', 'deploy', '--yes']));

    await assertMoved(place(), before, { bucketName: 'my-bucket', stsRegion: 'eu-north-1' });
    await assertUnchanged(place(), ['-k', 'deploy']);
    // From here on the file has what the kustomization made.
    const rendered = await place().kubectl(['kustomize', 'deploy']);
    manifests = rendered.stdout;
  });

  it('has nothing to do after --set, once the file says the same', async () => {
    const before = await readPair(place().stage);

    assertDone(await place().plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes']));

    await assertMoved(place(), before, {
      bucketName: 'my-bucket',
      stsRegion: 'eu-north-1',
      authenticationSource: 'pod',
    });
    manifests = withVolumeField(manifests, ['spec', 'csi', 'volumeAttributes', 'authenticationSource'], 'pod');
    await place().write('storage.yaml', manifests);
    await assertUnchanged(place(), ['-f', 'storage.yaml']);
  });

  it('has nothing to do after mount options were changed in place, once the file says the same', async () => {
    const before = await readPair(place().stage);
    const edits = ['--mount-option', 'allow-other', '--remove-mount-option', 'allow-delete'];

    assertDone(await place().plugin(['s3-pvc', ...edits, '--yes']));

    const { volume } = await readPair(place().stage);
    assert.equal(volume.metadata.uid, before.volume.metadata.uid);
    assert.deepEqual(volume.spec.mountOptions, ['region eu-central-1', 'allow-other']);
    manifests = withVolumeField(manifests, ['spec', 'mountOptions'], ['region eu-central-1', 'allow-other']);
    await place().write('storage.yaml', manifests);
    await assertUnchanged(place(), ['-f', 'storage.yaml']);
  });
});

describe('kubectl apply --dry-run=server of what --print-manifest prints', function () {
  this.timeout(60_000);
  const place = useFreshPlaces('print-manifest');

  async function apply(text: string): Promise<void> {
    assertDone(await place().kubectl(['apply', '-f', await place().write('storage.yaml', text)]));
    await place().stage.until('the claim is Bound', async () => {
      const found = await place().stage.read<PersistentVolumeClaim>(CLAIM, 's3-pvc');
      return found?.status?.phase === 'Bound';
    });
  }

  const tried = (text: string) => place().kubectl(['apply', '--dry-run=server', '-f', '-'], { input: text });

  it('has nothing to do after the run: of a file with comments', async () => {
    const { namespace } = place().stage;
    const given = MANIFESTS.replaceAll(NAMESPACE, namespace);
    await apply(given);
    await place().write('edited.yaml', given.replace('team: storage', 'team: web'));
    const edits = ['s3-pvc', '-f', 'edited.yaml', '--set', 'authenticationSource=pod'];
    const facts = await factsOf(place());

    const printed = await place().plugin([...edits, '--print-manifest']);

    assertDone(printed);
    assert.equal(
      printed.stdout,
      given
        .replace('team: storage', 'team: web')
        .replace(/^ {6}stsRegion: .*\n/m, (line) => `${line}      authenticationSource: pod\n`),
    );
    await assertNothingWritten(place(), facts);
    assertDone(await place().plugin([...edits, '--yes']));
    assertUnchangedOnServer(await tried(printed.stdout), namespace);
  });

  it('has nothing to do after the run: of objects that were applied', async () => {
    const { namespace } = place().stage;
    await apply(MANIFESTS.replaceAll(NAMESPACE, namespace));
    const edits = ['s3-pvc', '--set', 'stsRegion=eu-west-3', '--mount-option', 'allow-other'];

    const printed = await place().plugin([...edits, '--print-manifest']);

    assertDone(printed);
    assertDone(await place().plugin([...edits, '--yes']));
    assertUnchangedOnServer(await tried(printed.stdout), namespace);
  });

  it('accepts it, of objects that nobody applied', async () => {
    const { namespace } = place().stage;
    await installVolume(place().stage);
    const edits = ['s3-pvc', '--set', 'authenticationSource=pod'];
    const printed = await place().plugin([...edits, '--print-manifest']);
    assertDone(printed);
    assert.doesNotMatch(printed.stdout, /uid|resourceVersion|managedFields|status|bind-completed|last-applied/);

    const early = await tried(printed.stdout);
    assert.match(early.stderr, /spec.persistentvolumesource is immutable after creation/);
    assertDone(await place().plugin([...edits, '--yes']));
    const late = await tried(printed.stdout);

    assertDone(late);
    assert.match(late.stdout, new RegExp(`persistentvolume/${namespace}-pv configured \\(server dry run\\)`));
    const serverSide = await place().kubectl(
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '-o', 'json', '-f', '-'],
      { input: printed.stdout },
    );
    assertDone(serverSide);
    const { claim, volume } = await readPair(place().stage);
    const applied = (JSON.parse(serverSide.stdout) as { items: readonly KubernetesObject[] }).items;
    assert.deepEqual(
      applied.map((object) => object['spec']),
      [volume.spec, claim.spec],
    );
  });
});

function assertUnchangedOnServer({ code, stdout, stderr }: PluginResult, namespace: string): void {
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.trim().split('\n').sort(), [
    `persistentvolume/${namespace}-pv unchanged (server dry run)`,
    'persistentvolumeclaim/s3-pvc unchanged (server dry run)',
  ]);
}

async function assertMoved({ stage }: Place, before: Pair, attributes: Record<string, string>): Promise<void> {
  const now = await readPair(stage);
  assert.notEqual(now.volume.metadata.uid, before.volume.metadata.uid, 'the volume has a new uid');
  assert.notEqual(now.claim.metadata.uid, before.claim.metadata.uid, 'the claim has a new uid');
  assert.deepEqual(now.volume.spec.csi?.volumeAttributes, attributes);
  assert.equal(now.claim.status?.phase, 'Bound');
}

/** To the letter: "configured" would mean that the next apply in somebody's pipeline changes things. */
async function assertUnchanged(place: Place, source: readonly string[]): Promise<void> {
  const before = await readPair(place.stage);
  const { code, stdout, stderr } = await place.kubectl(['apply', ...source]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.trim().split('\n').sort(), [
    `persistentvolume/${NAMESPACE}-pv unchanged`,
    'persistentvolumeclaim/s3-pvc unchanged',
  ]);
  assert.equal(stderr, '', 'and no warning that an annotation was missing');
  const now = await readPair(place.stage);
  assert.equal(now.volume.metadata.resourceVersion, before.volume.metadata.resourceVersion);
  assert.equal(now.claim.metadata.resourceVersion, before.claim.metadata.resourceVersion);
}

/** As an editor would: the rest of the text stays. */
function withVolumeField(text: string, path: readonly string[], value: unknown): string {
  const documents = parseAllDocuments(text);
  for (const document of documents) {
    if (document.get('kind') === 'PersistentVolume') document.setIn(path, value);
  }
  return documents.map((document) => stringify(document)).join('---\n');
}
