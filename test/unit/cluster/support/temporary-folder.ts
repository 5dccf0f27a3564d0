import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of one describe block. */
export function temporaryFolder(): { path(): string } {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 's3csi-cluster-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return { path: () => folder };
}
