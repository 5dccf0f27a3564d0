import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { DIST } from '../../packaging/paths.js';

/** What a release's download page is, on 127.0.0.1. */
export interface ReleaseServer {
  readonly folder: string;
  stop(): Promise<void>;
}

export async function serveRelease(): Promise<ReleaseServer> {
  const server = createServer((request, response) => {
    const file = createReadStream(join(DIST, basename(request.url ?? '')));
    file.on('error', () => response.writeHead(404).end());
    file.pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    folder: `http://127.0.0.1:${(server.address() as AddressInfo).port}/release`,
    stop: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
