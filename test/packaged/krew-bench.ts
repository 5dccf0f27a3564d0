import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { KREW_NAME, krewManifest } from '../../packaging/krew-manifest.js';
import { archiveName, thisPlatform, type Platform } from '../../packaging/platforms.js';
import { ensureBinaries } from '../cluster/build.js';
import { runKubectl, type KubectlResult } from '../cluster/kubectl.js';
import { ensureKrew } from './krew-programs.js';
import { checksums, packagedPlatforms } from './packages.js';
import { serveRelease } from './release-server.js';

/** A machine with kubectl and krew, and nothing of this project. */
export interface KrewBench {
  /** Everything of krew's, as a user has it under ~/.krew. */
  readonly root: string;
  /** The manifest of the packages, as a release of this version; its archives come from 127.0.0.1. */
  manifest(version: string): Promise<string>;
  /** kubectl as a user calls it, perhaps of another platform. */
  kubectl(args: readonly string[], platform?: Platform): Promise<KubectlResult>;
  /** The index that krew asks by default, with the plugin in this version. */
  publish(version: string): Promise<void>;
  /** Calls the validator of krew's index, which installs every platform of the manifest. */
  validate(manifest: string): Promise<KubectlResult>;
  end(): Promise<void>;
}

export async function startKrewBench(): Promise<KrewBench> {
  const [{ folder: krewFolder, validator }, binaries, server] = await Promise.all([
    ensureKrew(),
    ensureBinaries(),
    serveRelease(),
  ]);
  const kubectl = binaries.path('kubectl');
  const folder = await mkdtemp(join(tmpdir(), 's3csi-krew-'));
  const [root, index] = [join(folder, 'root'), join(folder, 'index')];
  const PATH = [join(root, 'bin'), krewFolder, dirname(kubectl), '/usr/bin', '/bin'].join(delimiter);
  const env = { PATH, HOME: folder, KREW_ROOT: root, KREW_DEFAULT_INDEX_URI: index, KREW_NO_UPGRADE_CHECK: '1' };

  return {
    root,
    async manifest(version) {
      const file = join(folder, version, `${KREW_NAME}.yaml`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, manifestOf(version, server.folder));
      return file;
    },
    kubectl: (args, platform = thisPlatform()) =>
      runKubectl(kubectl, args, { env: { ...env, KREW_OS: platform?.os, KREW_ARCH: platform?.arch } }),
    async publish(version) {
      const git = (...words: readonly string[]) =>
        execFileSync('git', words, { cwd: index, env: { ...env, ...NOBODY } });
      await mkdir(join(index, 'plugins'), { recursive: true });
      await writeFile(join(index, 'plugins', `${KREW_NAME}.yaml`), manifestOf(version, server.folder));
      git('init', '--quiet');
      git('add', '.');
      git('commit', '--quiet', '--message', version);
    },
    validate: (manifest) => runKubectl(validator, ['-manifest', manifest], { env }),
    async end() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: 'nobody@example.com',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: 'nobody@example.com',
};

function manifestOf(version: string, folder: string): string {
  const sums = checksums();
  const archives = packagedPlatforms().map((platform) => ({
    platform,
    sha256: sums.get(archiveName(platform)) ?? '',
  }));
  return krewManifest({ version, folder, archives });
}
