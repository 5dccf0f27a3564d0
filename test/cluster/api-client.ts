import { Agent } from 'undici';

export interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface ApiClient {
  /** Answers whatever the status is; throws when there is no answer. */
  request(method: string, path: string, body?: unknown, contentType?: string): Promise<ApiResponse>;
  /**
   * As request, but throws what the API server says when the status is no success; with `or`, these statuses are
   * fine too.
   */
  expect(method: string, path: string, body?: unknown, or?: readonly number[]): Promise<ApiResponse>;
  /** The events of a watch, until the server ends it or the signal does. */
  watch(path: string, signal: AbortSignal): AsyncGenerator<WatchEvent>;
  close(): Promise<void>;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

/**
 * The plainest client of an API server, for the tests' own set-up and actors: independent of the one that is under
 * test.
 */
export function apiClient(server: string, ca: string, token?: string): ApiClient {
  const agent = new Agent({ connect: { ca }, bodyTimeout: 0, keepAliveTimeout: 10_000 });
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function request(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<ApiResponse> {
    const response = await agent.request({
      origin: server,
      path,
      method: method,
      headers: { ...authorization, 'content-type': contentType },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.statusCode, body: parse(await response.body.text()) };
  }

  return {
    request,
    async expect(method, path, body, or = []) {
      const contentType = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
      const response = await request(method, path, body, contentType);
      if (response.status >= 300 && !or.includes(response.status)) {
        throw new Error(`${method} ${path}: ${response.status} ${messageOf(response.body)}`);
      }
      return response;
    },
    async *watch(path, signal) {
      const response = await agent.request({ origin: server, path, method: 'GET', headers: authorization, signal });
      if (response.statusCode !== 200) {
        throw new Error(`watch ${path}: ${response.statusCode} ${await response.body.text()}`);
      }
      for await (const line of lines(response.body.setEncoding('utf8') as AsyncIterable<string>)) {
        yield JSON.parse(line) as WatchEvent;
      }
    },
    close: () => agent.destroy(),
  };
}

async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : String(body);
}
