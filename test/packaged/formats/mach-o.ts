import { createHash } from 'node:crypto';

/** What macOS looks at before it runs a file (mach-o/loader.h, xnu: osfmk/kern/cs_blobs.h). */
export interface MachO {
  readonly machine: 'amd64' | 'arm64' | 'unknown';
  readonly isExecutable: boolean;
  readonly hasEntry: boolean;
  /** macOS on arm64 ends whatever has none. */
  readonly signature: CodeSignature | undefined;
}

export interface CodeSignature {
  /** Made without a certificate, which is enough to run. */
  readonly isAdHoc: boolean;
  /** All bytes before the signature are signed. */
  readonly coversAll: boolean;
  /** The pages whose content is not what was signed. */
  readonly wrongPages: readonly number[];
}

const MACHINES: Readonly<Record<number, MachO['machine']>> = { 0x01000007: 'amd64', 0x0100000c: 'arm64' };
const MAGIC_64 = 0xfeedfacf;
const HEADER_SIZE = 32;
const EXECUTE = 2;
const LC_MAIN = 0x80000028;
const LC_CODE_SIGNATURE = 0x1d;

/** @throws Error for what is no 64-bit Mach-O */
export function readMachO(file: Buffer): MachO {
  if (file.readUInt32LE(0) !== MAGIC_64) throw new Error('this is no 64-bit Mach-O');
  const commands = loadCommands(file);
  const signature = commands.find(({ id }) => id === LC_CODE_SIGNATURE);
  return {
    machine: MACHINES[file.readUInt32LE(4)] ?? 'unknown',
    isExecutable: file.readUInt32LE(12) === EXECUTE,
    hasEntry: commands.some(({ id }) => id === LC_MAIN),
    signature: signature === undefined ? undefined : readSignature(file, file.readUInt32LE(signature.offset + 8)),
  };
}

function loadCommands(file: Buffer): readonly { id: number; offset: number }[] {
  let offset = HEADER_SIZE;
  return Array.from({ length: file.readUInt32LE(16) }, () => {
    const command = { id: file.readUInt32LE(offset), offset };
    offset += file.readUInt32LE(offset + 4);
    return command;
  });
}

const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const AD_HOC = 0x2;
const SHA256 = 2;

function readSignature(file: Buffer, start: number): CodeSignature {
  if (file.readUInt32BE(start) !== SUPER_BLOB) throw new Error('the signature is none');
  const blobs = Array.from({ length: file.readUInt32BE(start + 8) }, (_, index) =>
    file.subarray(start + file.readUInt32BE(start + 16 + 8 * index)),
  );
  const directory = blobs.find((blob) => blob.readUInt32BE(0) === CODE_DIRECTORY);
  if (directory?.readUInt8(37) !== SHA256) throw new Error('the signature has no directory of SHA-256 hashes');
  return {
    isAdHoc: (directory.readUInt32BE(12) & AD_HOC) !== 0,
    coversAll: directory.readUInt32BE(32) === start,
    wrongPages: wrongPages(file.subarray(0, start), directory),
  };
}

function wrongPages(signed: Buffer, directory: Buffer): readonly number[] {
  const hashes = directory.readUInt32BE(16);
  const hashSize = directory.readUInt8(36);
  const pageSize = 2 ** directory.readUInt8(39);
  const count = directory.readUInt32BE(28);
  if (count !== Math.ceil(signed.length / pageSize)) throw new Error(`${count} pages are signed, of another number`);
  return Array.from({ length: count }, (_, page) => page).filter((page) => {
    const hash = createHash('sha256')
      .update(signed.subarray(page * pageSize, (page + 1) * pageSize))
      .digest();
    return !hash.equals(directory.subarray(hashes + page * hashSize, hashes + (page + 1) * hashSize));
  });
}
