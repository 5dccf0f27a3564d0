import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../cluster/project-root.js';

/** A text that users read, as test/golden keeps it. */
export function golden(name: string): string {
  return readFileSync(join(projectRoot(), 'test', 'golden', `${name}.txt`), 'utf8');
}
