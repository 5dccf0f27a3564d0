import { createHash } from 'node:crypto';

/**
 * Signs a Mach-O anew, without a certificate, as Apple's linker and Go's do (xnu: osfmk/kern/cs_blobs.h). Bun does so itself for arm64; in
 * an executable for x64 it leaves the signature of its own publisher, which no longer fits and makes macOS end the program.
 *
 * @param file with a signature, at its end as always
 * @throws Error for a file without one
 */
export function signAdHoc(file: Buffer, identifier: string): Buffer {
  const { text, linkEdit, signature } = findCommands(file);
  const signedSize = file.readUInt32LE(signature + 8);
  const pages = Math.ceil(signedSize / PAGE_SIZE);
  const name = Buffer.from(`${identifier}\0`);
  const size = SUPER_BLOB_SIZE + DIRECTORY_SIZE + name.length + pages * HASH_SIZE;

  const signed = Buffer.from(file.subarray(0, signedSize));
  signed.writeUInt32LE(size, signature + 12);
  const linkEditSize = BigInt(signedSize + size) - file.readBigUInt64LE(linkEdit + 40);
  signed.writeBigUInt64LE(linkEditSize, linkEdit + 48);
  signed.writeBigUInt64LE(roundUp(linkEditSize, BigInt(PAGE_SIZE)), linkEdit + 32);

  const blob = Buffer.alloc(SUPER_BLOB_SIZE + DIRECTORY_SIZE);
  // The super blob: its magic number, its size, one blob in it, which is the directory, and where that begins.
  writeNumbers(blob, 0, [0xfade0cc0, size, 1, 0, SUPER_BLOB_SIZE]);
  writeDirectory(blob.subarray(SUPER_BLOB_SIZE), { size: size - SUPER_BLOB_SIZE, name, pages, signedSize });
  // What is code: the text segment, of a main program.
  blob.writeBigUInt64BE(file.readBigUInt64LE(text + 40), SUPER_BLOB_SIZE + 64);
  blob.writeBigUInt64BE(file.readBigUInt64LE(text + 48), SUPER_BLOB_SIZE + 72);
  blob.writeBigUInt64BE(1n, SUPER_BLOB_SIZE + 80);
  return Buffer.concat([signed, blob, name, ...hashes(signed, pages)]);
}

const PAGE_SIZE = 4096;
const HASH_SIZE = 32;
const SUPER_BLOB_SIZE = 20;
const DIRECTORY_SIZE = 88;
const VERSION = 0x20400;
/** Without a certificate, and put there by a linker: any other signature may take its place. */
const FLAGS = 0x20002;

interface Directory {
  readonly size: number;
  readonly name: Buffer;
  readonly pages: number;
  readonly signedSize: number;
}

function writeDirectory(blob: Buffer, { size, name, pages, signedSize }: Directory): void {
  const hashOffset = DIRECTORY_SIZE + name.length;
  writeNumbers(blob, 0, [0xfade0c02, size, VERSION, FLAGS, hashOffset, DIRECTORY_SIZE, 0, pages, signedSize]);
  const [sha256, platform, pageBits] = [2, 0, Math.log2(PAGE_SIZE)];
  blob.set([HASH_SIZE, sha256, platform, pageBits], 36);
}

function hashes(signed: Buffer, pages: number): readonly Buffer[] {
  return Array.from({ length: pages }, (_, page) =>
    createHash('sha256')
      .update(signed.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE))
      .digest(),
  );
}

interface Commands {
  readonly text: number;
  readonly linkEdit: number;
  readonly signature: number;
}

/** Where the load commands are that a signature touches (mach-o/loader.h). */
function findCommands(file: Buffer): Commands {
  const [segment, codeSignature, headerSize] = [0x19, 0x1d, 32];
  const found: Record<string, number> = {};
  let offset = headerSize;
  for (let rest = file.readUInt32LE(16); rest > 0; rest -= 1) {
    const id = file.readUInt32LE(offset);
    if (id === segment) found[file.toString('latin1', offset + 8, offset + 24).replaceAll('\0', '')] = offset;
    if (id === codeSignature) found['signature'] = offset;
    offset += file.readUInt32LE(offset + 4);
  }
  const { __TEXT: text, __LINKEDIT: linkEdit, signature } = found;
  if (text === undefined || linkEdit === undefined || signature === undefined) {
    throw new Error('this Mach-O has no place for a signature');
  }
  return { text, linkEdit, signature };
}

function writeNumbers(blob: Buffer, start: number, numbers: readonly number[]): void {
  numbers.forEach((number, index) => blob.writeUInt32BE(number, start + 4 * index));
}

function roundUp(size: bigint, unit: bigint): bigint {
  return ((size + unit - 1n) / unit) * unit;
}
