/** What Linux looks at before it runs a file (elf.h). */
export interface Elf {
  readonly machine: 'amd64' | 'arm64' | 'unknown';
  readonly hasEntry: boolean;
  /** The loader that has to be on the machine: another one stands for another libc. */
  readonly interpreter: string | undefined;
}

const MACHINES: Readonly<Record<number, Elf['machine']>> = { 62: 'amd64', 183: 'arm64' };
const PT_INTERP = 3;

/** @throws Error for what is no 64-bit ELF */
export function readElf(file: Buffer): Elf {
  if (file.toString('latin1', 0, 5) !== '\u007fELF\u0002') throw new Error('this is no 64-bit ELF');
  return {
    machine: MACHINES[file.readUInt16LE(18)] ?? 'unknown',
    hasEntry: file.readBigUInt64LE(24) !== 0n,
    interpreter: interpreterOf(file),
  };
}

function interpreterOf(file: Buffer): string | undefined {
  const start = Number(file.readBigUInt64LE(32));
  const size = file.readUInt16LE(54);
  const headers = Array.from({ length: file.readUInt16LE(56) }, (_, index) => file.subarray(start + index * size));
  const header = headers.find((candidate) => candidate.readUInt32LE(0) === PT_INTERP);
  if (header === undefined) return undefined;
  const offset = Number(header.readBigUInt64LE(8));
  const length = Number(header.readBigUInt64LE(32));
  return file.toString('latin1', offset, offset + length).replace(/\0$/, '');
}
