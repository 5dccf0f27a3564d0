import type { FlagSpec } from './flag.js';

/** What is printed. */
export const OUTPUT_FLAGS: readonly FlagSpec[] = [
  {
    name: 'output',
    short: 'o',
    kind: 'text',
    value: 'FORMAT',
    meaning: 'for scripts: json or yaml for one document, jsonl for a stream of events, name for names alone',
  },
  { name: 'quiet', short: 'q', kind: 'switch', meaning: 'nothing on standard error but errors' },
  { name: 'help', short: 'h', kind: 'switch', meaning: 'show this help' },
  { name: 'version', kind: 'switch', meaning: 'show the version' },
];
