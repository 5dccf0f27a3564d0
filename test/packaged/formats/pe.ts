/** What Windows looks at before it runs a file (PE Format, "COFF File Header" and "Optional Header"). */
export interface Pe {
  readonly machine: 'amd64' | 'arm64' | 'unknown';
  readonly isExecutable: boolean;
  readonly hasEntry: boolean;
  /** Of the terminal; a program with windows gets none. */
  readonly isConsole: boolean;
  /** No section ends behind the end of the file. */
  readonly isWhole: boolean;
}

const MACHINES: Readonly<Record<number, Pe['machine']>> = { 0x8664: 'amd64', 0xaa64: 'arm64' };
const PE32_PLUS = 0x20b;
const EXECUTABLE_IMAGE = 0x2;
const CONSOLE = 3;
const SECTION_SIZE = 40;

/** @throws Error for what is no 64-bit PE */
export function readPe(file: Buffer): Pe {
  const start = file.readUInt32LE(0x3c);
  const header = file.subarray(start + 4);
  const optional = header.subarray(20);
  if (file.toString('latin1', start, start + 4) !== 'PE\0\0' || optional.readUInt16LE(0) !== PE32_PLUS) {
    throw new Error('this is no 64-bit PE');
  }
  return {
    machine: MACHINES[header.readUInt16LE(0)] ?? 'unknown',
    isExecutable: (header.readUInt16LE(18) & EXECUTABLE_IMAGE) !== 0,
    hasEntry: optional.readUInt32LE(16) !== 0,
    isConsole: optional.readUInt16LE(68) === CONSOLE,
    isWhole: sectionEnds(header).every((end) => end <= file.length),
  };
}

function sectionEnds(header: Buffer): readonly number[] {
  const sections = header.subarray(20 + header.readUInt16LE(16));
  return Array.from({ length: header.readUInt16LE(2) }, (_, index) => {
    const section = sections.subarray(index * SECTION_SIZE);
    return section.readUInt32LE(16) + section.readUInt32LE(20);
  });
}
