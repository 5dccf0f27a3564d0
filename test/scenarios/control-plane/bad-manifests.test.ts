import { stringify } from 'yaml';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { volume } from '../../support/manifests/volume.js';
import { installVolume, MARKS, untilReady } from '../stories/facts.js';
import { usePlace } from './place.js';
import { itAnswers, type Call } from './refusals.js';

const NAMESPACE = 'bad-manifests';
const VOLUME_NAME = `${NAMESPACE}-pv`;
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
const CLAIM = claim({ namespace: NAMESPACE, volume: VOLUME_NAME, ...MARKS });
const VOLUME = volume({ name: VOLUME_NAME, namespace: NAMESPACE, attributes: AFTER, ...MARKS });
const [CLAIM_TEXT, VOLUME_TEXT] = [stringify(CLAIM), stringify(VOLUME)];

/** Edited manifests that are given as `edited.yaml`. */
function file(name: string, text: string, says: Call['says'], more: Partial<Call> = {}): Call {
  const args = ['s3-pvc', '-f', 'edited.yaml', '--yes'];
  return { name, args, files: { 'edited.yaml': text }, code: 2, says: ['edited.yaml', ...says], ...more };
}

function both(...documents: readonly string[]): string {
  return documents.join('---\n');
}

const UNREADABLE: readonly Call[] = [
  {
    name: 'a file that is not there',
    args: ['s3-pvc', '-f', 'missing.yaml', '--yes'],
    code: 2,
    says: ['missing.yaml', 'no such file'],
    cure: /-f/,
  },
  {
    name: 'a folder without manifests',
    args: ['s3-pvc', '-f', 'empty', '--yes'],
    files: { 'empty/notes.txt': '', 'empty/deeper/volume.yaml': VOLUME_TEXT },
    code: 2,
    says: ['empty has no manifests', '*.yaml'],
    cure: /folders in it are not looked into/,
  },
  {
    name: 'a folder that is a kustomization',
    args: ['s3-pvc', '-f', 'base', '--yes'],
    files: { 'base/kustomization.yaml': 'resources: []\n' },
    code: 2,
    says: ['base is a kustomization'],
    cure: /-k base/,
  },
  {
    name: 'a path through a file',
    args: ['s3-pvc', '-f', 'edited.yaml/claim.yaml', '--yes'],
    files: { 'edited.yaml': CLAIM_TEXT },
    code: 2,
    says: ['edited.yaml/claim.yaml cannot be read'],
    cure: /-f/,
  },
  {
    name: 'a device that never ends',
    args: ['s3-pvc', '-f', '/dev/zero', '--yes'],
    code: 2,
    says: ['/dev/zero', 'more than'],
    cure: /just the claim and its volume/,
  },
  file('nothing', '', ['edited.yaml is empty'], { cure: /manifests of the claim/ }),
  file('tabs', 'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n\tname: x\n', ['line 4'], {
    cure: /spaces, not tabs/,
  }),
  file('a key twice', `${CLAIM_TEXT}kind: PersistentVolumeClaim\n`, ['unique', /line \d+/], {
    cure: /correct the file/,
  }),
  file('aliases without end', bomb(), [/alias/i], { cure: /write the values out/ }),
  file('a long list', '- a long line\n'.repeat(10_000), ['document 1']),
];

/** Fine YAML with something else in it than was asked for. */
const WRONG: readonly Call[] = [
  file('no kind', both(VOLUME_TEXT, 'apiVersion: v1\nmetadata: {name: x}\n'), ['document 2', 'no kind']),
  file('the claim twice', both(CLAIM_TEXT, VOLUME_TEXT, CLAIM_TEXT), ['claim bad-manifests/s3-pvc more than once'], {
    cure: /keep the one/,
  }),
  file('another claim', stringify({ ...CLAIM, metadata: { ...CLAIM.metadata, name: 'other' } }), ['other', 's3-pvc'], {
    cure: /other/,
  }),
  file(
    'the claim of another namespace',
    stringify({ ...CLAIM, metadata: { ...CLAIM.metadata, namespace: 'elsewhere' } }),
    ['elsewhere', NAMESPACE],
    { cure: /-n elsewhere/ },
  ),
  file(
    'another volume',
    stringify(volume({ name: 'another-pv', namespace: NAMESPACE, attributes: AFTER })),
    ['another-pv', VOLUME_NAME],
    { cure: /correct the manifest/ },
  ),
  file(
    'another driver',
    stringify({ ...VOLUME, spec: { ...VOLUME.spec, csi: { ...VOLUME.spec.csi, driver: 'efs.csi.aws.com' } } }),
    [VOLUME_NAME, 'efs.csi.aws.com', 's3.csi.aws.com'],
  ),
  {
    name: 'an attribute that YAML takes for a number',
    args: ['s3-pvc', '-f', 'edited.yaml', '--yes'],
    files: { 'edited.yaml': VOLUME_TEXT.replace('authenticationSource: pod', 'cacheEmptyDirSizeLimit: 5') },
    code: 2,
    says: ['cacheEmptyDirSizeLimit is 5', 'string'],
    cure: /quotes/,
  },
];

const KUSTOMIZATIONS: readonly Call[] = [
  {
    name: 'a folder that is no kustomization',
    args: ['s3-pvc', '-k', '.', '--yes'],
    code: 2,
    says: ['"."', 'kustomization.yaml'],
    cure: /kubectl kustomize \./,
  },
];

const FINE: readonly Call[] = [
  {
    name: 'claim and volume in a file each, one of them in a folder beside other things',
    args: ['s3-pvc', '-f', 'claim.yaml', '-f', 'storage', '--dry-run=client'],
    files: {
      'claim.yaml': CLAIM_TEXT,
      'storage/volume.yml': VOLUME_TEXT,
      'storage/web.json': JSON.stringify(deployment({ namespace: NAMESPACE })),
      'storage/README.md': 'no manifest: this',
    },
    code: 0,
    says: [/\+ +authenticationSource: pod/, 'Deployment/web', 'would be recreated'],
  },
  {
    name: 'JSON documents one after the other, as jq writes them',
    args: ['s3-pvc', '-f', '-', '--dry-run=client'],
    input: `${JSON.stringify(CLAIM, null, 2)}\n${JSON.stringify(VOLUME)}${JSON.stringify(deployment({ namespace: NAMESPACE }))}`,
    code: 0,
    says: [/\+ +authenticationSource: pod/, 'Deployment/web', 'would be recreated'],
  },
  {
    name: 'a kustomization that renders the volume, and more that is left aside',
    args: ['s3-pvc', '-k', 'deploy', '--dry-run=client'],
    files: {
      'deploy/kustomization.yaml':
        'resources: [volume.yaml, web.yaml]\npatches:\n- patch: |\n    - {op: add, path: /spec/csi/volumeAttributes/stsRegion, value: eu-west-1}\n  target: {kind: PersistentVolume}\n',
      'deploy/volume.yaml': VOLUME_TEXT,
      'deploy/web.yaml': stringify(deployment({ namespace: NAMESPACE })),
    },
    code: 0,
    says: [/\+ +authenticationSource: pod/, /\+ +stsRegion: eu-west-1/, 'Deployment/web', 'would be recreated'],
  },
  {
    name: 'anchors, as YAML has them',
    args: ['s3-pvc', '-f', 'edited.yaml', '--dry-run=client'],
    files: {
      'edited.yaml': both(
        VOLUME_TEXT.replace(`name: ${VOLUME_NAME}`, `name: &volume ${VOLUME_NAME}`),
        CLAIM_TEXT.replace('team: storage', 'team: &team storage\n    owner: *team'),
      ),
    },
    code: 0,
    says: [/\+ +owner: storage/, 'would be recreated'],
  },
  {
    name: 'a List as `kubectl get -o yaml` prints it, from standard input',
    args: ['s3-pvc', '-f', '-', '--dry-run=client'],
    input: stringify({ apiVersion: 'v1', kind: 'List', items: [VOLUME, CLAIM] }),
    code: 0,
    says: [/\+ +authenticationSource: pod/, 'would be recreated'],
  },
];

describe('manifests', function () {
  const place = usePlace(NAMESPACE);

  before('a claim in use', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
  });

  describe('that cannot be read are refused:', () => {
    itAnswers(place, () => UNREADABLE);
  });

  describe('that are of something else are refused:', () => {
    itAnswers(place, () => WRONG);
  });

  describe('of a kustomization that does not render are refused:', () => {
    itAnswers(place, () => KUSTOMIZATIONS);
  });

  describe('that are sound are taken:', () => {
    itAnswers(place, () => FINE);
  });
});

/** A few lines that stand for a billion. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const before = level === 0 ? 'lol' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
  });
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${levels.join('\n')}\n`;
}
