import { readFile } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ControlPlane } from '../cluster/control-plane.js';

export interface LosingProxy {
  readonly url: string;
  /** The next request with this method is carried out, and its reply is lost. */
  loseReplyTo(method: string): void;
  /** Methods in the order in which they came. */
  readonly methods: string[];
  close(): Promise<void>;
}

/** A proxy in front of a real API server that can cut the connection instead of handing a reply on. */
export async function startLosingProxy(plane: ControlPlane): Promise<LosingProxy> {
  const { certFile, keyFile } = plane.servingCertificate;
  const agent = new Agent({ ca: await readFile(plane.caFile), keepAlive: true });
  const methods: string[] = [];
  let losing: string | undefined;
  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = incoming;
    methods.push(method);
    const loses = method === losing;
    if (loses) losing = undefined;
    const upstream = request(`${plane.server}${url}`, { method, headers, agent }, (reply) => {
      if (loses) {
        reply.resume().on('end', () => incoming.socket.destroy());
        return;
      }
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    upstream.on('error', () => incoming.socket.destroy());
    incoming.pipe(upstream);
  };
  const server = createServer({ cert: await readFile(certFile), key: await readFile(keyFile) }, forward);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    methods,
    loseReplyTo: (method) => {
      losing = method;
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
