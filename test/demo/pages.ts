import { STOP_MS, type DemoCluster } from './demo-cluster.js';
import type { Finding } from './findings.js';

export function introduction(): string {
  return `
kubectl s3csi-recreate: a demo on a Kubernetes of its own

Real: etcd, the API server, its controllers, the scheduler, kubectl and the plugin. Played: two nodes (kwok, which
runs no containers and mounts nothing) and the S3 CSI driver's controller. Everything listens on 127.0.0.1 only and
is gone once this program ends. No AWS account and no bucket is touched.

`;
}

/** What makes the commands below work in any other shell too. */
export function exportsPage({ exports }: DemoCluster): string {
  const { PATH, ...others } = exports;
  const lines = Object.entries(others).map(([name, value]) => `export ${name}="${value}"`);
  return [...lines, `export PATH="${PATH}:$PATH"`].map((line) => `$ ${line}\n`).join('');
}

export function heading(title: string, text: string): string {
  return `\n== ${title} ${'='.repeat(Math.max(3, 76 - title.length))}\n\n${text}\n`;
}

export const SCENE_TEXT = `A volume made for v1 of the driver: bucketName, mountOptions, and nothing about authentication. Three Pods of the
Deployment web mount it through the claim s3-pvc. These lines make the commands work in any shell:`;

export const BEFORE_TEXT = `The driver was upgraded from v1 to v2. These Pods have been running since before and still do. A Pod that starts now
fails, because v2 mounts with the driver's own credentials unless the volume says authenticationSource: pod:

  MountVolume.SetUp failed ... Failed to create S3 client ... No signing credentials available

In words only: kwok mounts nothing, so no mount fails here. The cure is one attribute of the volume.`;

export const IN_PLACE_TEXT = "\nBut a volume's attributes cannot be changed in place:\n";

export const PLUGIN_TEXT = `The plugin makes claim and volume anew under their old names, with that attribute. A Pod takes ${STOP_MS / 1000} s to stop here.`;

export const AFTER_TEXT =
  'The same questions as before. With the real driver these new Pods mount with the role of their own ServiceAccount.';

export const AGAIN_TEXT = 'The same command finds nothing left to do:';

export function findingsPage(found: readonly Finding[]): string {
  const lines = found.map(({ what, isSo }) => `  ${isSo ? 'yes' : 'NO '}  ${what}`);
  const isAll = found.every(({ isSo }) => isSo);
  return `${heading('Checked', lines.join('\n'))}\n${isAll ? 'Everything was as told.' : 'Not everything was as told.'}\n`;
}

export function keepPage(cluster: DemoCluster): string {
  return `${heading('Yours until Ctrl-C', 'In another terminal:')}
${exportsPage(cluster).replaceAll('$ export', '  export')}
  kubectl get pv,pvc,pods -n app
  kubectl s3csi-recreate --help
  kubectl s3csi-recreate s3-pvc -n app --set cache=emptyDir --dry-run=client
  kubectl s3csi-recreate s3-pvc -n app --set cache=emptyDir
  kubectl s3csi-recreate runs
  kubectl s3csi-recreate rollback RUN        # with the name of the run above: back to where the demo began

Logs, runs and snapshots are in ${cluster.folder} while it is up.
Ctrl-C here ends the control plane and removes that folder.
`;
}
