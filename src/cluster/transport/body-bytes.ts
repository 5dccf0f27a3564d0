import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Response } from './exchange.js';

const unpack = promisify(gunzip);

/** Unpacked in pieces of this size, in bytes: a page of a large list in few of them. */
const PIECE = 256 * 1024;

/** What an answer says, unpacked where the server packed it. */
export async function bytesOf({ headers, body }: Response): Promise<Buffer> {
  const bytes = Buffer.from(await body.arrayBuffer());
  if (headers['content-encoding'] !== 'gzip') return bytes;
  // What is only called packed may be readable all the same; if not, it is no JSON, and that is told.
  return unpack(bytes, { chunkSize: PIECE }).catch(() => bytes);
}
