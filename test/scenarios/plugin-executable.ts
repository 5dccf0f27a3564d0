import { delimiter, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { projectRoot } from '../cluster/project-root.js';

/** Names another executable to put to the same tests: a packaged one. */
const ELSEWHERE = process.env['S3CSI_RECREATE_EXECUTABLE'] ?? '';

/** What the tests of the real control plane start, and what kubectl finds under its name. */
export const PLUGIN_EXECUTABLE =
  ELSEWHERE === '' ? join(projectRoot(), 'bin', 'kubectl-s3csi_recreate') : resolve(ELSEWHERE);

/** A PATH on which kubectl finds the plugin first. */
export function pathWithPlugin(...folders: readonly string[]): string {
  return [dirname(PLUGIN_EXECUTABLE), ...folders].join(delimiter);
}
