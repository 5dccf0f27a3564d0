import assert from 'node:assert/strict';
import { runInVirtualTime, VirtualClock } from '../../support/model/virtual-clock.js';

describe('virtual time', () => {
  it('passes without passing: an hour of sleep takes none', async () => {
    const clock = new VirtualClock(0);
    const woken: string[] = [];
    await runInVirtualTime(clock, async () => {
      const long = clock.sleep(3_600_000).then(() => woken.push('long'));
      const short = clock.sleep(10).then(() => woken.push('short'));
      await Promise.all([long, short]);
    });
    assert.deepEqual(woken, ['short', 'long']);
    assert.equal(clock.now(), 3_600_000);
  });

  it('ends a sleep with the reason of its signal', async () => {
    const clock = new VirtualClock(0);
    const stop = new AbortController();
    const reason = new Error('enough');
    await runInVirtualTime(clock, async () => {
      clock.schedule(5, () => {
        stop.abort(reason);
      });
      await assert.rejects(clock.sleep(10, stop.signal), reason);
      assert.equal(clock.now(), 5);
      await assert.rejects(clock.sleep(10, stop.signal), reason);
    });
  });

  it('tells a deadlock from waiting', async () => {
    const clock = new VirtualClock(0);
    const stuck = runInVirtualTime(clock, async () => {
      await clock.sleep(7);
      await new Promise(() => undefined);
    });
    await assert.rejects(stuck, /deadlock after 7 ms of virtual time: no timer is set and main waits/);
  });

  it('gives up on what goes on for ever', async () => {
    const clock = new VirtualClock(0);
    const endless = runInVirtualTime(
      clock,
      async () => {
        for (;;) await clock.sleep(1000);
      },
      { limitMs: 60_000 },
    );
    await assert.rejects(endless, /not finished after 60 s of virtual time/);
  });

  it('stands still while work of the real world is under way', async () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    await runInVirtualTime(clock, async () => {
      const timer = clock.sleep(1).then(() => seen.push('timer'));
      await clock.outside(new Promise((resolve) => setTimeout(resolve, 20)));
      seen.push('outside');
      await timer;
    });
    assert.deepEqual(seen, ['outside', 'timer']);
  });
});
