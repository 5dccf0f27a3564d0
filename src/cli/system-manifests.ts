import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { ManifestText } from '../model/edits.js';
import { Failure } from '../model/errors.js';

/** More than any claim and volume need; a device or a log that is piped in does not fill the memory. In bytes. */
const LARGEST_FILE = 16 * 1024 * 1024;

/** What kubectl takes for manifests in a folder. */
const MANIFEST = /\.(json|yaml|yml)$/;

/**
 * Reads a manifest file, standard input for `-`, or the manifests in a folder as kubectl does without --recursive.
 *
 * @throws Failure usage, for what cannot be read or has no end
 */
export async function readManifestTexts(path: string): Promise<readonly ManifestText[]> {
  if (path === '-') return [{ name: path, text: await readStream(process.stdin, 'standard input') }];
  try {
    const isFolder = (await stat(path)).isDirectory();
    const paths = isFolder ? await manifestsIn(path) : [path];
    return await Promise.all(paths.map(async (name) => ({ name, text: await readFileText(name) })));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `${path} cannot be read: ${reasonOf(error)}`, {
      hint: 'check the path given with -f',
      cause: error,
    });
  }
}

async function readFileText(path: string): Promise<string> {
  const file = await open(path, 'r');
  return readStream(file.createReadStream(), path);
}

async function manifestsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && MANIFEST.test(entry.name)).map(({ name }) => name);
  const kustomization = names.find((name) => /^kustomization\.ya?ml$/.test(name));
  if (kustomization !== undefined) {
    throw new Failure('usage', `${folder} is a kustomization`, { hint: `render it with -k ${folder}` });
  }
  if (names.length === 0) {
    throw new Failure('usage', `${folder} has no manifests: no *.yaml, *.yml or *.json`, {
      hint: 'folders in it are not looked into; name the right one',
    });
  }
  return names.sort().map((name) => join(folder, name));
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
    EACCES: 'permission denied',
  };
  return words[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
