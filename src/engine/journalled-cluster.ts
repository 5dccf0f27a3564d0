import type { Cluster } from '../model/cluster.js';
import type { JournalEntry } from '../model/journal.js';
import type { KubernetesObject } from '../model/objects.js';
import { changingCluster } from './changing-cluster.js';

export interface ChangeLog {
  /** Resolves when the line is on the disk. */
  append(entry: JournalEntry): Promise<void>;
  /** A change was made. */
  onChanged(verb: string, object: string, uid: string | undefined): void;
}

/** The cluster with every change written down before it is asked for, and its outcome after. */
export function journalledCluster(cluster: Cluster, log: ChangeLog): Cluster {
  return changingCluster(cluster, async ({ verb, object, body }, act) => {
    await log.append({ type: 'intent', verb, object, body });
    const result = await act().catch(async (error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      // What the server said is told even if it cannot be written down any more.
      await log.append({ type: 'outcome', verb, object, error: words }).catch(() => undefined);
      throw error;
    });
    const uid = uidOf(result) ?? (typeof body['uid'] === 'string' ? body['uid'] : undefined);
    try {
      await log.append({ type: 'outcome', verb, object, ...(uid === undefined ? {} : { uid }) });
    } finally {
      // It was made, whether or not that could be written down.
      log.onChanged(verb, object, uid);
    }
    return result;
  });
}

function uidOf(result: unknown): string | undefined {
  return (result as KubernetesObject | undefined)?.metadata.uid;
}
