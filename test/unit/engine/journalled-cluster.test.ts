import assert from 'node:assert/strict';
import { journalledCluster } from '../../../src/engine/journalled-cluster.js';
import type { Cluster } from '../../../src/model/cluster.js';
import { ApiError } from '../../../src/model/errors.js';
import { CLAIM, POD, VOLUME } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { Recording } from './support/recording.js';

function journalled(recording: Recording, answer?: () => Promise<unknown>): Cluster {
  return journalledCluster(recording.cluster(answer), {
    append: (entry) => recording.log.append(entry),
    onChanged: (verb, object, uid) => {
      recording.lines.push(`changed: ${verb} ${object} ${String(uid)}`);
    },
  });
}

const CLAIM_KEY = { resource: CLAIM, namespace: 'app', name: 's3-pvc' };
const VOLUME_KEY = { resource: VOLUME, name: 's3-pv' };
const POD_KEY = { resource: POD, namespace: 'app', name: 'web-1' };

describe('journalled cluster: a change', () => {
  const changes: readonly (readonly [string, (cluster: Cluster) => Promise<unknown>, string, string])[] = [
    ['create', (cluster) => cluster.create(volume(), VOLUME), 'volume s3-pv', 'v2'],
    ['patch', (cluster) => cluster.patch(VOLUME_KEY, { spec: { a: 1 } }, { uid: 'v1' }), 'volume s3-pv', 'v2'],
    ['delete', (cluster) => cluster.delete(CLAIM_KEY, { uid: 'c1', resourceVersion: '7' }), 'claim app/s3-pvc', 'c1'],
    ['evict', (cluster) => cluster.evict(POD_KEY, { uid: 'p1' }), 'Pod app/web-1', 'p1'],
  ];

  it('that is only tried is not written down', async () => {
    const recording = new Recording();
    const cluster = journalled(recording);
    await cluster.create(volume(), VOLUME, { dryRun: true });
    await cluster.patch(VOLUME_KEY, { spec: { a: 1 } }, { uid: 'v1' }, { dryRun: true });
    await cluster.delete(CLAIM_KEY, { uid: 'c1', dryRun: true });
    await cluster.evict(POD_KEY, { uid: 'p1', dryRun: true });
    assert.deepEqual(
      recording.lines,
      ['create', 'patch', 'delete', 'evict'].map((verb) => `cluster: dry-run ${verb}`),
    );
  });

  for (const [verb, act, object, uid] of changes) {
    it(`(${verb}) is on the disk before it is asked for, and its outcome after`, async () => {
      const recording = new Recording();
      await act(journalled(recording));
      const told = `changed: ${verb} ${object} ${uid}`;
      assert.deepEqual(
        recording.lines.filter((line) => line !== told),
        [
          `journal: intent verb=${verb} object=${object}`,
          `cluster: ${verb}`,
          `journal: outcome verb=${verb} object=${object} uid=${uid}`,
        ],
      );
      assert.ok(recording.lines.indexOf(told) > recording.lines.indexOf(`cluster: ${verb}`));
    });

    it(`(${verb}) that is refused is written down as such, and thrown as it came`, async () => {
      const recording = new Recording();
      const refusal = new ApiError('Forbidden', 403, 'you may not');
      await assert.rejects(act(journalled(recording, () => Promise.reject(refusal))), (error) => error === refusal);
      assert.deepEqual(recording.lines, [
        `journal: intent verb=${verb} object=${object}`,
        `cluster: ${verb}`,
        `journal: outcome verb=${verb} object=${object} error=you may not`,
      ]);
    });

    it(`(${verb}) does not happen where its intent cannot be written`, async () => {
      const recording = new Recording(1);
      await assert.rejects(act(journalled(recording)), /line 1 cannot be written/);
      assert.equal(
        recording.lines.some((line) => line.startsWith('cluster')),
        false,
      );
    });

    it(`(${verb}) that happened is never called failed because its outcome could not be written`, async () => {
      const recording = new Recording(2);
      await assert.rejects(act(journalled(recording)), /line 2 cannot be written/);
      const outcomes = recording.entries.filter(({ type }) => type === 'outcome');
      assert.deepEqual(
        outcomes.filter((entry) => 'error' in entry),
        [],
      );
      assert.ok(recording.lines.includes(`changed: ${verb} ${object} ${uid}`), 'it is told that something was changed');
    });

    it(`(${verb}) that was refused is told with the refusal, even where that cannot be written`, async () => {
      const recording = new Recording(2);
      await assert.rejects(act(journalled(recording, () => Promise.reject(new Error('you may not')))), /you may not/);
    });
  }

  it('is written down with what was asked for', async () => {
    const recording = new Recording();
    const cluster = journalled(recording);
    await cluster.create(claim(), CLAIM);
    await cluster.patch(VOLUME_KEY, { spec: { a: null } }, { uid: 'v1' });
    await cluster.delete(CLAIM_KEY, { uid: 'c1', gracePeriodSeconds: 5 });
    const bodies = recording.entries.flatMap((entry) => (entry.type === 'intent' ? [entry.body] : []));
    assert.deepEqual(bodies, [claim(), { spec: { a: null } }, { uid: 'c1', gracePeriodSeconds: 5 }]);
  });
});

describe('journalled cluster: what changes nothing', () => {
  it('is passed on, and leaves no line', async () => {
    const recording = new Recording();
    const cluster = journalled(recording);
    await cluster.get(CLAIM_KEY);
    await cluster.list({ resource: POD });
    await cluster.follow({ resource: POD }, () => undefined, new AbortController().signal);
    await cluster.can({ verb: 'get', resource: POD });
    await cluster.create(volume(), VOLUME, { dryRun: true });
    assert.deepEqual(
      recording.lines,
      ['get', 'list', 'follow', 'can', 'dry-run create'].map((verb) => `cluster: ${verb}`),
    );
    assert.equal(cluster.identity.context, 'prod');
  });
});
