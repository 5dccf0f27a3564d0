import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES, Failure } from '../../../../src/model/errors.js';
import type { OutputFormat } from '../../../../src/model/request.js';
import type { ScriptOutput } from '../../../../src/model/texts.js';
import { scriptOutput } from '../../../../src/output/script/script-output.js';
import { runDocument, runListDocument } from '../../../../src/output/script/run-documents.js';
import { STEPS } from '../../../../src/steps/index.js';
import { schemaProblems } from '../../../support/schemas.js';
import { runRecord } from '../../journal/support/records.js';
import { holder } from '../../plan/support/stored.js';
import { handClock, textSink } from '../support/sink.js';
import { planView } from '../support/view.js';

const PARTS = resolve(fileURLToPath(import.meta.url), '../../../../../../docs/schemas/parts.v1.json');

/** What is written by the end of a command that shows and tells so. */
function written(format: OutputFormat, play: (output: ScriptOutput) => void): string {
  const out = textSink();
  play(scriptOutput(format, out, handClock()));
  return out.text();
}

function resultOf(play: (output: ScriptOutput) => void): Record<string, unknown> {
  const document = JSON.parse(written('json', play)) as Record<string, unknown>;
  assert.deepEqual(schemaProblems('result', document), []);
  return document;
}

describe('the document of a result', () => {
  it('of a plan that was declined has the plan, the error and no steps', () => {
    const document = resultOf((output) => {
      output.screen.showPlan(planView({ run: 'run-1' }));
      output.end(new Failure('declined', 'declined; nothing was changed'));
    });
    assert.deepEqual([document['result'], document['run'], document['steps']], ['failed', undefined, undefined]);
    assert.deepEqual(document['error'], { code: 'declined', exitCode: 8, message: 'declined; nothing was changed' });
  });

  it('has what the server said to each step that was only tried, and the roles that would help', () => {
    const document = resultOf((output) => {
      output.screen.showPlan(planView());
      output.screen.showRehearsal([
        { step: 'lock', title: 'take the lock', outcome: 'accepted' },
        { step: 'retain', title: 'keep it', outcome: 'refused', words: 'no', code: 'api' },
      ]);
      output.end(new Failure('api', 'no', { manifest: '---\nkind: Role\n' }));
    });
    assert.deepEqual(document['rehearsal'], [
      { step: 'lock', title: 'take the lock', outcome: 'accepted' },
      { step: 'retain', title: 'keep it', outcome: 'refused', words: 'no' },
    ]);
    assert.equal((document['error'] as { manifest?: string }).manifest, '---\nkind: Role\n');
  });

  it('tells how far a run came that failed, and what leads out of it', () => {
    const wayOut = {
      run: 'run-1',
      folder: '/runs/run-1',
      state: 'stopped',
      stands: 'so',
      resume: 'R',
      rollback: 'B',
    } as const;
    const document = resultOf((output) => {
      const view = planView();
      output.screen.showPlan(view);
      output.reporter.report({ type: 'run-started', run: 'run-1', folder: '/runs/run-1', steps: view.plan.steps });
      output.reporter.report({ type: 'step-started', step: 'recheck', title: 'check' });
      output.reporter.report({ type: 'step-finished', step: 'recheck', title: 'check', elapsedMs: 3 });
      output.reporter.report({ type: 'step-started', step: 'delete-claim', title: 'delete' });
      output.reporter.report({
        type: 'changed',
        step: 'delete-claim',
        verb: 'delete',
        object: 'claim app/s3-pvc',
        uid: 'c1',
      });
      output.reporter.report({ type: 'step-failed', step: 'delete-claim', title: 'delete' });
      output.reporter.report({ type: 'warning', message: 'look' });
      output.end(new Failure('timed-out', 'it took long', { wayOut }));
    });
    const steps = document['steps'] as readonly { readonly id: string; readonly state: string }[];
    assert.deepEqual(
      steps.slice(0, 3).map(({ id, state }) => `${id} ${state}`),
      ['recheck finished', 'delete-claim failed', 'stop-pods pending'],
    );
    assert.deepEqual(document['warnings'], ['look']);
    assert.deepEqual(document['error'], {
      code: 'timed-out',
      exitCode: 7,
      message: 'it took long',
      run: 'run-1',
      folder: '/runs/run-1',
      runState: 'unfinished',
      stands: 'so',
      nextCommands: { resume: 'R', rollback: 'B' },
    });
  });

  it('keeps the plan that was asked for apart from that of going back', () => {
    const document = resultOf((output) => {
      const view = planView();
      for (const run of ['there', 'back']) {
        output.screen.showPlan(view);
        output.reporter.report({ type: 'run-started', run, folder: '/runs/run-1', steps: view.plan.steps });
      }
      output.screen.showDone({
        what: 'rolled back',
        claim: 'app/s3-pvc',
        volume: 's3-pv',
        folder: '/',
        pods: 0,
        downtimes: [],
        elapsedMs: 1,
      });
      output.end(new Failure('api', 'no', { wayOut: { run: 'there', folder: '/runs/run-1', state: 'rolled back' } }));
    });
    assert.deepEqual([document['result'], document['verified'], document['run']], ['failed', false, 'there']);
    assert.equal((document['error'] as { runState: string }).runState, 'rolled-back');
    assert.ok('rollback' in document);
  });

  it('is nothing where nothing was asked for, as by --help', () => {
    for (const format of ['json', 'jsonl', 'yaml', 'name'] as const)
      assert.equal(
        written(format, (output) => {
          output.end();
        }),
        '',
      );
  });
});

describe('documents', () => {
  it('have no content of Pods, which may be secret', () => {
    const secret = holder();
    const pod = { ...secret.pod, spec: { ...secret.pod.spec, containers: [{ env: [{ value: 'S3CRET' }] }] } };
    const view = planView({ holders: [{ pod }] });
    const { claim, volume, ...target } = view.plan.target;
    const record = runRecord({ target: { ...target, claim, volume, pods: [pod] } });
    const entries = [{ type: 'intent', verb: 'create', object: 'Pod app/bare', body: pod }] as const;
    const kept = { folder: '/runs/1', record, entries, state: 'unfinished' } as const;
    const shown = runDocument({
      ...kept,
      diff: '',
      stands: '',
      trouble: ['a Pod waits'],
      resume: 'R',
      rollback: 'B',
      targetVolume: volume,
      now: 0,
    });
    assert.deepEqual(schemaProblems('run', JSON.parse(JSON.stringify(shown))), []);
    const texts = [
      JSON.stringify(shown),
      ...(['json', 'jsonl', 'yaml'] as const).map((format) =>
        written(format, (output) => {
          output.screen.showNothingToDo(view);
          output.end();
        }),
      ),
    ];
    for (const text of texts) assert.doesNotMatch(text, /S3CRET/);
  });

  it('list runs that cannot be read among the others', () => {
    const broken = { id: 'x', folder: '/runs/x', problem: 'plan.json is damaged' };
    const list = runListDocument([broken, { folder: '/runs/1', record: runRecord(), entries: [] }], '/runs');
    assert.deepEqual(schemaProblems('run-list', JSON.parse(JSON.stringify(list))), []);
    assert.deepEqual(
      list.items.map(({ state }) => state),
      ['unreadable', 'unfinished'],
    );
  });

  it('know every step and every way to fail', () => {
    const { $defs } = JSON.parse(readFileSync(PARTS, 'utf8')) as {
      $defs: { stepId: { enum: string[] }; error: { properties: Record<'code' | 'exitCode', { enum: unknown[] }> } };
    };
    assert.deepEqual([...$defs.stepId.enum].sort(), Object.keys(STEPS).sort());
    assert.deepEqual($defs.error.properties.code.enum, Object.keys(EXIT_CODES));
    assert.deepEqual($defs.error.properties.exitCode.enum, Object.values(EXIT_CODES));
  });
});
