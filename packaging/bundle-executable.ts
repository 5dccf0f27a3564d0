import { build, type Metafile, type Plugin } from 'esbuild';
import { bundling } from './bundle.js';

/**
 * Bundles the program into one file, for an executable: as CommonJS, which alone Bun turns into the same bytecode each time
 * (docs/decisions/0003-bun-in-the-executables.md).
 */
export async function bundleForExecutable(plugins: Plugin[]): Promise<{ source: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...bundling(),
    entryPoints: ['packaging/executable.ts'],
    outfile: 'plugin.cjs',
    write: false,
    format: 'cjs',
    define: { ...bundling().define, 'import.meta.url': '__moduleUrl' },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(process.execPath).href;" },
    plugins: [...bundling().plugins, ...plugins],
  });
  return { source: outputFiles.map(({ text }) => text).join(''), metafile };
}
