import assert from 'node:assert/strict';
import { Patience } from '../../../../src/cluster/watch/patience.js';
import { ApiError } from '../../../../src/model/errors.js';

const LIMIT_MS = 30_000;
const HOUR = 3_600_000;

interface Sleep {
  readonly afterMs: number;
  readonly forMs: number;
  /** Where the machine sleeps: in a pause between two tries, or in a try. */
  readonly in: 'pause' | 'try';
}

/** For how long a server may be away, where the machine sleeps in what begins so long after the first failure. */
async function patienceMs(sleep?: Sleep): Promise<number> {
  let awakeMs = 0;
  let sleptMs = 0;
  const pass = (what: Sleep['in'], ms: number): void => {
    if (sleep?.in === what && awakeMs >= sleep.afterMs) sleptMs = sleep.forMs;
    awakeMs += ms;
  };
  const clock = {
    now: () => awakeMs + sleptMs,
    awake: () => awakeMs,
    sleep: (ms: number) => {
      pass('pause', ms);
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
      return clock.now();
    }
    pass('try', 10);
  }
}

describe('patience with a server that is away', () => {
  it('ends after its limit', async () => {
    const lastedMs = await patienceMs();
    assert.ok(lastedMs > LIMIT_MS && lastedMs < LIMIT_MS + 10_000, `${lastedMs} ms`);
  });

  for (const where of ['pause', 'try'] as const) {
    it(`begins anew where the machine slept in a ${where}: its network takes a while to come back`, async () => {
      const lastedMs = await patienceMs({ afterMs: 20_000, forMs: HOUR, in: where });
      assert.ok(lastedMs > HOUR + 20_000 + LIMIT_MS, `${lastedMs} ms`);
    });
  }

  it('does not for a machine that is merely slow', async () => {
    const lastedMs = await patienceMs({ afterMs: 20_000, forMs: 9_000, in: 'pause' });
    assert.ok(lastedMs < LIMIT_MS + 10_000, `${lastedMs} ms`);
  });
});
