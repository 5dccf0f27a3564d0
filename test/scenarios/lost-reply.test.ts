import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import type { KubernetesObject, PersistentVolume } from '../../src/model/objects.js';
import { claim } from '../support/manifests/claim.js';
import { deployment } from '../support/manifests/deployment.js';
import { volume } from '../support/manifests/volume.js';
import type { Faults } from '../support/model/faults.js';
import { type AnyKind, CLAIMS, LEASES, VOLUMES } from '../support/model/kinds.js';
import type { PortRequest } from '../support/model/port-request.js';
import { type BackDoors, onModel } from './model-stage.js';
import type { Stage } from './stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  installVolume,
  readClaim,
  readPair,
  readVolume,
  theVolume,
  untilReady,
} from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

/** In the instant before a request of a run is carried out, which only the model can stop the world for. */
describe('somebody else comes between', () => {
  it('a claim that was replaced between the plan and the first change is a conflict, and a new run takes the new one', () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      const result = await disturbed(doors, isCreationOf('Lease'), () => {
        doors.model.remove(CLAIMS, stage.namespace, 's3-pvc');
        // Its protection takes a moment; the name is free then.
        doors.model.onChange(({ type, kind }) => {
          if (type === 'deleted' && kind === CLAIMS) doors.model.apply(otherClaim(stage));
        });
      });

      assertExit(result, 4, /claim app\/s3-pvc was (deleted by somebody|replaced|deleted) after the plan was made/);
      assert.match(result.stderr, /nothing was changed/);
      assert.match(result.stderr, /run the command again/);
      await stage.until('theirs stands', async () => (await readClaim(stage)).metadata.labels?.['owner'] === 'anna');
      const theirs = (await readClaim(stage)).metadata.uid;
      const [run = ''] = await stage.runs();
      for (const way of ['resume', 'rollback']) {
        assertExit(await stage.plugin([way, run, '--yes']), 4, /made by somebody else.*\n.*begin anew/);
      }
      assert.equal((await readClaim(stage)).metadata.uid, theirs);
    }));

  it('a volume that was edited after the approval is a conflict before anything is changed; resume shows the edit and takes it back', () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      const before = await readPair(stage);
      const result = await disturbed(doors, isCreationOf('Lease'), () => {
        const present = theVolume(stage, { mountOptions: ['read-only'] });
        doors.model.apply({ ...present, spec: { mountOptions: ['read-only'] } });
      });

      assertExit(result, 4, /volume s3-pv was changed after the plan was made/);
      assert.match(result.stderr, /nothing was changed/);
      assert.equal((await readVolume(stage)).metadata.uid, before.volume.metadata.uid);
      const [run = ''] = await stage.runs();
      const resumed = await stage.plugin(['resume', run, '--yes']);
      assertDone(resumed);
      assert.match(resumed.stderr, /- +- read-only/, 'what is taken back was shown');
      await assertRecreated(stage, before, AFTER);
    }));

  const takers: readonly (readonly [string, (stage: Stage) => KubernetesObject, AnyKind])[] = [
    ['another volume', otherVolume, VOLUMES],
    ['a volume that differs in its labels alone', relabelledVolume, VOLUMES],
    ['another claim', otherClaim, CLAIMS],
    ['a claim that differs in its labels alone', relabelledClaim, CLAIMS],
  ];
  for (const [words, act, kind] of takers) {
    it(`${words} under the name, when ours is to be created, is theirs: nobody touches it, on no way`, () =>
      told(async (stage, doors) => {
        await installVolume(stage);
        const result = await disturbed(doors, isCreationOf(kind.kind), () => {
          doors.model.apply(act(stage));
        });

        assertExit(result, 4, /s3-pvc? .*was created by somebody else/);
        assert.match(result.stderr, /go on: .*resume/);
        const theirs = nameless(doors, kind, act(stage));
        const [run = ''] = await stage.runs();
        for (const way of ['resume', 'rollback']) {
          assertExit(
            await stage.plugin([way, run, '--yes']),
            4,
            /was made by somebody else after run .* began\n.*begin anew/,
          );
        }
        assert.deepEqual(nameless(doors, kind, act(stage)), theirs, 'it is as they made it');

        doors.model.remove(kind, kind.namespaced ? stage.namespace : undefined, act(stage).metadata.name);
        await stage.until('it is gone', () => Promise.resolve(nameless(doors, kind, act(stage)) === undefined));
        assertDone(await stage.plugin(['rollback', run, '--yes']));
      }));
  }
});

describe('the same claim, applied anew by its owner', () => {
  it('is taken over where nothing of it has to change, and what it lacks is added', () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      const before = await readPair(stage);
      const result = await disturbed(doors, isCreationOf('PersistentVolumeClaim'), () => {
        doors.model.apply(claim({ namespace: stage.namespace, volume: stage.volumeName }));
      });

      assertDone(result);
      assert.match(result.stderr, /it had been created already; taken over/);
      await assertRecreated(stage, before, AFTER);
    }));
});

describe('a lock that another run takes, since this one was silent for too long', () => {
  it("stops this run as a conflict, not as an interrupt, and stays the other one's", () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      await stage.create(deployment({ replicas: 1, stopMs: 20_000 }));
      await untilReady(stage, 1);
      const name = `s3csi-recreate-${stage.volumeName}`;
      const result = await disturbed(
        doors,
        ({ verb, resource }) => verb === 'delete' && resource.kind === 'Pod',
        () => {
          doors.model.change(LEASES, stage.namespace, name, (lease) => ({
            ...lease,
            spec: { holderIdentity: 'anna' },
          }));
        },
      );

      assertExit(result, 4, /the lock of this volume was taken by another run: anna\n.*\nstands: /);
      assert.deepEqual(doors.model.read(LEASES, stage.namespace, name)?.['spec'], { holderIdentity: 'anna' });
    }));
});

describe('a reply that is lost', () => {
  it('on the way back leaves a volume that the way forward knows as its own', () =>
    told(async (stage, doors) => {
      await installVolume(stage);
      const before = await readPair(stage);
      assertDone(await stage.plugin(EDIT));
      const [run = ''] = await stage.runs();
      const lost: Faults = {
        after: (request) => (isCreationOf('PersistentVolume')(request) ? new ApiError('', 0, 'no answer') : undefined),
      };

      assertExit(
        await doors.stageOn(doors.model.connect({ faults: lost })).plugin(['rollback', run, '--yes']),
        5,
        /no answer/,
      );
      assertDone(await stage.plugin(['resume', run, '--yes']));

      await assertRecreated(stage, before, AFTER);
    }));
});

async function told(tell: (stage: Stage, doors: BackDoors) => Promise<void>): Promise<void> {
  assert.deepEqual(await onModel(tell), []);
}

/** Runs the edit; somebody acts in the instant before the first request of a kind. */
function disturbed(doors: BackDoors, at: (request: PortRequest) => boolean, act: () => void) {
  let isOver = false;
  const before = (request: PortRequest): undefined => {
    if (isOver || !at(request)) return;
    isOver = true;
    act();
  };
  return doors.stageOn(doors.model.connect({ faults: { before } })).plugin(EDIT);
}

function isCreationOf(kind: string): (request: PortRequest) => boolean {
  return ({ verb, resource, dryRun }) => verb === 'create' && resource.kind === kind && dryRun !== true;
}

/** What stands under the object's name; not its phase, which the binder sets. */
function nameless({ model }: BackDoors, kind: AnyKind, { metadata }: KubernetesObject): unknown {
  const found = model.read(kind, metadata.namespace, metadata.name);
  return found && { uid: found.metadata.uid, labels: found.metadata.labels, spec: found['spec'] };
}

const THEIRS = { owner: 'anna' };

function otherClaim({ namespace }: Stage): KubernetesObject {
  const made = claim({ namespace, labels: THEIRS });
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
