import { Agent } from 'undici';
import type { Authorizer } from '../../../../src/cluster/transport/authorizer.js';
import { createSender } from '../../../../src/cluster/transport/sender.js';
import { createTransport, type Transport } from '../../../../src/cluster/transport/transport.js';
import { instantClock, type InstantClock } from './instant-clock.js';
import type { TestServer } from './test-server.js';

export interface TestTransport extends Transport {
  readonly clock: InstantClock;
  readonly warnings: readonly string[];
  readonly told: readonly string[];
  /** How often memory was to be freed. */
  timesFreed(): number;
}

/** The real transport without credentials, whose pauses take no time. */
export function testTransport(server: Pick<TestServer, 'url'>, { requestTimeoutMs = 5_000 } = {}): TestTransport {
  const warnings: string[] = [];
  const told: string[] = [];
  const clock = instantClock();
  const sender = createSender({
    server: server.url,
    shownServer: server.url,
    authorizer: anonymous(),
    onWarning: (text) => warnings.push(text),
    onRequest: (line) => told.push(line),
    now: () => clock.now(),
    requestTimeoutMs,
  });
  let timesFreed = 0;
  const freeMemory = () => {
    timesFreed += 1;
  };
  const transport = createTransport(sender, { clock, random: () => 1 }, freeMemory);
  return { ...transport, clock, warnings, told, timesFreed: () => timesFreed };
}

function anonymous(): Authorizer {
  const authorization = { headers: {}, dispatcher: new Agent(), credential: {} };
  return { authorize: () => Promise.resolve(authorization), renew: () => Promise.resolve(false) };
}
