import assert from 'node:assert/strict';
import type { KubernetesObject, PersistentVolumeClaim, Pod } from '../../../src/model/objects.js';
import { CLAIM } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { statefulSet } from '../../support/manifests/stateful-set.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  CLAIM_NAME,
  installVolume,
  readPair,
  STATEFUL_SET,
  theVolume,
  uidsOf,
  untilMadeByItsSet,
  untilReady,
} from './facts.js';

const SWITCH = ['--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

export const raceWinnerStory: Story = {
  name: 'a replacement that is put on a node while the claim is going holds it again, and is stopped too',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2, stopMs: 8000 }));
    const old = uidsOf(await untilReady(stage, 2));
    const before = await readPair(stage);

    const running = stage.plugin(['s3-pvc', ...SWITCH]);
    const winner = await replacement(stage, old);
    await stage.assign(winner, 'node-1');
    const result = await running;

    assertDone(result);
    assert.match(result.stderr, /3 Pods stopped/);
    await assertRecreated(stage, before, AFTER);
    const now = uidsOf(await untilReady(stage, 2));
    assert.ok(!now.includes(winner.metadata.uid ?? ''), 'the one that came too early is not among those that stay');
  },
};

/** The first of the new Pods, which waits since its claim is going. */
async function replacement(stage: Stage, old: readonly string[]): Promise<Pod> {
  let found: Pod | undefined;
  await stage.until('a replacement waits', async () => {
    const isGoing = (await stage.read(CLAIM, CLAIM_NAME))?.metadata.deletionTimestamp !== undefined;
    const waiting = (await stage.pods()).filter(
      ({ metadata, spec }) => !old.includes(metadata.uid ?? '') && spec.nodeName === undefined,
    );
    [found] = isGoing ? waiting : [];
    return found !== undefined;
  });
  assert.ok(found);
  return found;
}

export const otherTemplateStory: Story = {
  name: 'a StatefulSet whose template makes another claim than the planned one is a conflict, and the run goes on once it is out of the way',
  async tell(stage) {
    const { namespace } = stage;
    const name = 's3-pvc-db-0';
    const planned: KubernetesObject = claim({ name, namespace, volume: stage.volumeName });
    const volume = theVolume(stage, { claim: name });
    const accessModes = ['ReadWriteMany', 'ReadOnlyMany'];
    await stage.create({ ...volume, spec: { ...volume.spec, accessModes } }, planned);
    const set = statefulSet({ namespace, claimTemplate: CLAIM_NAME });
    const [template] = set.spec.volumeClaimTemplates ?? [];
    assert.ok(template);
    const readOnly = { ...template, spec: { ...template.spec, accessModes: ['ReadOnlyMany'] } };
    await stage.create({ ...set, spec: { ...set.spec, volumeClaimTemplates: [readOnly] } });
    await untilReady(stage, 1);

    const stopped = await stage.disturbed([name, ...SWITCH], { verb: 'create', resource: CLAIM }, () =>
      untilMadeByItsSet(stage, name),
    );

    assertExit(
      stopped,
      4,
      /that is not the planned one was created by somebody else \(spec\.accessModes\b.* differs?\)/,
    );
    assert.match(stopped.stderr, /^go on: .* resume /m);
    await stage.patch(STATEFUL_SET, 'db', { spec: { replicas: 0 } });
    await stage.until('its Pods are gone', async () => (await stage.pods()).length === 0);
    await stage.remove(CLAIM, name);
    await stage.until('its claim is gone', async () => (await stage.read(CLAIM, name)) === undefined);
    const resumed = await stage.plugin(['resume', '--yes']);
    assertDone(resumed);
    assert.match(resumed.stderr, /StatefulSet db wants no Pod now, not 1 as before/);
    const made = await stage.read<PersistentVolumeClaim>(CLAIM, name);
    assert.deepEqual(made?.spec['accessModes'], ['ReadWriteMany']);
    assert.deepEqual(made.metadata.labels, planned.metadata.labels);
    await stage.patch(STATEFUL_SET, 'db', { spec: { replicas: 1 } });
    await untilReady(stage, 1);
  },
};
