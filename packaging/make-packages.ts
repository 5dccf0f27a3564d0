import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makePackages } from './package.js';
import { DIST } from './paths.js';
import { choosePlatforms } from './platforms.js';
import { runScript } from './run-script.js';

// npm run package -- [--folder DIR] [PLATFORM ...]
await runScript(async () => {
  const { values, positionals } = parseArgs({ options: { folder: { type: 'string' } }, allowPositionals: true });
  await makePackages({
    platforms: choosePlatforms(positionals),
    folder: resolve(values.folder ?? DIST),
    // The convention of reproducible builds; without it no time at all.
    seconds: Number(process.env['SOURCE_DATE_EPOCH'] ?? 0),
    report: (line) => process.stdout.write(`${line}\n`),
  });
});
