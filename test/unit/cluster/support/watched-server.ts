import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '../../../../src/model/objects.js';
import { json, startTestServer, type RecordedRequest, type Respond, type TestServer } from './test-server.js';

/** A watch that stands open, in the test's hands. */
export interface OpenWatch {
  readonly query: URLSearchParams;
  /** Each event a line, all of them in one chunk. */
  events(...events: readonly object[]): Promise<void>;
  bytes(bytes: Uint8Array): Promise<void>;
  end(): void;
  /** Cuts the connection. */
  cut(): void;
  /** Resolves when the other side has closed it. */
  readonly closed: Promise<void>;
}

export interface WatchedServer {
  readonly server: TestServer;
  /** What the next lists say: one answer each, of which the last one stays. */
  lists: Respond[];
  /** What the next watches get instead of being opened. */
  refusals: Respond[];
  /** Resolves with the next watch that is opened. */
  nextWatch(): Promise<OpenWatch>;
  readonly listCount: () => number;
}

export async function startWatchedServer(): Promise<WatchedServer> {
  const server = await startTestServer();
  const opened: OpenWatch[] = [];
  const waiting: ((watch: OpenWatch) => void)[] = [];
  let listCount = 0;
  const watched: WatchedServer = {
    server,
    lists: [podList('1')],
    refusals: [],
    nextWatch: () => {
      const watch = opened.shift();
      return watch === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(watch);
    },
    listCount: () => listCount,
  };
  server.willAnswer((request, response, socket) => {
    const { searchParams } = new URL(request.url, server.url);
    if (searchParams.get('watch') === null) {
      listCount++;
      const answer = watched.lists.length > 1 ? watched.lists.shift() : watched.lists[0];
      return answer?.(request, response, socket);
    }
    const refusal = watched.refusals.shift();
    if (refusal !== undefined) return refusal(request, response, socket);
    const watch = open(request, response, searchParams);
    const taker = waiting.shift();
    if (taker === undefined) opened.push(watch);
    else taker(watch);
  });
  return watched;
}

export function podList(resourceVersion: string, ...items: readonly KubernetesObject[]): Respond {
  return json({ kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion }, items });
}

function open(_request: RecordedRequest, response: ServerResponse, query: URLSearchParams): OpenWatch {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const write = (data: string | Uint8Array) =>
    new Promise<void>((resolve) => {
      response.write(data, () => {
        resolve();
      });
    });
  return {
    query,
    events: (...events) => write(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    bytes: write,
    end: () => void response.end(),
    cut: () => void response.destroy(),
    closed: new Promise((resolve) => response.on('close', resolve)),
  };
}
