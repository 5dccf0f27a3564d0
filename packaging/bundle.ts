import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { ROOT } from './paths.js';
import { unusedClient } from './unused-client.js';
import { bundledPackages, licenceTexts } from './third-party.js';

/** Beside the bundle, and in every archive. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';

/**
 * Bundles what `bin/` starts, so that a run reads a few files instead of the several hundred of its libraries: three times as fast to
 * start. The licences of what is in it lie beside it, since the published package has no other trace of its libraries.
 */
export async function bundleForNode(): Promise<void> {
  const folder = join(ROOT, 'build', 'plugin');
  // The pieces have their content in their names: old ones would stay for ever.
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundling(),
    entryPoints: ['src/main.ts', 'src/system-world.ts', 'src/complete.ts'],
    outdir: folder,
    splitting: true,
    format: 'esm',
    // What libraries written as CommonJS find around them, and a module of ECMAScript does not have.
    banner: {
      js: [
        "const require = process.getBuiltinModule('module').createRequire(import.meta.url);",
        "const __filename = process.getBuiltinModule('url').fileURLToPath(import.meta.url);",
      ].join(' '),
    },
  });
  await writeFile(join(folder, LICENCES_FILE), licenceTexts(bundledPackages(metafile)));
}

/** Names are kept as written: the stack of a defect must tell whoever reads it where it was. */
export function bundling() {
  return {
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: 'warning',
    plugins: [unusedClient],
    define: { PLUGIN_VERSION: JSON.stringify(pluginVersion()) },
  } satisfies BuildOptions;
}

export function pluginVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}
