import type { Preconditions } from '../../../src/model/cluster.js';
import type { JsonObject } from '../../../src/model/json.js';
import type { Resource } from '../../../src/model/references.js';

/** What was asked through the port, as the server's audit log would have it. */
export interface PortRequest {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete' | 'evict' | 'can';
  readonly resource: Resource;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly preconditions?: Partial<Preconditions>;
  readonly gracePeriodSeconds?: number | undefined;
  /** What was sent: a manifest or a patch. */
  readonly body?: JsonObject;
  readonly dryRun?: boolean;
}

/** A request and what became of it. */
export interface LoggedRequest extends PortRequest {
  /** Counted from 1 over all connections. */
  readonly number: number;
  readonly at: number;
  /** Whether the server carried it out; it may have, though the caller got an error. */
  readonly isApplied: boolean;
  /** What the caller got: `pending`, `ok`, or the reason or name of the error. */
  readonly result: string;
}

/** Whether the request changes something in the cluster when it is carried out. */
export function isChange({ verb, dryRun }: PortRequest): boolean {
  return CHANGES.has(verb) && dryRun !== true;
}

const CHANGES: ReadonlySet<PortRequest['verb']> = new Set(['create', 'patch', 'delete', 'evict']);
