import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { schemaProblems, type SchemaName } from '../support/schemas.js';
import type { PluginResult } from './stage.js';

/** Standard output as one document that its schema allows, field by field. */
export function documentOf({ stdout, stderr }: PluginResult, schema: SchemaName = 'result'): ResultDocument {
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch {
    assert.fail(`standard output is not one JSON document:\n${stdout}\n${stderr}`);
  }
  assert.deepEqual(schemaProblems(schema, document), [], stdout);
  return document as ResultDocument;
}

/** The same of YAML, which has to say what JSON would. */
export function yamlDocumentOf({ stdout }: PluginResult, schema: SchemaName = 'result'): ResultDocument {
  const document: unknown = parse(stdout, { version: '1.1' });
  assert.deepEqual(schemaProblems(schema, document), [], stdout);
  return document as ResultDocument;
}

/** A stream, each line by its schema. */
export function linesOf({ stdout }: PluginResult, schema: SchemaName = 'event'): readonly EventLine[] {
  assert.ok(stdout.endsWith('\n'), `the last line is whole:\n${stdout}`);
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => {
    const event: unknown = JSON.parse(line);
    assert.deepEqual(schemaProblems(schema, event), [], line);
    return event as EventLine;
  });
}

/** What the tests read of a document; its schema knows all. */
export interface ResultDocument {
  /** Of a run that is kept. */
  readonly state?: string;
  readonly digest?: string;
  readonly checks?: readonly object[];
  readonly driver?: object;
  readonly items?: readonly object[];
  readonly result: string;
  readonly verified: boolean;
  readonly run?: string;
  readonly folder?: string;
  readonly readyPods?: number;
  readonly plan?: {
    readonly digest: string;
    readonly checks: readonly object[];
    readonly driver: object;
    readonly effect: string;
    readonly diff: string;
    readonly steps: readonly { readonly id: string }[];
  };
  readonly steps?: readonly { readonly id: string; readonly state: string; readonly elapsedMs?: number }[];
  readonly startedAt?: string;
  readonly downtime?: { readonly workloads: readonly DowntimeDocument[] };
  readonly downtimes?: readonly Omit<DowntimeDocument, 'pods'>[];
  readonly rollback?: Pick<ResultDocument, 'plan' | 'steps'>;
  readonly warnings: readonly string[];
  readonly error?: {
    readonly code: string;
    readonly exitCode: number;
    readonly message: string;
    readonly hint?: string;
    readonly run?: string;
    readonly runState?: string;
    readonly nextCommands?: NextCommands;
  };
  readonly laterRun?: string;
  readonly nextCommands?: NextCommands;
}

interface NextCommands {
  readonly resume?: string;
  readonly rollback?: string;
}

export interface EventLine extends ResultDocument {
  readonly type: string;
  readonly time: string;
  readonly step?: string;
}

export interface DowntimeDocument {
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly elapsedMs: number;
  readonly pods: number;
}
