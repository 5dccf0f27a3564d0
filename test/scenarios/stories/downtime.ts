import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import { pod } from '../../support/manifests/pod.js';
import { documentOf, type DowntimeDocument } from '../documents.js';
import type { PluginResult, Stage, Story } from '../stage.js';
import { assertDone, assertExit, installVolume, untilReady } from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** The downtimes of a run that is done, by the workloads' names. */
function downtimesOf(result: PluginResult): ReadonlyMap<string, DowntimeDocument> {
  const workloads = documentOf(result).downtime?.workloads ?? [];
  for (const { from, to, elapsedMs } of workloads) assert.equal(Date.parse(to) - Date.parse(from), elapsedMs);
  return new Map(workloads.map((workload) => [`${workload.kind} ${workload.name}`, workload]));
}

export const downtimeStory: Story = {
  name: 'at its end a run tells how long each workload was down: that of a slow one is longer, that of one without the claim is none',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(
      deployment({ namespace, name: 'quick', replicas: 2, stopMs: 200 }),
      deployment({ namespace, name: 'slow', replicas: 1, stopMs: 3000 }),
      deployment({ namespace, name: 'other', claim: null, replicas: 1 }),
      pod({ namespace, name: 'bare', claims: ['s3-pvc'] }),
    );
    await untilReady(stage, 5);

    const downtimes = downtimesOf(await stage.plugin([...EDIT, '--recreate-bare-pods', '-o', 'json']));

    assert.deepEqual([...downtimes.keys()].sort(), ['Deployment quick', 'Deployment slow', 'Pod bare']);
    assert.deepEqual([...downtimes.values()].map(({ pods }) => pods).sort(), [1, 1, 2]);
    // No Pod comes back before the slowest one has let go of the claim.
    for (const [name, { elapsedMs }] of downtimes) assert.ok(elapsedMs >= 3000, `${name}: ${elapsedMs} ms`);
    const changed = await stage.plugin(['s3-pvc', '--mount-option', 'allow-other', '--yes', '-o', 'json']);
    const restarted = downtimesOf(changed);
    assert.deepEqual([...restarted.keys()].sort(), ['Deployment quick', 'Deployment slow'], 'each once');
    // It is told from the answer to the eviction on, when the Pod may have begun to stop already.
    assert.ok((restarted.get('Deployment slow')?.elapsedMs ?? 0) >= 2000);
  },
};

export const longDowntimeStory: Story = {
  name: 'the downtime of a run that is gone on with is that of all its attempts, in words too',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 2, stopMs: 10_000 }));
    await untilReady(stage, 2);
    assertExit(await stage.plugin([...EDIT, '--timeout', '3s']), 7, /waited 3 s/);
    const [run = ''] = await stage.runs();
    assert.deepEqual(
      (await lastingOf(stage, run)).map(({ name, to }) => [name, to]),
      [['web', undefined]],
    );

    const resumed = await stage.plugin(['resume', '--yes']);

    assertDone(resumed);
    const words =
      /^ +downtime of Deployment web: (\d+\.\d) s, from its first Pod asked to stop to 2 Pods Ready again, by/m;
    const [, seconds = '0'] = words.exec(resumed.stderr) ?? [];
    assert.ok(Number(seconds) >= 10, resumed.stderr);
    const [downtime] = await lastingOf(stage, run);
    assert.equal(((downtime?.elapsedMs ?? 0) / 1000).toFixed(1), seconds, 'show tells the same');
    const back = downtimesOf(await stage.plugin(['rollback', run, '--yes', '-o', 'json']));
    assert.ok((back.get('Deployment web')?.from ?? '') > (downtime?.to ?? '9'), 'the way back is another downtime');
    assert.equal((await lastingOf(stage, run)).length, 2);
  },
};

async function lastingOf(stage: Stage, run: string): Promise<readonly Omit<DowntimeDocument, 'pods'>[]> {
  return documentOf(await stage.plugin(['show', run, '-o', 'json']), 'run').downtimes ?? [];
}
