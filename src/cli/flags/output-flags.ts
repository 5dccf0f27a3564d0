import type { FlagSpec } from './flag.js';

/** What is printed. */
export const OUTPUT_FLAGS: readonly FlagSpec[] = [
  { name: 'quiet', short: 'q', kind: 'switch', meaning: 'no progress; only the result and errors' },
  { name: 'help', short: 'h', kind: 'switch', meaning: 'show this help' },
  { name: 'version', kind: 'switch', meaning: 'show the version' },
];
