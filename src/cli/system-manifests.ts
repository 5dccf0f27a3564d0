import { open } from 'node:fs/promises';
import process from 'node:process';
import { Failure } from '../model/errors.js';

/** More than any claim and volume need; a device or a log that is piped in does not fill the memory. In bytes. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** Reads a manifest file, or standard input for `-`. @throws Failure usage, for what cannot be read or has no end */
export async function readManifestText(path: string): Promise<string> {
  if (path === '-') return readStream(process.stdin, 'standard input');
  try {
    const file = await open(path, 'r');
    return await readStream(file.createReadStream(), path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `${path} cannot be read: ${reasonOf(error)}`, {
      hint: 'check the path given with -f',
      cause: error,
    });
  }
}

async function readStream(stream: AsyncIterable<string | Buffer>, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > LARGEST_FILE) {
      throw new Failure('usage', `${name} has more than ${LARGEST_FILE} bytes`, {
        hint: 'give a file with just the claim and its volume',
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EISDIR: 'it is a folder (use -k for a kustomization)',
    EACCES: 'permission denied',
  };
  return words[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
