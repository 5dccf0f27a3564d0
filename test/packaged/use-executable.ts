import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../packaging/paths.js';
import { PLUGIN_NAME } from '../../packaging/platforms.js';
import { executableOfThisMachine } from './packages.js';

// Required by mocha before all tests: those of the real control plane then start the packaged executable, by links as krew makes them.
const folder = join(ROOT, 'build', 'packaged');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of [PLUGIN_NAME, 'kubectl_complete-s3csi_recreate']) {
  symlinkSync(executableOfThisMachine(), join(folder, name));
}
process.env['S3CSI_RECREATE_EXECUTABLE'] = join(folder, PLUGIN_NAME);
