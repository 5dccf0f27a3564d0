import assert from 'node:assert/strict';
import { deployment } from '../../support/manifests/deployment.js';
import { documentOf, linesOf, yamlDocumentOf, type EventLine, type ResultDocument } from '../documents.js';
import type { PluginResult, Stage, Story } from '../stage.js';
import { assertDone, assertExit, assertRecreated, installVolume, readPair, untilReady } from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

async function installApp(stage: Stage, stopMs?: number): Promise<void> {
  await installVolume(stage);
  const stops = stopMs === undefined ? {} : { stopMs };
  await stage.create(deployment({ namespace: stage.namespace, replicas: 2, ...stops }));
  await untilReady(stage, 2);
}

export const documentStory: Story = {
  name: 'a script reads one document of what is planned, what was done and what is kept, in JSON and in YAML',
  async tell(stage) {
    await installApp(stage);
    const before = await readPair(stage);

    const planned = documentOf(await stage.plugin([...EDIT, '--dry-run=client', '-o', 'json']));
    assert.equal(planned.result, 'planned');
    assert.match(planned.plan?.diff ?? '', /^\+ +authenticationSource: pod$/m);
    const asYaml = yamlDocumentOf(await stage.plugin([...EDIT, '--dry-run=client', '-o', 'yaml']));
    assert.deepEqual(asYaml, planned, 'both say the same');

    const ran = await stage.plugin([...EDIT, '--yes', '--output=json', '--quiet']);
    assertDone(ran);
    assert.equal(ran.stderr, '', 'nothing but the document');
    const done = documentOf(ran);
    assert.deepEqual([done.result, done.verified, done.readyPods], ['recreated', true, 2]);
    assert.deepEqual(
      done.steps?.map(({ id }) => id),
      planned.plan?.steps.map(({ id }) => id),
      'as it was planned',
    );
    assert.ok(done.steps?.every(({ state }) => state === 'finished'));
    await assertRecreated(stage, before, AFTER);

    assert.equal(documentOf(await stage.plugin([...EDIT, '--yes', '-ojson'])).result, 'nothing-to-do');
    await assertKeptRunIsTold(stage, done);
  },
};

async function assertKeptRunIsTold(stage: Stage, { run = '', plan }: ResultDocument): Promise<void> {
  const [kept] = await stage.runs();
  assert.equal(run, kept);
  const listed = documentOf(await stage.plugin(['runs', '-o', 'json']), 'run-list');
  assert.deepEqual(yamlDocumentOf(await stage.plugin(['runs', '-o', 'yaml']), 'run-list'), listed);
  assert.equal(listed.items?.length, 1);
  assert.equal(linesOf(await stage.plugin(['runs', '-o', 'jsonl']), 'run-list-item').length, 1);
  const shown = documentOf(await stage.plugin(['show', run, '-o', 'json']), 'run');
  assert.equal(shown.state, 'done');
  assert.deepEqual(
    [shown.digest, shown.checks, shown.driver],
    [plan?.digest, plan?.checks, plan?.driver],
    'as approved',
  );
}

export const streamStory: Story = {
  name: 'a stream announces its steps, tells what happens, and ends with the result; resume goes on with another',
  async tell(stage) {
    await installApp(stage, 3000);

    const stopped = await stage.plugin([...EDIT, '--yes', '-o', 'jsonl', '-q', '--timeout', '1s']);
    assertExit(stopped, 7, /^error: waited 1 s for claim /);
    const lines = linesOf(stopped);
    assertStream(lines);
    assert.deepEqual(
      lines.filter(({ type }) => type === 'step-failed').map(({ step }) => step),
      ['stop-pods'],
    );
    const [run = ''] = await stage.runs();
    const { error } = lines.at(-1) ?? {};
    assert.equal(lines[0]?.run, run);
    assert.deepEqual([error?.code, error?.exitCode, error?.run, error?.runState], ['timed-out', 7, run, 'unfinished']);
    assert.match(error?.nextCommands?.resume ?? '', new RegExp(`^kubectl s3csi-recreate resume ${run}`));

    const resumed = await stage.plugin(['resume', '--yes', '-o', 'jsonl']);
    assertDone(resumed);
    assertStream(linesOf(resumed));
    assert.match(resumed.stderr, /^Claim +/m, 'the page is for whoever looks on');
    assert.equal(linesOf(resumed).at(-1)?.result, 'resumed');
  },
};

/** The plan with all its steps first, what happens in their order, and the result last. */
function assertStream(lines: readonly EventLine[]): void {
  const [first, ...others] = lines;
  assert.equal(first?.type, 'plan');
  assert.equal(others.at(-1)?.type, 'result');
  assert.ok(others.slice(0, -1).every(({ type }) => type !== 'plan' && type !== 'result'));
  const started = lines.filter(({ type }) => type === 'step-started').map(({ step }) => step);
  const announced = first.plan?.steps.map(({ id }) => id) ?? [];
  assert.deepEqual(started, announced.slice(0, started.length));
  const times = lines.map(({ time }) => time);
  assert.deepEqual(times, [...times].sort());
}

export const nameStory: Story = {
  name: '-o name prints the names of claim and volume as kubectl does, and nothing where it failed',
  async tell(stage) {
    await installApp(stage);
    const names = `persistentvolumeclaim/s3-pvc\npersistentvolume/${stage.volumeName}\n`;
    const prints = async (...args: readonly string[]): Promise<string> => {
      const result = await stage.plugin([...args, '-o', 'name']);
      assertDone(result);
      return result.stdout;
    };

    assert.equal((await stage.plugin([...EDIT, '-o', 'name'])).stdout, '', 'nobody said yes');
    assert.equal(await prints(...EDIT, '--dry-run=client'), names);
    assert.equal(await prints(...EDIT, '--yes'), names);
    assert.equal(await prints(...EDIT, '--yes'), names, 'nothing to do');
    const [run = ''] = await stage.runs();
    assert.equal(await prints('runs'), `${run}\n`);
    assert.equal(await prints('show', run), names);
    assert.equal(await prints('rollback', run, '--yes'), names);
  },
};

export const failureStory: Story = {
  name: 'a failure is a document too, with its exit code, from the first word on',
  async tell(stage) {
    const failures: readonly (readonly [number, string, readonly string[]])[] = [
      [2, 'usage', ['s3-pvc', '--sett', 'a=b']],
      [2, 'usage', ['s3-pvc', '--set', 'a', '--dry-run=client']],
      [2, 'usage', ['show', 'no-such-run']],
      [2, 'usage', ['runs', 'more']],
      [2, 'usage', ['resume']],
      [5, 'api', [...EDIT, '--yes']],
    ];
    for (const [index, [exitCode, code, args]] of failures.entries()) {
      const [words, read] = FORMATS[index % FORMATS.length] ?? [[], documentOf];
      const result = await stage.plugin([...args, ...words]);
      assert.equal(result.code, exitCode, result.stderr);
      const { error } = read(result);
      assert.deepEqual([error?.code, error?.exitCode], [code, exitCode]);
      assert.ok(result.stderr.startsWith(`error: ${error?.message ?? '(none)'}`), result.stderr);
    }
    const unknown = await stage.plugin([...EDIT, '-o', 'xml']);
    assertExit(unknown, 2, /^error: --output "xml" is not offered\nwrite json, jsonl, yaml or name$/m);
    assert.equal(unknown.stdout, '');
  },
};

const FORMATS: readonly (readonly [readonly string[], (result: PluginResult) => Pick<ResultDocument, 'error'>])[] = [
  [['-o', 'json'], documentOf],
  [['-qoyaml'], yamlDocumentOf],
  [['--output=jsonl'], onlyLineOf],
];

/** What ends before there is a plan is one line. */
function onlyLineOf(result: PluginResult): EventLine {
  const [last, ...others] = linesOf(result);
  assert.ok(last?.type === 'result' && others.length === 0, result.stdout);
  return last;
}
