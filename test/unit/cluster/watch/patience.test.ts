import assert from 'node:assert/strict';
import { Patience } from '../../../../src/cluster/watch/patience.js';
import { ApiError } from '../../../../src/model/errors.js';

const LIMIT_MS = 30_000;

/** For how long a server may be away, where the machine sleeps in the pause that begins so long after the first failure. */
async function patienceMs(sleep?: { readonly afterMs: number; readonly forMs: number }): Promise<number> {
  let now = 0;
  let isAwake = true;
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      const sleeps = isAwake && sleep !== undefined && now >= sleep.afterMs;
      if (sleeps) isAwake = false;
      now += ms + (sleeps ? sleep.forMs : 0);
      return Promise.resolve();
    },
  };
  const patience = new Patience({ clock, random: () => 0.5 }, LIMIT_MS, new AbortController().signal);
  const away = new ApiError('Unreachable', 0, 'connection refused');
  for (;;) {
    try {
      await patience.pause(away);
    } catch (error) {
      assert.equal(error, away);
      return now;
    }
  }
}

describe('patience with a server that is away', () => {
  it('ends after its limit', async () => {
    const lastedMs = await patienceMs();
    assert.ok(lastedMs > LIMIT_MS && lastedMs < LIMIT_MS + 10_000, `${lastedMs} ms`);
  });

  it('begins anew where the machine slept: its network takes a while to come back', async () => {
    const lastedMs = await patienceMs({ afterMs: 20_000, forMs: 3_600_000 });
    assert.ok(lastedMs > 3_600_000 + 20_000 + LIMIT_MS, `${lastedMs} ms`);
  });

  it('does not for a machine that is merely slow', async () => {
    const lastedMs = await patienceMs({ afterMs: 20_000, forMs: 9_000 });
    assert.ok(lastedMs < LIMIT_MS + 10_000, `${lastedMs} ms`);
  });
});
