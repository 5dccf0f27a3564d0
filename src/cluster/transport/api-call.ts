import type { JsonObject } from '../../model/json.js';

/** One request to the API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the server's root, encoded. */
  readonly path: string;
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: JsonObject;
  /** JSON, unless it says otherwise. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
  /** How the answer is read: as JSON, unless it says otherwise. @throws where it cannot be read */
  readonly parse?: (bytes: Buffer) => unknown;
}

export interface Answer {
  /** Parsed JSON with every field it came with. */
  readonly body: unknown;
  /** The server's clock (Date), in milliseconds since the epoch, to the second. */
  readonly serverTimeMs: number | undefined;
}
