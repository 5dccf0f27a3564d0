import type { Selection } from '../../model/cluster.js';
import { ApiError, isPassing } from '../../model/errors.js';
import type { KubernetesObject } from '../../model/objects.js';
import { collectionPath } from '../objects/api-path.js';
import { listObjects } from '../objects/list-objects.js';
import { selectionQuery } from '../objects/selection-query.js';
import type { Transport } from '../transport/transport.js';
import { FollowedObjects } from './followed-objects.js';
import { LineBuffer } from './json-lines.js';
import { Patience } from './patience.js';
import { parseWatchEvent } from './watch-event.js';

export interface FollowTiming {
  /** How long a watch is asked for; up to a quarter more, so that many do not end together. */
  readonly watchSeconds: number;
  /** A connection that says nothing for so long is taken for dead. API servers send a bookmark every minute. */
  readonly silenceMs: number;
  /** For how long in one piece nothing may work. */
  readonly patienceMs: number;
}

export const FOLLOW_TIMING: FollowTiming = { watchSeconds: 240, silenceMs: 90_000, patienceMs: 120_000 };

/**
 * Calls `onState` with all objects of a selection now and after every change, once per chunk that the server sends. Resolves when the signal
 * is aborted; rejects with what the server refuses for good, or when nothing works for longer than `patienceMs`.
 */
export async function followSelection(
  transport: Transport,
  selection: Selection,
  onState: (objects: readonly KubernetesObject[]) => void,
  signal: AbortSignal,
  timing: FollowTiming = FOLLOW_TIMING,
): Promise<void> {
  for await (const objects of states(transport, selection, signal, timing)) {
    onState(objects);
  }
}

type States = AsyncGenerator<readonly KubernetesObject[], void, undefined>;

/** What has happened between two watches is never missed: each goes on where the last one was, or after a new list. */
async function* states(transport: Transport, selection: Selection, signal: AbortSignal, timing: FollowTiming): States {
  const followed = new FollowedObjects(selection);
  const patience = new Patience(transport, timing.patienceMs, signal);
  const isOver = () => signal.aborted;
  while (!isOver()) {
    try {
      if (followed.version === undefined) {
        followed.replace(await listObjects(transport, selection, signal));
        yield followed.snapshot();
      }
      yield* watch(transport, selection, followed, patience, signal, timing);
    } catch (error) {
      if (isOver()) return;
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 410) followed.forgetVersion();
      else if (!isPassing(error)) throw error;
      await patience.pause(error);
    }
  }
}

/** One watch, until it ends. */
async function* watch(
  transport: Transport,
  selection: Selection,
  followed: FollowedObjects,
  patience: Patience,
  signal: AbortSignal,
  { watchSeconds, silenceMs }: FollowTiming,
): States {
  const chunks = await transport.open(
    {
      method: 'GET',
      path: collectionPath(selection.resource, selection.namespace),
      query: {
        ...selectionQuery(selection),
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: followed.version,
        timeoutSeconds: Math.round(watchSeconds * (1 + transport.random() / 4)).toString(),
      },
      signal,
    },
    silenceMs,
  );
  const lines = new LineBuffer();
  patience.opened();
  for await (const chunk of chunks) {
    if (signal.aborted) return;
    // Not `some`: every event counts.
    const changes = lines.push(chunk).map((line) => followed.apply(parseWatchEvent(line)));
    patience.progressed();
    if (changes.includes(true)) yield followed.snapshot();
  }
  await patience.ended();
}
