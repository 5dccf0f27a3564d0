import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { podsWantedBy } from '../../../src/plan/wanted-pods.js';

const WORKLOAD = { uid: 'uid-1' };

function object(kind: string, spec: JsonObject, status: JsonObject = {}): KubernetesObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'db', uid: 'uid-1' }, spec, status };
}

function wanted(kind: string, spec: JsonObject, status?: JsonObject, claim = 's3-pvc'): number | undefined {
  return podsWantedBy(WORKLOAD, object(kind, spec, status), claim);
}

describe('the Pods that a workload still wants', () => {
  it('are as many as it is scaled to, one where it does not say', () => {
    assert.equal(wanted('Deployment', { replicas: 2 }), 2);
    assert.equal(wanted('ReplicaSet', { replicas: 0 }), 0);
    assert.equal(wanted('StatefulSet', {}), 1);
  });

  it('are none where it is gone, going, or another one under its name', () => {
    const gone = podsWantedBy(WORKLOAD, undefined, 's3-pvc');
    const other = podsWantedBy({ uid: 'another' }, object('Deployment', { replicas: 3 }), 's3-pvc');
    const { metadata, ...rest } = object('Deployment', { replicas: 3 });
    const going = { ...rest, metadata: { ...metadata, deletionTimestamp: '2026-01-05T09:00:00Z' } };
    assert.deepEqual([gone, other, podsWantedBy(WORKLOAD, going, 's3-pvc')], [0, 0, 0]);
  });

  it('of a claim that a StatefulSet makes is the one of its ordinal', () => {
    const made = { replicas: 2, volumeClaimTemplates: [{}] };
    const numbered = { ...made, ordinals: { start: 5 } };
    assert.equal(wanted('StatefulSet', made, {}, 'data-db-1'), 1);
    assert.equal(wanted('StatefulSet', made, {}, 'data-db-2'), 0);
    assert.equal(wanted('StatefulSet', numbered, {}, 'data-db-1'), 0);
    assert.equal(wanted('StatefulSet', numbered, {}, 'data-db-6'), 1);
    assert.equal(wanted('StatefulSet', made), 2, 'a claim that all of its Pods share');
  });

  it('of a DaemonSet are those that its nodes want', () => {
    assert.equal(wanted('DaemonSet', {}, { desiredNumberScheduled: 4 }), 4);
    assert.equal(wanted('DaemonSet', {}), undefined);
  });

  it('of a Job are those that are still to succeed, and none of one that has ended or is suspended', () => {
    assert.equal(wanted('Job', { completions: 1 }, { succeeded: 1 }), 0);
    assert.equal(wanted('Job', { completions: 5, parallelism: 2 }, { succeeded: 1 }), 2);
    assert.equal(wanted('Job', { completions: 5, parallelism: 2 }, { succeeded: 4 }), 1);
    assert.equal(wanted('Job', { parallelism: 2 }), 2);
    assert.equal(wanted('Job', { parallelism: 2 }, { succeeded: 1 }), 0);
    assert.equal(wanted('Job', { completions: 1, suspend: true }), 0);
    assert.equal(wanted('Job', { completions: 1 }, { conditions: [{ type: 'Failed', status: 'True' }] }), 0);
    assert.equal(wanted('Job', { completions: 1 }, { conditions: [{ type: 'Complete', status: 'False' }] }), 1);
  });

  it('are unknown where its kind does not say', () => {
    assert.equal(wanted('Rollout', { replicas: 1 }), undefined);
  });
});
