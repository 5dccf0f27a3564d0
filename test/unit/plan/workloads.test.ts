import assert from 'node:assert/strict';
import type { PersistentVolumeClaim } from '../../../src/model/objects.js';
import type { Holder, Workload } from '../../../src/model/observation.js';
import { plan } from '../../../src/plan/build-plan.js';
import { claimManifest, volumeManifest } from '../../../src/plan/manifest.js';
import { expectedWorkloads, isOf, mergedWorkloads } from '../../../src/plan/workloads.js';
import { holder, observation, storedClaim, storedVolume, type StoredVolume, WEB } from './support/stored.js';

const SET: Workload = { kind: 'StatefulSet', name: 'db', uid: 'uid-of-db' };
const DAEMON: Workload = { kind: 'DaemonSet', name: 'agent', uid: 'uid-of-agent' };

const RECREATION: StoredVolume = { attributes: { bucketName: 'other' } };

/** How many Pods of each workload have to be Ready at the end. */
function expected(
  holders: readonly Holder[],
  {
    wanted = RECREATION,
    claim = storedClaim(),
  }: { wanted?: StoredVolume; claim?: PersistentVolumeClaim | 'missing' } = {},
): Readonly<Record<string, number>> {
  const observed = observation({ claim: claim === 'missing' ? undefined : claim, volume: storedVolume(), holders });
  const target = {
    claim: claimManifest(storedClaim()),
    volume: volumeManifest(storedVolume(wanted)),
    pods: [],
    replaces: {},
  };
  return Object.fromEntries(
    expectedWorkloads(plan(observed, target)).map(({ name, expectedReady }) => [name, expectedReady]),
  );
}

describe('workloads: what has to run again at the end', () => {
  it('as many Pods as hold the claim now, each workload by itself', () => {
    const holders = [
      holder({ name: 'a', workload: WEB }),
      holder({ name: 'b', workload: SET }),
      holder({ name: 'c', workload: WEB }),
    ];
    assert.deepEqual(expected(holders), { web: 2, db: 1 });
  });

  it('keeps who it is', () => {
    const observed = observation({
      claim: storedClaim(),
      volume: storedVolume(),
      holders: [holder({ workload: WEB })],
    });
    const target = {
      claim: claimManifest(storedClaim()),
      volume: volumeManifest(storedVolume(RECREATION)),
      pods: [],
      replaces: {},
    };
    assert.deepEqual(expectedWorkloads(plan(observed, target)), [{ ...WEB, expectedReady: 1, through: [WEB.uid] }]);
  });

  it('nothing of a bare Pod', () => {
    assert.deepEqual(expected([holder({ name: 'bare' })]), {});
  });

  it('nothing of a Pod that has ended', () => {
    const ended = ['Succeeded', 'Failed'].map((phase) => holder({ name: phase, phase, workload: WEB }));
    assert.deepEqual(expected(ended), { web: 0 });
  });

  it('a Pod that is scheduled but hangs, since the claim may be why', () => {
    assert.deepEqual(expected([holder({ phase: 'Pending', workload: WEB })]), { web: 1 });
  });

  it('of Pods that stop: those whose controller waits until they are gone', () => {
    const going = [WEB, SET, DAEMON].map((workload) => holder({ name: workload.name, isTerminating: true, workload }));
    assert.deepEqual(expected(going), { web: 0, db: 1, agent: 1 });
  });

  it('a Pod without a node only where the claim is what holds it back', () => {
    const waiting = [holder({ nodeName: '', phase: 'Pending', workload: WEB })];
    assert.deepEqual(expected(waiting), { web: 0 });
    assert.deepEqual(expected(waiting, { claim: storedClaim({ isTerminating: true }) }), { web: 1 });
    assert.deepEqual(expected(waiting, { claim: storedClaim({ phase: 'Pending' }) }), { web: 1 });
    assert.deepEqual(expected(waiting, { claim: 'missing' }), { web: 1 });
  });

  it('nothing, where no Pod is touched', () => {
    const holders = [holder({ workload: WEB })];
    assert.deepEqual(expected(holders, { wanted: { labels: { team: 'x' } } }), { web: 0 });
    assert.deepEqual(expected(holders, { wanted: {} }), { web: 0 });
    assert.deepEqual(expected(holders, { wanted: { mountOptions: ['read-only'] } }), { web: 1 });
  });
});

describe('workloads: whose a Pod is', () => {
  const REPLICAS: Workload = { kind: 'ReplicaSet', name: 'web-5d9', uid: 'uid-of-web-5d9' };
  const approved = { ...WEB, expectedReady: 1, through: [REPLICAS.uid] };
  const { pod } = holder({ controller: REPLICAS });

  it('is told by its workload', () => {
    assert.equal(isOf(approved, { pod: holder({ controller: SET }).pod, workload: WEB }), true);
    assert.equal(isOf(approved, { pod: holder({ controller: SET }).pod, workload: SET }), false);
  });

  it('is told by its own controller where the Deployment could not be read this time', () => {
    assert.equal(isOf(approved, { pod, workload: REPLICAS }), true);
    assert.equal(isOf(approved, { pod, workload: undefined }), true);
  });

  it('is told by its own controller where the Deployment could not be read before', () => {
    assert.equal(isOf({ ...REPLICAS, expectedReady: 1 }, { pod, workload: WEB }), true);
  });

  it('is nobody else for a bare Pod', () => {
    assert.equal(isOf(approved, { pod: holder().pod, workload: undefined }), false);
  });

  it('a workload that went by another name before is expected once', () => {
    const before = { ...REPLICAS, expectedReady: 2, through: [REPLICAS.uid] };
    assert.deepEqual(mergedWorkloads([before], [approved]), [{ ...approved, expectedReady: 2 }]);
  });

  it('a workload that was deleted since keeps its name, though its Pods lead to no one above their own controller', () => {
    const now = { ...REPLICAS, expectedReady: 0, through: [REPLICAS.uid] };
    assert.deepEqual(mergedWorkloads([{ ...approved, expectedReady: 2 }], [now]), [{ ...approved, expectedReady: 2 }]);
  });
});
