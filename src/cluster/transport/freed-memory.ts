/** Left to themselves, the runtimes let many times as much come together before they look for what is free (measured). */
const EVERY_BYTES = 4 * 1024 * 1024;

/** Counts what was read and is not kept, and has it freed every few megabytes. */
export function freedMemory(free: () => void): (bytes: number) => void {
  let sinceLast = 0;
  return (bytes) => {
    sinceLast += bytes;
    if (sinceLast < EVERY_BYTES) return;
    sinceLast = 0;
    free();
  };
}
