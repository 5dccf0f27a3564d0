import assert from 'node:assert/strict';
import process from 'node:process';
import type { KubernetesObject, PersistentVolumeClaim } from '../../../src/model/objects.js';
import { CLAIM, VOLUME } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { volume } from '../../support/manifests/volume.js';
import { installVolume, uidsOf, untilReady } from '../stories/facts.js';
import type { Stage } from '../stage.js';
import { usePlace, type Place } from './place.js';
import { assertRefused, itAnswers, type Call } from './refusals.js';

const NAMESPACE = 'bad-claims';
const EDIT = ['--set', 'authenticationSource=pod', '--yes'];

const CLAIMS: readonly Call[] = [
  {
    name: 'a claim that does not exist',
    args: ['no-such-pvc', ...EDIT],
    code: 5,
    says: [`claim ${NAMESPACE}/no-such-pvc does not exist`],
    cure: /-n/,
  },
  {
    name: 'a claim that is not bound, and no manifest',
    args: ['waiting', ...EDIT],
    code: 3,
    says: [`claim ${NAMESPACE}/waiting is Pending`],
    cure: /-f FILE/,
  },
  {
    name: 'a volume of another CSI driver',
    args: ['efs', ...EDIT],
    code: 3,
    says: [`volume ${NAMESPACE}-efs`, 'efs.csi.aws.com'],
    cure: /s3\.csi\.aws\.com/,
  },
  {
    name: 'a volume of no CSI driver',
    args: ['disk', ...EDIT],
    code: 3,
    says: [`volume ${NAMESPACE}-disk is not a CSI volume`],
    cure: /s3\.csi\.aws\.com/,
  },
];

describe('claims and volumes that this is not for', function () {
  const place = usePlace(NAMESPACE);

  before('many claims', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await installVolume(stage);
    await stage.create(...others());
    await stage.create(deployment({ namespace: NAMESPACE, replicas: 1 }));
    await untilReady(stage, 1);
    for (const name of ['efs', 'disk']) await untilBound(stage, name);
  });

  describe('are refused:', () => {
    itAnswers(place, () => CLAIMS);
  });

  it('is refused when a bound claim has lost its claimRef in the volume', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await stage.create(volume({ name: `${NAMESPACE}-torn`, namespace: NAMESPACE, claim: 'torn' }));
    await stage.create(claim({ name: 'torn', namespace: NAMESPACE, volume: `${NAMESPACE}-torn` }));
    await untilBound(stage, 'torn');
    const before = [await stage.read(CLAIM, 'torn'), await stage.read(VOLUME, `${NAMESPACE}-torn`)];

    // Its binder mends this within milliseconds, so it is held while the command looks.
    const result = await whileBinderIsHeld(place(), async () => {
      await stage.patch(VOLUME, `${NAMESPACE}-torn`, { spec: { claimRef: null } });
      return place().plugin(['torn', ...EDIT]);
    });

    assertRefused(result, { code: 3, says: [`volume ${NAMESPACE}-torn has no claimRef`], cure: /claimRef/ });
    const now = [await stage.read(CLAIM, 'torn'), await stage.read(VOLUME, `${NAMESPACE}-torn`)];
    assert.deepEqual(uidsOf(now.filter(isPresent)), uidsOf(before.filter(isPresent)));
  });
});

function others(): readonly KubernetesObject[] {
  const at = (name: string) => ({ name: `${NAMESPACE}-${name}`, namespace: NAMESPACE, claim: name });
  const of = (name: string, volumeName: string | null = `${NAMESPACE}-${name}`) =>
    claim({ name, namespace: NAMESPACE, volume: volumeName });
  const efs = volume(at('efs'));
  const { csi, mountOptions, ...spec } = volume(at('disk')).spec;
  assert.ok(csi);
  return [
    { ...efs, spec: { ...efs.spec, csi: { ...csi, driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } } },
    of('efs'),
    { ...volume(at('disk')), spec: { ...spec, hostPath: { path: '/var/data' } } },
    of('disk'),
    waiting(of('waiting', null)),
  ];
}

/** For more than any volume has. */
function waiting(object: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...object, spec: { ...object.spec, resources: { requests: { storage: '9999Ti' } } } };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

async function untilBound(stage: Stage, name: string): Promise<void> {
  await stage.until(`claim ${name} is Bound`, async () => {
    const found = await stage.read<PersistentVolumeClaim>(CLAIM, name);
    return found?.status?.phase === 'Bound';
  });
}

/** The controller-manager of the shared control plane stands still meanwhile; it has no leader's seat to lose. */
async function whileBinderIsHeld<Result>({ cluster }: Place, act: () => Promise<Result>): Promise<Result> {
  const binder = cluster.processes().find(({ name }) => name === 'kube-controller-manager');
  assert.ok(binder);
  process.kill(binder.process.pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    process.kill(binder.process.pid, 'SIGCONT');
  }
}
