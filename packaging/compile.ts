import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { signAdHoc } from './ad-hoc-signature.js';
import { ROOT } from './paths.js';
import { PLUGIN_NAME, type Platform } from './platforms.js';
import { hostRuntime, runtimePath } from './runtimes.js';

/** Joins a bundle and a platform's Bun into an executable. @throws Error with what Bun said */
export async function compile(bundle: string, outfile: string, platform: Platform): Promise<void> {
  await mkdir(dirname(outfile), { recursive: true });
  const script = join(ROOT, 'packaging', 'compile-in-bun.js');
  const args = [script, bundle, outfile, platform.target, runtimePath(platform)];
  const { status, stderr, error } = spawnSync(runtimePath(hostRuntime()), args, {
    // Bun writes the way from here to the bundle into the executable, and what the environment says into the code.
    cwd: '/',
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Bun did not make ${outfile}:\n${stderr}`);
  if (platform.os === 'darwin' && platform.arch === 'amd64') {
    await writeFile(outfile, signAdHoc(await readFile(outfile), PLUGIN_NAME));
  }
}
