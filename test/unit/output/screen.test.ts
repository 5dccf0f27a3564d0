import assert from 'node:assert/strict';
import { planPage } from '../../../src/output/plan-page.js';
import { textScreen } from '../../../src/output/screen.js';
import { textSink } from './support/sink.js';
import { planView } from './support/view.js';

const PLAIN = { colour: false, unicode: false };

function screen() {
  const [out, err] = [textSink(), textSink()];
  return { out, err, screen: textScreen(out, err, { out: PLAIN, err: PLAIN }) };
}

describe('screen: what a script may want is on standard output, the rest is not', () => {
  it('the plan', () => {
    const { out, err, screen: shown } = screen();
    shown.showPlan(planView());
    assert.equal(err.text(), `${planPage(planView(), PLAIN)}\n`);
    assert.equal(out.text(), '');
  });

  it('nothing to do', () => {
    const { out, err, screen: shown } = screen();
    shown.showNothingToDo(planView({ wanted: {} }));
    assert.deepEqual([out.text(), err.text()], ['claim app/s3-pvc and volume s3-pv: nothing to do\n', '']);
  });

  it('what a dry run would do', () => {
    const recreated = screen();
    recreated.screen.showDryRunEnd(planView(), 'client');
    assert.equal(recreated.out.text(), 'claim app/s3-pvc and volume s3-pv: would be recreated (dry run)\n');
    const changed = screen();
    changed.screen.showDryRunEnd(planView({ wanted: { labels: { a: 'b' } } }), 'server');
    assert.match(changed.out.text(), /would be changed in place \(server dry run\)/);
  });

  it('what the server says to each step', () => {
    const { out, err, screen: shown } = screen();
    shown.showRehearsal([
      { step: 'lock', title: 'take the lock', outcome: 'warning', words: 'none would be taken' },
      { step: 'delete-claim', title: 'delete claim app/s3-pvc', outcome: 'accepted' },
      {
        step: 'delete-volume',
        title: 'delete volume s3-pv',
        outcome: 'refused',
        words: 'it is \u001b[31mforbidden',
        code: 'api',
      },
      { step: 'verify', title: 'verify', outcome: 'untried', words: 'it only reads' },
    ]);
    assert.equal(out.text(), '');
    assert.deepEqual(err.text().trimEnd().split('\n').slice(1), [
      '  ! take the lock: none would be taken',
      '  ok delete claim app/s3-pvc',
      '  x delete volume s3-pv: it is forbidden',
      '  - verify: cannot be tried, it only reads',
    ]);
  });

  it('that all is verified', () => {
    const { out, err, screen: shown } = screen();
    shown.showDone({
      what: 'recreated',
      pods: 0,
      claim: 'app/s3-pvc',
      volume: 's3-pv',
      folder: '/runs/run-1',
      downtimes: [],
      elapsedMs: 1999,
    });
    assert.equal(out.text(), 'claim app/s3-pvc and volume s3-pv: recreated\n');
    assert.equal(err.text(), 'ok verified in 2.0 s; the snapshot stays in /runs/run-1\n');
  });

  it('that all is verified, with the Pods that are Ready again', () => {
    const done = {
      what: 'rolled back',
      claim: 'app/s3-pvc',
      volume: 's3-pv',
      folder: '/runs/run-1',
      downtimes: [],
      elapsedMs: 0,
    } as const;
    for (const [pods, words] of [
      [1, '1 Pod Ready'],
      [3, '3 Pods Ready'],
    ] as const) {
      const { out, screen: shown } = screen();
      shown.showDone({ ...done, pods });
      assert.equal(out.text(), `claim app/s3-pvc and volume s3-pv: rolled back, ${words}\n`);
    }
  });

  it('how long each workload was down, with what was measured and by which clock', () => {
    const { out, err, screen: shown } = screen();
    const [from, to] = ['2026-01-05T09:00:00.000Z', '2026-01-05T09:00:04.160Z'];
    shown.showDone({
      what: 'recreated',
      claim: 'app/s3-pvc',
      volume: 's3-pv',
      folder: '/runs/run-1',
      pods: 4,
      downtimes: [
        { kind: 'Deployment', name: 'web', from, to, pods: 3 },
        { kind: 'Pod', name: 'bare', from, to, pods: 1 },
      ],
      elapsedMs: 0,
    });
    assert.equal(
      err.text(),
      `ok verified in 0.0 s; the snapshot stays in /runs/run-1
  downtime of Deployment web: 4.2 s, from its first Pod asked to stop to 3 Pods Ready again, by this machine's clock
  downtime of Pod bare: 4.2 s, from when it was asked to stop until it was Ready again, by this machine's clock
`,
    );
    assert.equal(out.text(), 'claim app/s3-pvc and volume s3-pv: recreated, 4 Pods Ready\n');
  });
});
