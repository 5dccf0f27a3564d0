import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TlsOptions } from 'node:tls';

export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The name of the client certificate, where there is one. */
  readonly clientName: string | undefined;
}

export type Respond = (request: RecordedRequest, response: ServerResponse, socket: Socket) => void | Promise<void>;

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: RecordedRequest[];
  /** How many connections were made, ever. */
  connections(): number;
  /** How many are open now. */
  openConnections(): number;
  /** Answers the next request; when no answer is left, the last one stays. */
  willAnswer(...answers: Respond[]): void;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that records every request and answers as it is told, faults included. */
export async function startTestServer(tls?: TlsOptions, { hasKeepAliveHint = true } = {}): Promise<TestServer> {
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  let answers: Respond[] = [];
  let connections = 0;
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await record(incoming);
    requests.push(request);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    await (answer ?? json({}))(request, response, incoming.socket);
  };
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) => {
    listener(incoming, response).catch(() => incoming.socket.destroy());
  };
  const server: Server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
  // Node says how long it keeps a connection, and keeps to it; API servers say nothing.
  if (!hasKeepAliveHint) server.keepAliveTimeout = 0;
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    openConnections: () => sockets.size,
    willAnswer: (...next) => {
      answers = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string | string[]> = {}): Respond {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** An error as API servers say it. */
export function status(code: number, reason: string, message = reason, headers: Record<string, string> = {}): Respond {
  return json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code }, code, headers);
}

/** Cuts the connection instead of an answer. */
export const reset: Respond = (_request, _response, socket) => {
  socket.destroy();
};

/** Never answers. */
export const stall: Respond = () => undefined;

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const { method = '', url = '', headers, socket } = incoming;
  const body = await text(incoming);
  const peer =
    'getPeerCertificate' in socket ? (socket.getPeerCertificate as () => { subject?: { CN?: string } })() : {};
  return { method, url, headers, body, clientName: peer.subject?.CN };
}
