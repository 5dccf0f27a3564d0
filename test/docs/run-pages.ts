import { runHtml } from '../../src/output/html/page.js';
import { writeGolden } from '../support/golden.js';
import { DONE, RESUMED, STOPPED } from './told-runs.js';

/** A run's page for a browser in each way that a run goes, by the name of its golden file. */
export const RUN_PAGES: ReadonlyMap<string, string> = new Map([
  ['run-done.html', runHtml(DONE)],
  ['run-stopped.html', runHtml(STOPPED)],
  ['run-resumed.html', runHtml(RESUMED)],
]);

export function writeRunPages(): void {
  for (const [name, text] of RUN_PAGES) writeGolden(name, text);
}
