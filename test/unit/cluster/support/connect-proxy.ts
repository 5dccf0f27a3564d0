import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly url: string;
  /** HOST:PORT and Proxy-Authorization of each CONNECT. */
  readonly tunnels: { readonly target: string | undefined; readonly authorization: string | undefined }[];
  /** Refuses from now on. */
  refuse(status: string): void;
  close(): Promise<void>;
}

/** An HTTP proxy whose tunnels all lead to one port here, whatever host is asked for. */
export async function startConnectProxy(port: number): Promise<ConnectProxy> {
  const tunnels: { target: string | undefined; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | undefined;
  const server = createServer();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('connect', (request, client: Socket) => {
    tunnels.push({ target: request.url, authorization: request.headers['proxy-authorization'] });
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    sockets.add(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    refuse: (status) => {
      refusal = status;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
