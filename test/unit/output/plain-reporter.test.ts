import assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/model/events.js';
import { plainReporter } from '../../../src/output/plain-reporter.js';
import { handClock, textSink } from './support/sink.js';

/** The lines that these events make, a second after each other. */
function linesOf(...events: readonly RunEvent[]): readonly string[] {
  const [sink, clock] = [textSink(), handClock()];
  const reporter = plainReporter(sink, clock);
  for (const event of events) {
    reporter.report(event);
    clock.advance(1000);
  }
  return sink.text().split('\n').slice(0, -1);
}

function waiting(what: string, ...blockers: readonly string[]): RunEvent {
  return { type: 'waiting', step: 'stop-pods', what, sinceMs: 0, blockers };
}

function untimed(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.slice('2026-01-05T09:00:00.000Z '.length));
}

describe('plain reporter', () => {
  it('tells a run line by line, each with its time', () => {
    assert.deepEqual(
      linesOf(
        {
          type: 'run-started',
          run: 'run-1',
          folder: '/runs/run-1',
          steps: [
            { id: 'recheck', title: 'check' },
            { id: 'patch', title: 'change' },
          ],
        },
        { type: 'step-started', step: 'patch', title: 'change volume s3-pv' },
        { type: 'changed', step: 'patch', verb: 'delete', object: 'Pod app/web-1', uid: 'p1' },
        waiting('claim app/s3-pvc to be gone', 'Pod web-1 is Running', 'Pod web-2 is Running'),
        { type: 'warning', message: 'it may take long' },
        { type: 'step-finished', step: 'patch', title: 'change volume s3-pv', elapsedMs: 1234, note: '2 Pods stopped' },
        { type: 'step-finished', step: 'patch', title: 'change volume s3-pv', elapsedMs: 40 },
        { type: 'step-failed', step: 'verify', title: 'verify everything' },
        { type: 'run-finished', elapsedMs: 9000 },
      ),
      [
        '2026-01-05T09:00:00.000Z run run-1',
        '2026-01-05T09:00:01.000Z change volume s3-pv',
        '2026-01-05T09:00:02.000Z   delete Pod app/web-1',
        '2026-01-05T09:00:03.000Z   waiting for claim app/s3-pvc to be gone: Pod web-1 is Running; Pod web-2 is Running',
        '2026-01-05T09:00:04.000Z   warning: it may take long',
        '2026-01-05T09:00:05.000Z   done in 1.2 s, 2 Pods stopped',
        '2026-01-05T09:00:06.000Z   done in 0.0 s',
        '2026-01-05T09:00:07.000Z   failed: verify everything',
      ],
    );
  });

  it('does not say a change twice that the title of its step has said', () => {
    const started: RunEvent = { type: 'step-started', step: 'delete-volume', title: 'delete volume s3-pv' };
    const changed: RunEvent = { type: 'changed', step: 'delete-volume', verb: 'delete', object: 'volume s3-pv' };
    assert.deepEqual(untimed(linesOf(started, changed)), ['delete volume s3-pv']);
  });

  it('says again what it waits for after ten seconds, not before', () => {
    const lines = linesOf(...Array.from({ length: 21 }, () => waiting('x', 'y')));
    assert.deepEqual(
      lines.map((line) => line.slice(17, 19)),
      ['00', '10', '20'],
    );
  });

  it('says at once when it waits for something else', () => {
    assert.deepEqual(untimed(linesOf(waiting('a', '1'), waiting('b', '1'), waiting('b', '1'), waiting('a', '1'))), [
      '  waiting for a: 1',
      '  waiting for b: 1',
      '  waiting for a: 1',
    ]);
  });

  it('says nothing of a wait that nobody holds up', () => {
    assert.deepEqual(linesOf(waiting('x')), []);
    assert.deepEqual(untimed(linesOf(waiting('x'), waiting('x', 'y'))), ['  waiting for x: y']);
  });

  it('keeps every event in one line, and the terminal out of it', () => {
    const odd = 'a\nb\u001b[31m\rc';
    const lines = linesOf(
      { type: 'step-started', step: 'patch', title: `title ${odd}` },
      { type: 'changed', step: 'patch', verb: 'patch', object: `object ${odd}` },
      { type: 'warning', message: odd },
      waiting(odd, odd),
    );
    assert.equal(lines.length, 4);
    // eslint-disable-next-line no-control-regex -- looking for them is what this test is for
    assert.ok(lines.every((line) => line.includes('a b c') && !/[\u0000-\u001f]/.test(line)));
  });
});
