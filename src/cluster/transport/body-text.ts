import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Response } from './exchange.js';

const unpack = promisify(gunzip);

/** What an answer says, unpacked where the server packed it. */
export async function textOf({ headers, body }: Response): Promise<string> {
  if (headers['content-encoding'] !== 'gzip') return body.text();
  const bytes = await body.bytes();
  // What is only called packed may be readable all the same; if not, it is no JSON, and that is told.
  return (await unpack(bytes).catch(() => Buffer.from(bytes))).toString('utf8');
}
