import assert from 'node:assert/strict';
import type { KubernetesObject, PersistentVolume } from '../../../src/model/objects.js';
import { CLAIM, LEASE, POD, VOLUME, type Resource } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { deployment } from '../../support/manifests/deployment.js';
import { volume } from '../../support/manifests/volume.js';
import type { Moment, Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  installVolume,
  readClaim,
  readPair,
  readVolume,
  theClaim,
  theVolume,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
const THEIRS = { owner: 'anna' };
/** The lock comes before the first change, and after the plan was shown. */
const AT_THE_LOCK: Moment = { verb: 'create', resource: LEASE };

export const replacedClaimStory: Story = {
  name: 'a claim that somebody replaced between the plan and the first change is a conflict, and stays theirs',
  async tell(stage) {
    await installVolume(stage);
    const { claim: before } = await readPair(stage);

    const result = await stage.disturbed(EDIT, AT_THE_LOCK, async () => {
      await stage.remove(CLAIM, 's3-pvc');
      await stage.until('the name is free', async () => (await stage.read(CLAIM, 's3-pvc')) === undefined);
      await stage.create(otherClaim(stage));
    });

    assertExit(result, 4, /claim \S+s3-pvc was replaced after the plan was made/);
    assert.match(result.stderr, /nothing was changed/);
    assert.match(result.stderr, /run the command again/);
    const theirs = await readClaim(stage);
    assert.notEqual(theirs.metadata.uid, before.metadata.uid);
    await assertNoWayLeadsOn(stage, /made by somebody else.*\n.*begin anew/);
    assert.equal((await readClaim(stage)).metadata.uid, theirs.metadata.uid);
  },
};

export const editedVolumeStory: Story = {
  name: 'a volume that somebody edited after the approval is a conflict with nothing done; resume shows the edit and takes it back',
  async tell(stage) {
    await installVolume(stage);
    const before = await readPair(stage);

    const result = await stage.disturbed(EDIT, AT_THE_LOCK, () => addMountOption(stage));

    assertExit(result, 4, /volume \S+ was changed after the plan was made/);
    assert.match(result.stderr, /nothing was changed/);
    assert.equal((await readVolume(stage)).metadata.uid, before.volume.metadata.uid);
    const [run = ''] = await stage.runs();
    const resumed = await stage.plugin(['resume', run, '--yes']);
    assertDone(resumed);
    assert.match(resumed.stderr, /- +- read-only/, 'what is taken back was shown');
    await assertRecreated(stage, before, AFTER);
  },
};

export const editedHalfWayStory: Story = {
  name: 'a volume that somebody edits while the Pods stop is not deleted, and the run says so',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
    const before = await readPair(stage);

    const result = await stage.disturbed(EDIT, { verb: 'delete', resource: POD }, () => addMountOption(stage));

    assertExit(result, 4, /volume \S+ was changed/);
    const now = await readVolume(stage);
    assert.equal(now.metadata.uid, before.volume.metadata.uid, 'the volume stands');
    assert.equal(now.metadata.deletionTimestamp, undefined);
    assert.deepEqual(now.spec.mountOptions?.at(-1), 'read-only', 'with their edit');
    const [run = ''] = await stage.runs();
    assertDone(await stage.plugin(['resume', run, '--yes']));
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1);
  },
};

const TAKERS: readonly (readonly [words: string, resource: Resource, object: (stage: Stage) => KubernetesObject])[] = [
  ['another volume', VOLUME, otherVolume],
  ['a volume that differs in its labels alone', VOLUME, relabelledVolume],
  ['another claim', CLAIM, otherClaim],
  ['a claim that differs in its labels alone', CLAIM, relabelledClaim],
];

export const takenNameStories: readonly Story[] = TAKERS.map(([words, resource, object]) => ({
  name: `${words} under the name, when ours is to be created, is theirs: nobody touches it, on no way`,
  async tell(stage) {
    await installVolume(stage);
    const before = await readPair(stage);
    const made = object(stage);

    const result = await stage.disturbed(EDIT, { verb: 'create', resource }, () => stage.create(made));

    assertExit(result, 4, /was created by somebody else/);
    assert.match(result.stderr, /go on: .*resume/);
    const theirs = await contentOf(stage, resource, made);
    assert.ok(theirs, 'it stands');
    await assertNoWayLeadsOn(stage, /was made by somebody else, or by a later run, after run .* began\n.*begin anew/);
    assert.deepEqual(await contentOf(stage, resource, made), theirs, 'it is as they made it');

    await stage.remove(resource, made.metadata.name);
    await stage.until('it is gone', async () => (await stage.read(resource, made.metadata.name)) === undefined);
    const [run = ''] = await stage.runs();
    assertDone(await stage.plugin(['rollback', run, '--yes']));
    const { volumeAttributes } = (await readVolume(stage)).spec.csi ?? {};
    assert.deepEqual(volumeAttributes, before.volume.spec.csi?.volumeAttributes);
  },
}));

export const appliedAnewStory: Story = {
  name: 'the same claim, applied anew by its owner meanwhile, is taken over, and what it lacks is added',
  async tell(stage) {
    await installVolume(stage);
    const before = await readPair(stage);
    const { namespace, volumeName } = stage;

    const result = await stage.disturbed(EDIT, { verb: 'create', resource: CLAIM }, () =>
      stage.create(claim({ namespace, volume: volumeName })),
    );

    assertDone(result);
    assert.match(result.stderr, /it had been created already; taken over/);
    await assertRecreated(stage, before, AFTER);
  },
};

export const givenAwayStory: Story = {
  name: 'a volume that somebody gave to a claim of theirs, while it waited to be deleted, is a conflict and stays',
  async tell(stage) {
    await installVolume(stage);
    const { volume: before } = await readPair(stage);

    const result = await stage.disturbed(EDIT, { verb: 'delete', resource: VOLUME }, async () => {
      await stage.patch(VOLUME, stage.volumeName, { spec: { claimRef: { uid: null, resourceVersion: null } } });
      await stage.create(theClaim(stage));
      await stage.until('it is theirs', async () => (await readClaim(stage)).status?.phase === 'Bound');
    });

    assertExit(result, 4, /^error: volume \S+ was given to another claim/m);
    const now = await readVolume(stage);
    assert.equal(now.metadata.uid, before.metadata.uid);
    assert.equal(now.metadata.deletionTimestamp, undefined);
    const [run = ''] = await stage.runs();
    assertDone(await stage.plugin(['rollback', run, '--yes']));
  },
};

export const takenLockStory: Story = {
  name: "a lock that another run takes stops this one as a conflict, not as an interrupt, and stays the other one's",
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1, stopMs: 20_000 }));
    await untilReady(stage, 1);
    const name = `s3csi-recreate-${stage.volumeName}`;

    const result = await stage.disturbed(EDIT, { verb: 'delete', resource: POD }, () =>
      stage.patch(LEASE, name, { spec: { holderIdentity: 'anna' } }),
    );

    assertExit(result, 4, /the lock of this volume was taken by another run: anna\n(.*\n)*.*stands: /);
    const lease = await stage.read(LEASE, name);
    assert.equal((lease?.['spec'] as { holderIdentity?: string } | undefined)?.holderIdentity, 'anna');
  },
};

export const INTERFERENCE: readonly Story[] = [
  replacedClaimStory,
  editedVolumeStory,
  editedHalfWayStory,
  ...takenNameStories,
  appliedAnewStory,
  givenAwayStory,
  takenLockStory,
];

async function assertNoWayLeadsOn(stage: Stage, words: RegExp): Promise<void> {
  const [run = ''] = await stage.runs();
  for (const way of ['resume', 'rollback']) assertExit(await stage.plugin([way, run, '--yes']), 4, words);
}

async function addMountOption(stage: Stage): Promise<void> {
  const { spec } = await readVolume(stage);
  await stage.patch(VOLUME, stage.volumeName, { spec: { mountOptions: [...(spec.mountOptions ?? []), 'read-only'] } });
}

/** What somebody put under the name; not its phase and what the binder sets. */
async function contentOf(stage: Stage, resource: Resource, { metadata: { name } }: KubernetesObject): Promise<unknown> {
  const found = await stage.read(resource, name);
  return (
    found && {
      uid: found.metadata.uid,
      labels: found.metadata.labels,
      spec: { ...(found['spec'] as object), volumeName: undefined },
    }
  );
}

function otherClaim({ namespace }: Stage): KubernetesObject {
  const made = claim({ namespace, volume: null, labels: THEIRS });
  return { ...made, spec: { ...made.spec, resources: { requests: { storage: '1Gi' } } } };
}

function relabelledClaim({ namespace, volumeName }: Stage): KubernetesObject {
  return claim({ namespace, volume: volumeName, labels: THEIRS });
}

function otherVolume({ volumeName, namespace }: Stage): PersistentVolume {
  return volume({
    name: volumeName,
    namespace,
    handle: 'theirs',
    attributes: { bucketName: 'theirs' },
    labels: THEIRS,
  });
}

function relabelledVolume(stage: Stage): PersistentVolume {
  return theVolume(stage, { attributes: AFTER, labels: THEIRS });
}
