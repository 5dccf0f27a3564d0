import assert from 'node:assert/strict';
import type { RunEvent } from '../../../../src/model/events.js';
import { eventLines } from '../../../../src/output/script/event-lines.js';
import { schemaProblems } from '../../../support/schemas.js';
import { handClock } from '../support/sink.js';
import { planView } from '../support/view.js';

interface Line {
  readonly type: string;
  readonly [field: string]: unknown;
}

function stream() {
  const [lines, clock] = [[] as Line[], handClock()];
  const told = eventLines((line) => lines.push(line as Line), clock);
  return { told, lines, clock, types: () => lines.map(({ type }) => type) };
}

function waiting(what: string, ...blockers: readonly string[]): RunEvent {
  return { type: 'waiting', step: 'stop-pods', what, sinceMs: 0, blockers };
}

describe('a stream of events', () => {
  it('has a line for everything that happens, each as its schema says', () => {
    const { told, lines } = stream();
    told.announce(planView({ run: 'run-1' }));
    const events: readonly RunEvent[] = [
      { type: 'run-started', run: 'run-1', folder: '/runs/run-1', steps: [] },
      { type: 'step-started', step: 'patch', title: 'change' },
      { type: 'changed', step: 'patch', verb: 'delete', object: 'Pod app/web-1', uid: 'p1' },
      { type: 'changed', step: 'patch', verb: 'evict', object: 'Pod app/web-2' },
      waiting('claim app/s3-pvc to be gone', 'Pod web-1 is Running'),
      { type: 'warning', message: 'it may take long' },
      { type: 'step-finished', step: 'patch', title: 'change', elapsedMs: 1234, note: '2 Pods stopped' },
      { type: 'step-finished', step: 'bind', title: 'bind', elapsedMs: 1 },
      { type: 'step-failed', step: 'verify', title: 'verify' },
      { type: 'run-finished', elapsedMs: 9000 },
    ];
    for (const event of events) told.report(event);
    assert.deepEqual(lines.map((line) => schemaProblems('event', line)).flat(), []);
    assert.deepEqual(
      lines.map(({ type }) => type),
      ['plan', ...events.slice(1, -1).map(({ type }) => type)],
    );
    assert.deepEqual(lines[4], {
      type: 'waiting',
      time: '2026-01-05T09:00:00.000Z',
      step: 'stop-pods',
      what: 'claim app/s3-pvc to be gone',
      waitedMs: 0,
      blockers: ['Pod web-1 is Running'],
    });
  });

  it('announces the plan before anything else, also before what came before it', () => {
    const { told, types } = stream();
    told.report({ type: 'warning', message: 'waiting for the lock' });
    assert.deepEqual(types(), []);
    told.announce(planView());
    assert.deepEqual(types(), ['plan', 'warning']);
    told.release();
    assert.deepEqual(types(), ['plan', 'warning'], 'each line once');
  });

  it('tells what came before a plan that never was', () => {
    const { told, types } = stream();
    told.report({ type: 'warning', message: 'waiting for the lock' });
    told.release();
    assert.deepEqual(types(), ['warning']);
  });

  it('says what is waited for when that changes, and at most once a second', () => {
    const { told, lines, clock } = stream();
    told.announce(planView());
    const said = (): unknown =>
      lines.filter(({ type }) => type === 'waiting').map(({ blockers }) => (blockers as string[])[0]);
    told.report(waiting('x', '1'));
    clock.advance(5000);
    told.report(waiting('x', '1'));
    assert.deepEqual(said(), ['1'], 'nothing new');
    told.report(waiting('x', '2'));
    clock.advance(999);
    told.report(waiting('x', '3'));
    assert.deepEqual(said(), ['1', '2'], 'too soon');
    clock.advance(1);
    told.report(waiting('x', '3'));
    assert.deepEqual(said(), ['1', '2', '3']);
    clock.advance(1000);
    told.report(waiting('y', '3'));
    assert.deepEqual(said(), ['1', '2', '3', '3'], 'for something else');
    clock.advance(1000);
    told.report(waiting('y'));
    assert.deepEqual(said(), ['1', '2', '3', '3'], 'nobody holds it up');
  });
});
