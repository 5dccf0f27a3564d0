import type { RunListTools } from './tools.js';

/** Lists the runs that are kept, the oldest first. Asks no cluster. */
export async function listRuns({ journal, screen }: RunListTools): Promise<void> {
  screen.showRuns(await journal.list(), journal.runsFolder);
}
