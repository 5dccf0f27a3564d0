import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request as startRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from './control-plane.js';
import { describeRequest, type ProxiedRequest } from './proxied-request.js';
import { passage, type Passage } from './proxy-passage.js';

export type { Passage } from './proxy-passage.js';
export type { ProxiedRequest } from './proxied-request.js';

/** Decides what becomes of a request; it may wait, and it may never answer. */
export type Intercept = (request: ProxiedRequest, forward: Passage) => void | Promise<void>;

/** Stands in front of the real API server: real behaviour, with faults where a test wants them. */
export interface FaultProxy {
  /** https://127.0.0.1:PORT, with the control plane's serving certificate. */
  readonly url: string;
  /** Everything that was asked, in the order it came. */
  readonly requests: readonly ProxiedRequest[];
  /** From now on; at the start everything is let through. */
  intercept: Intercept;
  /** Cuts every connection and refuses new ones for so long; resolves when it takes them again. */
  refuseFor(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export const letThrough: Intercept = (_request, forward) => forward.letThrough();

export async function startFaultProxy(cluster: ControlPlane): Promise<FaultProxy> {
  const { certFile, keyFile } = cluster.servingCertificate;
  const [cert, key, ca] = await Promise.all([certFile, keyFile, cluster.caFile].map((file) => readFile(file)));
  const agent = new Agent({ keepAlive: true, ca });
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();
  let refusing = Promise.resolve();

  const server = createServer({ cert, key }, (incoming, response) => {
    // Who asked may be gone, and the API server may have cut it: either way there is nobody left to tell.
    take(incoming, response).catch(() => response.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // A caller that is killed in the middle of a handshake is no failure of the test.
  server.on('tlsClientError', () => undefined);

  async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const { method = '', url = '', headers } = incoming;
    const body = await text(incoming);
    const request = describeRequest(method, url, headers, body);
    requests.push(request);
    const send = () => sendOn(`${cluster.server}${url}`, { incoming, body, agent, response });
    await proxy.intercept(request, passage(response, send, request.traffic));
  }

  async function listen(port: number): Promise<void> {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  }

  async function close(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  async function refuse(port: number, ms: number): Promise<void> {
    await close();
    await sleep(ms);
    await listen(port);
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    url: `https://127.0.0.1:${port}`,
    requests,
    intercept: letThrough,
    refuseFor(ms) {
      refusing = refusing.then(() => refuse(port, ms));
      return refusing;
    },
    async stop() {
      await refusing;
      await close();
      agent.destroy();
    },
  };
  return proxy;
}

interface Sending {
  readonly incoming: IncomingMessage;
  readonly body: string;
  readonly agent: Agent;
  readonly response: ServerResponse;
}

async function sendOn(url: string, { incoming, body, agent, response }: Sending): Promise<IncomingMessage> {
  const { method = '', headers } = incoming;
  const outgoing = startRequest(url, { method, headers, agent });
  // A caller that goes away takes a watch with it.
  response.on('close', () => outgoing.destroy());
  // Told to whoever waits for the answer; once that has begun, by the answer itself.
  outgoing.on('error', () => undefined);
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return answer;
}
