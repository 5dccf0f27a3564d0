import { stringify } from 'yaml';
import { archiveName, executableName, type Platform } from './platforms.js';

export const KREW_NAME = 's3csi-recreate';

export const HOMEPAGE = 'https://github.com/kubectl-s3csi-recreate/kubectl-s3csi-recreate';

/** Where a release keeps its files. */
export function releaseFolder(version: string): string {
  return `${HOMEPAGE}/releases/download/v${version}`;
}

export interface KrewManifestOptions {
  readonly version: string;
  /** The address of the folder that the archives are loaded from. */
  readonly folder: string;
  readonly archives: readonly { readonly platform: Platform; readonly sha256: string }[];
}

/** What krew's index takes (krew.sigs.k8s.io: Developer guide, "Writing your plugin manifest"). */
export function krewManifest({ version, folder, archives }: KrewManifestOptions): string {
  const manifest = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: KREW_NAME },
    spec: {
      version: `v${version}`,
      homepage: HOMEPAGE,
      shortDescription: 'Change immutable settings of S3 CSI volumes',
      description: DESCRIPTION,
      caveats: CAVEATS,
      platforms: archives.map(({ platform, sha256 }) => ({
        selector: { matchLabels: { os: platform.os, arch: platform.arch } },
        uri: `${folder}/${archiveName(platform)}`,
        sha256,
        bin: executableName(platform),
      })),
    },
  };
  return `${HEADER}${stringify(manifest, { lineWidth: 0, singleQuote: true })}`;
}

const HEADER = `# Written by npm run release, from the packages. Where the checksums are zeros there is no release yet to install from.
`;

const DESCRIPTION = `Changes what cannot be changed in place in a PersistentVolume of the S3 CSI
driver (s3.csi.aws.com), such as authenticationSource after the upgrade from
v1 to v2. Recreates claim and volume under their names with one stop and
start of the Pods, verifies the result, and keeps a snapshot to go back to.
`;

const CAVEATS = `Needs rights on PersistentVolumes, which are cluster-wide:
${HOMEPAGE}#rights

On Linux it needs glibc; on Alpine install the npm package instead.

For completion at TAB, give the plugin a second name:
  cd "\${KREW_ROOT:-$HOME/.krew}/bin"
  ln -s kubectl-s3csi_recreate kubectl_complete-s3csi_recreate
`;
