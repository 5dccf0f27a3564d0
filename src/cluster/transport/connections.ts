import { Agent } from 'undici';

/**
 * How long an idle connection is kept for the next request, in milliseconds: as long as Pods usually take to stop, so that
 * what follows finds it open. undici's own 4 s are less than that; API servers and load balancers keep them for a minute and more.
 */
const IDLE_MS = 45_000;

/** The connections to a server. @param connect how one is made */
export function connections(connect: Agent.Options['connect']): Agent {
  return new Agent({ ...(connect === undefined ? {} : { connect }), keepAliveTimeout: IDLE_MS });
}
