import { gzipSync, zipSync, type Zippable } from 'fflate';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { compare } from './third-party.js';

export interface ArchiveEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

/**
 * Archives whose bytes come from the entries and the time alone: sorted, without owner, user or group, and compressed in JavaScript, since
 * Node's own zlib differs from version to version.
 *
 * @param seconds since the epoch, for every entry
 */
export async function tarGz(entries: readonly ArchiveEntry[], seconds: number): Promise<Uint8Array> {
  const tar = pack();
  for (const { name, content, isExecutable } of sorted(entries)) {
    tar.entry({ name, mode: modeOf(isExecutable), mtime: new Date(seconds * 1000) }, Buffer.from(content));
  }
  tar.finalize();
  // A time of 0 says that there is none.
  return gzipSync(await buffer(tar), { level: 6, mtime: 0 });
}

export function zip(entries: readonly ArchiveEntry[], seconds: number): Uint8Array {
  const mtime = withLocalFieldsOf(Math.max(seconds, FIRST_TIME_OF_ZIP));
  const files: Zippable = {};
  for (const { name, content, isExecutable } of sorted(entries)) {
    // The mode of Unix is in the upper half, with the mark of a regular file.
    files[name] = [content, { mtime, os: UNIX, attrs: (0o100_000 | modeOf(isExecutable)) * 0x10000 }];
  }
  return zipSync(files, { level: 6 });
}

/** The format begins in 1980. */
const FIRST_TIME_OF_ZIP = Date.UTC(1980, 0, 1) / 1000;
const UNIX = 3;

function modeOf(isExecutable: boolean): number {
  return isExecutable ? 0o755 : 0o644;
}

/** A zip has local times, which are not to depend on where it was made: one whose local fields are those of UTC. */
function withLocalFieldsOf(seconds: number): Date {
  const time = new Date(seconds * 1000);
  return new Date(
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  );
}

function sorted(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  return [...entries].sort((a, b) => compare(a.name, b.name));
}
