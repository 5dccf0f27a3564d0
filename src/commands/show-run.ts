import type { Cluster } from '../model/cluster.js';
import { Failure } from '../model/errors.js';
import type { RunRecord } from '../model/journal.js';
import type { ShowRequest } from '../model/request.js';
import { runState } from '../model/run-state.js';
import { manifestDiff } from '../plan/manifest-diff.js';
import type { ShowTools } from './tools.js';
import { amendedTarget } from '../plan/volume-handle.js';
import { whatStands } from './what-stands.js';

/** Tells of one run: what was to happen, what did, what stands in the cluster now, and what to do next. Changes nothing. */
export async function showRun({ run }: ShowRequest, tools: ShowTools): Promise<void> {
  const kept = await tools.journal.read(run);
  const { record, entries } = kept;
  tools.screen.showRun({
    ...kept,
    state: runState(entries),
    diff: manifestDiff({ observed: { ...record, ...record.snapshot }, target: amendedTarget(record.target, entries) }),
    stands: await standsNow(record, tools),
    resume: tools.nextCommand('resume', run),
    rollback: tools.nextCommand('rollback', run),
  });
}

/** A run can be looked at without its cluster. */
async function standsNow(record: RunRecord, { connect }: ShowTools): Promise<string> {
  let cluster: Cluster;
  try {
    cluster = await connect();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `could not be read (${error.message})`;
  }
  const { server } = cluster.identity;
  if (server === record.cluster.server) return whatStands(record, cluster);
  return `not looked at: the run is of the cluster at ${record.cluster.server}, the current one is ${server}`;
}
