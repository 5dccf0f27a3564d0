import { ApiError } from '../../../src/model/errors.js';
import type { Journal, RunLog } from '../../../src/model/journal.js';
import { Crash, type Faults } from '../../support/model/faults.js';
import { isChange, type LoggedRequest } from '../../support/model/port-request.js';
import type { Accident } from './schedule.js';

const REASONS = { 403: 'Forbidden', 429: 'TooManyRequests', 500: 'InternalError', 503: 'ServiceUnavailable' } as const;

/** One attempt's line to the cluster, with the accidents that happen on it. */
export interface BadLine {
  readonly faults: Faults;
  /** The journal as a process that may die reaches it: what is written after its death is not there. */
  mortal(journal: Journal): Journal;
  hasDied(): boolean;
  /** Whether any of the accidents took place. */
  wasHit(): boolean;
}

/** @param onRequest called in the instant before a request is carried out, with its number on this line */
export function badLine(accidents: readonly Accident[], onRequest: (number: number) => void): BadLine {
  let [requests, changes, watches, hits, isDead] = [0, 0, 0, 0, false];
  const hit = (error: Error): Error => {
    hits += 1;
    isDead ||= error instanceof Crash;
    return error;
  };
  const requireAlive = (): void => {
    if (isDead) throw new Crash('killed');
  };
  const change = new Map<LoggedRequest, number>();
  const errorFor = (request: LoggedRequest, moment: 'before' | 'after', number: number): Error | undefined => {
    const index = change.get(request);
    const met = accidents.find((accident) => isMet(accident, moment, number, index));
    return met === undefined ? undefined : hit(errorOf(met, request));
  };
  return {
    faults: {
      before: (request) => {
        const number = requests++;
        if (isChange(request)) change.set(request, changes++);
        onRequest(number);
        return errorFor(request, 'before', number);
      },
      after: (request) => errorFor(request, 'after', -1),
      cut: () => {
        const number = watches++;
        const met = accidents.find((accident) => accident.type === 'watch ends' && accident.watch === number);
        if (met?.type !== 'watch ends') return undefined;
        const error = new ApiError('InternalError', 500, 'the watch ended, and could not be taken up again');
        return { afterMs: met.afterMs, error: hit(error) };
      },
    },
    mortal: (journal) => ({
      runsFolder: journal.runsFolder,
      folderOf: (id) => journal.folderOf(id),
      read: (id) => journal.read(id),
      list: () => journal.list(),
      begin: async (record, manifests) => {
        requireAlive();
        return mortalLog(await journal.begin(record, manifests), requireAlive);
      },
      open: async (id) => {
        requireAlive();
        const run = await journal.open(id);
        return { ...run, log: mortalLog(run.log, requireAlive) };
      },
    }),
    hasDied: () => isDead,
    wasHit: () => hits > 0,
  };
}

function mortalLog(log: RunLog, requireAlive: () => void): RunLog {
  return {
    folder: log.folder,
    append: async (entry) => {
      requireAlive();
      await log.append(entry);
    },
    close: () => log.close(),
  };
}

function isMet(accident: Accident, moment: 'before' | 'after', request: number, change: number | undefined): boolean {
  switch (accident.type) {
    case 'crash':
      return accident.moment === moment && accident.change === change;
    case 'lost reply':
      return moment === 'after' && accident.change === change;
    case 'refusal':
      return moment === 'before' && request >= accident.request && request < accident.request + accident.times;
    case 'watch ends':
      return false;
  }
}

function errorOf(accident: Accident, { verb, resource }: LoggedRequest): Error {
  if (accident.type === 'crash') return new Crash('killed');
  const what = `${verb} ${resource.plural}`;
  if (accident.type !== 'refusal') return new ApiError('NoAnswer', 0, `no answer to ${what}`);
  return new ApiError(REASONS[accident.status], accident.status, `${what}: the server answered ${accident.status}`);
}
