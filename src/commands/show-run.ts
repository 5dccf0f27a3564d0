import { isOfThisCluster } from './same-cluster.js';
import type { Cluster } from '../model/cluster.js';
import { Failure } from '../model/errors.js';
import type { JournalEntry, KeptRun } from '../model/journal.js';
import type { PersistentVolume } from '../model/objects.js';
import type { ShowRequest } from '../model/request.js';
import { laterRun, stateAmong } from '../model/run-state.js';
import type { RunView } from '../model/texts.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import { troubleLines } from '../steps/trouble.js';
import type { ShowTools } from './tools.js';
import { amendedTarget } from '../plan/volume-handle.js';
import { whatStands } from './what-stands.js';

/** Tells of one run: what was to happen, what did, what stands in the cluster now, and what to do next. Changes nothing. */
export async function showRun({ run, html }: ShowRequest, tools: ShowTools): Promise<void> {
  const kept = await tools.journal.read(run);
  const { record, entries } = kept;
  const target = amendedTarget(record.target, entries);
  const runs = await tools.journal.list();
  const later = laterRun(kept, runs)?.record.id;
  const view: RunView = {
    ...kept,
    ...(await lookNow(kept, tools)),
    state: stateAmong(kept, runs),
    ...(later === undefined ? {} : { laterRun: later }),
    targetVolume: target.volume,
    diff: manifestDiff({ observed: { ...record, ...record.snapshot }, target }),
    resume: tools.nextCommand('resume', run),
    rollback: tools.nextCommand('rollback', run),
    now: tools.clock.now(),
  };
  if (html !== undefined) await tools.savePage(html, view);
  // Where the page itself is what is printed, nothing else is.
  if (html !== '-') tools.screen.showRun(view, html);
}

/** A run can be looked at without its cluster. */
async function lookNow(kept: KeptRun, { connect }: ShowTools): Promise<Pick<RunView, 'stands' | 'trouble'>> {
  const { record } = kept;
  let cluster: Cluster;
  let isHere: boolean;
  try {
    cluster = await connect();
    isHere = await isOfThisCluster(record, cluster);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { stands: `could not be read (${error.message})`, trouble: [] };
  }
  if (!isHere) {
    const { server } = cluster.identity;
    const stands = `not looked at: the run is of the cluster at ${record.cluster.server}, the current one is ${server}`;
    return { stands, trouble: [] };
  }
  const [stands, trouble] = await Promise.all([whatStands(record, cluster), troubleOf(kept, cluster)]);
  return { stands, trouble };
}

/** Only where the run stopped because Pods did not get Ready, there is something to explain. */
async function troubleOf({ record, entries }: KeptRun, cluster: Cluster): Promise<readonly string[]> {
  const last = entries.findLast((entry) => entry.type === 'step');
  if (last?.state !== 'failed' || !WAITS_FOR_PODS.has(last.step)) return [];
  const { namespace, claimName, workloads } = record;
  const subject = {
    namespace,
    claimName,
    workloads,
    volume: volumeUnderWay(record, entries),
    driverNamespace: undefined,
  };
  return troubleLines(cluster, subject);
}

const WAITS_FOR_PODS = new Set(['verify', 'restart-pods']);

function volumeUnderWay({ snapshot, target }: KeptRun['record'], entries: readonly JournalEntry[]): PersistentVolume {
  const last = entries.findLast((entry) => entry.type === 'resumed');
  return last?.toward === 'snapshot' ? (snapshot.volume ?? target.volume) : amendedTarget(target, entries).volume;
}
