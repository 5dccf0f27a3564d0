import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pluginVersion } from './bundle.js';
import { krewManifest, releaseFolder } from './krew-manifest.js';
import { sha256, SUMS_FILE } from './package.js';
import { DIST, ROOT } from './paths.js';
import { archiveName, PLATFORMS } from './platforms.js';
import { releasedChangelog, requireNewer } from './release.js';
import { runScript } from './run-script.js';

// npm run release -- X.Y.Z [--really]
await runScript(async () => {
  const { values, positionals } = parseArgs({ options: { really: { type: 'boolean' } }, allowPositionals: true });
  const [version, ...others] = positionals;
  if (version === undefined || others.length > 0) throw new Error('npm run release -- X.Y.Z [--really]');

  for (const [what, act] of await stepsOf(version)) {
    say(values.really === true ? `\n=== ${what}` : `would do: ${what}`);
    if (values.really === true) await act();
  }
  say(values.really === true ? next(version) : '\nNothing was changed. --really does it; it never commits or pushes.');
});

/** @throws Error for a release that cannot be made from what is here */
async function stepsOf(version: string): Promise<readonly (readonly [what: string, act: () => Promise<void>])[]> {
  const changelogFile = join(ROOT, 'CHANGELOG.md');
  const day = new Date().toISOString().slice(0, 10);
  requireNewer(version, pluginVersion());
  const changelog = releasedChangelog(await readFile(changelogFile, 'utf8'), version, day);
  requireCommitted();
  const npmVersion = ['version', '--no-git-tag-version', '--allow-same-version', version];
  return [
    [`${version} into package.json and package-lock.json`, () => run('npm', ...npmVersion)],
    [`"## ${version} (${day})" into CHANGELOG.md`, () => writeFile(changelogFile, changelog)],
    ['what the code documents, into docs', () => run('npm', 'run', '-s', 'docs')],
    ['the packages of all platforms, into dist', () => run('npm', 'run', '-s', 'package')],
    ['krew-manifest.yaml, from them', () => writeKrewManifest(version)],
    ['the rules of the code', () => run('npm', 'run', '-s', 'check')],
    // What npm run test:all does, with the packages that are there: those of all platforms.
    ['all tests, those of the packages among them', () => run('node', 'build/test/support/run-tests.js', '--packaged')],
  ];
}

function requireCommitted(): void {
  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
  if (changes !== '') throw new Error(`a release is made from what is committed; this is not:\n${changes.trimEnd()}`);
}

async function writeKrewManifest(version: string): Promise<void> {
  const archives = PLATFORMS.map(async (platform) => ({
    platform,
    sha256: await sha256(join(DIST, archiveName(platform))),
  }));
  const manifest = krewManifest({ version, folder: releaseFolder(version), archives: await Promise.all(archives) });
  await writeFile(join(ROOT, 'krew-manifest.yaml'), manifest);
}

function run(command: string, ...args: readonly string[]): Promise<void> {
  execFileSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  return Promise.resolve();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function next(version: string): string {
  return `
${version} is made, and nothing has left this machine. Next:
  git commit --all --message 'Release ${version}' && git tag v${version} && git push origin HEAD v${version}
  put the files of dist/ (${SUMS_FILE} names them) to the release v${version}
  npm publish
  send krew-manifest.yaml to krew's index, as plugins/s3csi-recreate.yaml`;
}
