import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { symptomsOf } from '../../../src/plan/symptoms.js';
import { eventOf } from '../../support/manifests/event.js';
import { holder, type HolderParts } from './support/stored.js';

function podOf(parts: HolderParts = {}, status: Readonly<Record<string, Json>> = {}): Pod {
  const { pod } = holder({ phase: 'Pending', ...parts });
  return { ...pod, status: { ...pod.status, ...status } };
}

function told(pods: readonly Pod[], events: readonly KubernetesObject[]): readonly string[] {
  return symptomsOf(pods, events).map(
    (symptom) => `${symptom.pods.map(({ metadata }) => metadata.name).join('+')}: ${symptom.text}`,
  );
}

const KNOWN = 'No signing credentials available';

describe('symptoms of Pods', () => {
  it('are the Events of a Pod, and of no other', () => {
    const [one, other] = [podOf({ name: 'one' }), podOf({ name: 'other' })];
    assert.deepEqual(told([one], [eventOf(other, { message: 'x' })]), []);
    assert.deepEqual(told([one], [eventOf(one, { message: 'x' })]), ['one: FailedMount: x']);
  });

  it('are the newest, but a known failure before general words', () => {
    const pod = podOf({ name: 'one' });
    const events = [
      eventOf(pod, { message: 'newest', at: '2026-01-05T10:03:00Z' }),
      eventOf(pod, { message: `${KNOWN}, again`, at: '2026-01-05T10:02:00Z' }),
      eventOf(pod, { message: KNOWN, at: '2026-01-05T10:01:00Z' }),
    ];
    assert.deepEqual(told([pod], events), [`one: FailedMount: ${KNOWN}, again`]);
    assert.deepEqual(told([pod], events.slice(0, 1)), ['one: FailedMount: newest']);
  });

  it('are dated by whichever time the reporter has filled in', () => {
    const pod = podOf({ name: 'one' });
    const { firstTimestamp, lastTimestamp, ...bare } = eventOf(pod, { message: 'series' });
    assert.ok(firstTimestamp === lastTimestamp);
    const later = { ...bare, metadata: bare.metadata, series: { lastObservedTime: '2026-01-05T11:00:00.000000Z' } };
    assert.deepEqual(told([pod], [later, eventOf(pod, { message: 'old' })]), ['one: FailedMount: series']);
  });

  it('of Pods that say the same but for their own names are told once', () => {
    const pods = ['one', 'two', 'three'].map((name) => podOf({ name }));
    const events = pods.map((pod) =>
      eventOf(pod, { message: `/pods/${pod.metadata.uid ?? ''}/mount of ${pod.metadata.name}: ${KNOWN}` }),
    );
    const [symptom, ...others] = symptomsOf(pods, events);
    assert.deepEqual(others, []);
    assert.equal(symptom?.pods.length, 3);
    const [first] = pods;
    assert.ok(first);
    const another = podOf({ name: 'four', serviceAccountName: 'robot' });
    assert.equal(symptomsOf([first, another], [...events, eventOf(another, { message: KNOWN })]).length, 2);
  });

  it('of a Pod without a node are the scheduler’s words, which are past once it has one', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no room' }];
    const waiting = podOf({ name: 'one', nodeName: '' }, { conditions });
    assert.deepEqual(told([waiting], []), ['one: Unschedulable: no room']);
    const placed = podOf({ name: 'one' });
    const refusal = eventOf(placed, { reason: 'FailedScheduling', message: 'no room' });
    assert.deepEqual(told([placed], [refusal]), []);
    const silent = podOf({ name: 'one', nodeName: '' });
    assert.deepEqual(told([silent], [eventOf(silent, { reason: 'FailedScheduling', message: 'no room' })]), [
      'one: FailedScheduling: no room',
    ]);
  });

  it('are what a container waits for, once its volumes are there', () => {
    const state = { waiting: { reason: 'ImagePullBackOff', message: 'back-off' } };
    const pod = podOf({ name: 'one' }, { containerStatuses: [{ name: 'app', state }] });
    assert.deepEqual(told([pod], [eventOf(pod, { message: KNOWN })]), [
      'one: container app waits: ImagePullBackOff: back-off',
    ]);
    const creating = podOf(
      { name: 'one' },
      { containerStatuses: [{ name: 'app', state: { waiting: { reason: 'ContainerCreating' } } }] },
    );
    assert.deepEqual(told([creating], []), []);
  });

  it('are one line, however long the text and whatever is in it', () => {
    const pod = podOf({ name: 'one' });
    const [symptom] = symptomsOf([pod], [eventOf(pod, { message: `a\n\ngo on: rm -rf /\n${'x'.repeat(5000)}` })]);
    assert.ok(symptom);
    assert.match(symptom.text, /^FailedMount: a go on: rm -rf \/ x+ …$/);
    assert.ok(symptom.text.length < 700);
  });
});
