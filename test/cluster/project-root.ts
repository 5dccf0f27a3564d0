import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The repository's folder. The tests run from build/, the go.mod files stay with the sources: both are found from
 * here.
 */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) {
    return from;
  }
  const parent = dirname(from);
  if (parent === from) {
    throw new Error('no package.json in any folder above the control plane');
  }
  return projectRoot(parent);
}
