import type { FlagSpec } from './flag.js';

/** What is printed. */
export const OUTPUT_FLAGS: readonly FlagSpec[] = [
  {
    name: 'output',
    short: 'o',
    kind: 'text',
    value: 'json|yaml|jsonl|name',
    meaning: 'for scripts: one document (json, yaml), a stream of events (jsonl), or names alone',
  },
  {
    name: 'print-manifest',
    kind: 'switch',
    meaning: 'print the new claim and volume as their source (git) should have them, and change nothing',
  },
  {
    name: 'html',
    kind: 'text',
    value: 'FILE',
    meaning:
      'with show: write the run as one page for a browser, to attach to a change ticket; - writes to standard output',
  },
  {
    name: 'color',
    kind: 'text',
    value: 'auto|always|never',
    meaning: 'use colour; by default on a terminal, unless NO_COLOR is set or TERM is dumb',
  },
  { name: 'quiet', short: 'q', kind: 'switch', meaning: 'nothing on standard error but errors' },
  {
    name: 'v',
    short: 'v',
    kind: 'text',
    value: 'LEVEL',
    meaning: 'as in kubectl: from 6 on, a line on standard error for each request to the API server',
  },
  { name: 'help', short: 'h', kind: 'switch', meaning: 'show this help' },
  { name: 'version', kind: 'switch', meaning: 'show the version' },
];
