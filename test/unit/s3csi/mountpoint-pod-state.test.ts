import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import { mountpointPodLines } from '../../../src/s3csi/mountpoint-pod-state.js';

const WHO = 'Mountpoint Pod mount-s3/mp-a';

function lines(status: Json | undefined, events: readonly string[] = [], room?: { running: number; most: number }) {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mp-a', namespace: 'mount-s3' }, status };
  return mountpointPodLines('mp-a', pod, events, room === undefined ? undefined : { node: 'node-1', ...room });
}

function refused(message: string): Json {
  return {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  };
}

function waiting(reason: string, message?: string): Json {
  const state = { waiting: { reason, ...(message === undefined ? {} : { message }) } };
  return { phase: 'Pending', containerStatuses: [{ name: 'mountpoint', state }] };
}

describe('the state of a Mountpoint Pod', () => {
  it('that finds no place is told in the scheduler’s words, with what gives it one', () => {
    const [state, ...cures] = lines(refused('0/1 nodes are available: 1 Too many pods.'), [], {
      running: 29,
      most: 29,
    });
    assert.equal(state, `${WHO} is Pending: Unschedulable: 0/1 nodes are available: 1 Too many pods.`);
    assert.equal(cures[0], 'node node-1 runs 29 of the 29 Pods that it takes');
    assert.match(cures[1] ?? '', /prefix delegation/);
    assert.match(lines(refused('1 Insufficient memory.'))[1] ?? '', /mountpointContainerResourcesRequestsMemory/);
    assert.match(lines(refused('pod has unbound immediate PersistentVolumeClaims'))[1] ?? '', /cacheEphemeral/);
    assert.equal(lines(refused('node(s) had untolerated taint')).length, 1);
  });

  it('that has no image is told with the reason', () => {
    const [state, cure] = lines(waiting('ImagePullBackOff', 'Back-off pulling\nimage "x"'));
    assert.equal(state, `${WHO} is Pending: ImagePullBackOff: Back-off pulling image "x"`);
    assert.match(cure ?? '', /registry/);
    assert.deepEqual(lines(waiting('CreateContainerError')), [`${WHO} is Pending: CreateContainerError`]);
  });

  it('that starts is told by its last Event', () => {
    const [state, cure] = lines(waiting('ContainerCreating'), [
      'old',
      'FailedCreatePodSandBox: failed to assign an IP address',
    ]);
    assert.equal(state, `${WHO} is Pending: FailedCreatePodSandBox: failed to assign an IP address`);
    assert.match(cure ?? '', /prefix delegation/);
    assert.equal(lines(waiting('PodInitializing'), ['FailedMount: x']).length, 1);
  });

  it('that runs or has ended is told with the place of its log', () => {
    assert.deepEqual(lines({ phase: 'Running' }), [`${WHO} is Running; its log: kubectl logs -n mount-s3 mp-a`]);
    assert.deepEqual(lines(undefined), [`${WHO} is Unknown; its log: kubectl logs -n mount-s3 mp-a`]);
  });

  it('that is not there is told', () => {
    assert.match(mountpointPodLines('mp-a', undefined, [], undefined)[0] ?? '', /mp-a does not exist/);
  });
});
