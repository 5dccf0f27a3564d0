import assert from 'node:assert/strict';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { JOB } from '../../../src/model/references.js';
import { fieldAt, listAt } from '../../../src/s3csi/json-fields.js';
import { deployment } from '../../support/manifests/deployment.js';
import { cronJob, job, jobOf } from '../../support/manifests/job.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  installVolume,
  readPair,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };
/**
 * At work for longer than a story lasts; once deleted, for longer than the Job's controller takes to count that as a failure,
 * which is up to a second: a Pod that ends well before then counts as done.
 */
const AT_WORK = { runMs: 600_000, stopMs: 4000 };

const CRON_JOB = { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs', namespaced: true };

async function podsOf(stage: Stage, name: string): Promise<readonly Pod[]> {
  return (await stage.pods()).filter(({ metadata }) => metadata.labels?.['app'] === name);
}

async function statusOf(stage: Stage, name: string, field: string): Promise<unknown> {
  return fieldAt(await stage.read<KubernetesObject>(JOB, name), 'status', field);
}

export const cronJobStory: Story = {
  name: 'a Completed Pod of a CronJob’s Job holds the claim still: it is shown with its CronJob and deleted, and the Job is not run again',
  async tell(stage) {
    const { namespace } = stage;
    await installVolume(stage);
    await stage.create(cronJob({ namespace }));
    const owner = await stage.read<KubernetesObject>(CRON_JOB, 'nightly');
    assert.ok(owner);
    const nightly = jobOf({ ...owner, apiVersion: 'batch/v1', kind: 'CronJob' }, { runMs: 100 });
    await stage.create(nightly, deployment({ namespace, replicas: 1 }));
    await untilReady(stage, 1, 'web');
    const { name } = nightly.metadata;
    await stage.until('the Job is complete', async () => (await statusOf(stage, name, 'succeeded')) === 1);
    const [completed] = await podsOf(stage, name);
    assert.equal(completed?.status?.phase, 'Succeeded', 'it has ended');
    assert.ok(completed.spec.nodeName, 'and holds the claim by its node (FIELD.md 2.1)');
    const before = await readPair(stage);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(
      result.stderr,
      /^ {2}Pod nightly-\S+ of CronJob nightly, node node-\d, Succeeded, \d+ s old, grace period 30 s$/m,
    );
    assert.match(result.stderr, /has ended \(Succeeded\) but still holds the claim/);
    await assertRecreated(stage, before, AFTER);
    await untilReady(stage, 1, 'web');
    assert.deepEqual(await podsOf(stage, name), [], 'the Job did not run its Pod again');
    assert.equal(await statusOf(stage, name, 'succeeded'), 1);
  },
};

export const runningJobStory: Story = {
  name: 'a Job at work is refused, with what a stop costs it; allowed, its work begins anew on the new volume',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(job({ namespace: stage.namespace, ...AT_WORK, restartPolicy: 'OnFailure' }));
    const [was] = await untilReady(stage, 1);
    const before = await readPair(stage);

    const refused = await stage.plugin(EDIT);

    assertExit(
      refused,
      3,
      /^error: Pod report-\S+ of Job report is at work; stopped, it counts as failed \(1 of the 4 failures that its backoffLimit allows\) and its work begins anew/m,
    );
    assert.match(refused.stderr, /--allow-job-restart/);
    await assertUntouched(stage, before);
    assert.equal((await podsOf(stage, 'report'))[0]?.metadata.uid, was?.metadata.uid);
    const allowed = await stage.plugin([...EDIT, '--allow-job-restart']);
    assertDone(allowed);
    assert.match(allowed.stderr, /^ +! Pod report-\S+ of Job report is at work; /m);
    await assertRecreated(stage, before, AFTER);
    const [is] = await untilReady(stage, 1);
    assert.notEqual(is?.metadata.uid, was?.metadata.uid);
    assert.equal(await statusOf(stage, 'report', 'failed'), 1);
  },
};

export const lastFailureStory: Story = {
  name: 'a Job that puts up with no failure is refused, since nobody would begin it anew; allowed, it is not waited for',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(job({ namespace: stage.namespace, ...AT_WORK, backoffLimit: 0 }));
    await untilReady(stage, 1);
    const before = await readPair(stage);
    const words =
      /Pod report-\S+ of Job report is at work; stopped, it is one failure more than backoffLimit 0 allows: its work fails for good/;

    assertExit(await stage.plugin(EDIT), 3, words);
    await assertUntouched(stage, before);
    const allowed = await stage.plugin([...EDIT, '--allow-job-restart']);

    assertDone(allowed);
    assert.match(allowed.stderr, words);
    await assertRecreated(stage, before, AFTER);
    await stage.until('the Job has failed, as was said', async () => {
      const conditions = listAt(await stage.read<KubernetesObject>(JOB, 'report'), 'status', 'conditions');
      return conditions.some((condition) => fieldAt(condition, 'type') === 'Failed');
    });
    assert.deepEqual(await podsOf(stage, 'report'), []);
  },
};
