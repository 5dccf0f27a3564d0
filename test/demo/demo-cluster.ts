import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureBinaries, type Binaries } from '../cluster/build.js';
import type { ControlPlane } from '../cluster/control-plane.js';
import { installDriver, startDriverActor } from '../cluster/driver.js';
import { projectRoot } from '../cluster/project-root.js';
import { startControlPlane } from '../cluster/start.js';
import type { Print } from './print.js';

/** A control plane with the S3 driver in it, and what a shell needs to use it with the plugin. */
export interface DemoCluster extends Pick<ControlPlane, 'api' | 'folder'> {
  /** To be exported; PATH without the one there is. */
  readonly exports: Readonly<Record<'KUBECONFIG' | 'KUBECACHEDIR' | 'XDG_STATE_HOME' | 'PATH', string>>;
  stop(): Promise<void>;
}

/** How long a Pod of the demo takes to stop. */
export const STOP_MS = 1000;
const DRIVER = '2.7.0';

/** Builds what is missing and starts it. Everything of it is in one folder, which goes with the processes, even at a kill -9. */
export async function startDemoCluster(print: Print, signal: AbortSignal): Promise<DemoCluster> {
  const binaries = await build(print);
  signal.throwIfAborted();
  print('Starting etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok ...');
  const start = performance.now();
  const cluster = await startControlPlane({ binaries, stopMs: STOP_MS });
  print(` up in ${((performance.now() - start) / 1000).toFixed(1)} s.\n`);
  try {
    signal.throwIfAborted();
    await installDriver(cluster, { version: DRIVER });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  print(`S3 CSI driver v${DRIVER}: its objects are installed, and its controller is played.\n`);
  const actor = startDriverActor(cluster);
  return {
    api: cluster.api,
    folder: cluster.folder,
    exports: {
      KUBECONFIG: cluster.kubeconfig,
      KUBECACHEDIR: join(cluster.folder, 'kubectl-cache'),
      XDG_STATE_HOME: join(cluster.folder, 'state'),
      PATH: [join(projectRoot(), 'bin'), dirname(cluster.kubectlPath)].join(delimiter),
    },
    async stop() {
      await actor.stop();
      await cluster.stop();
    },
  };
}

/** An interrupted `go build` leaves its temporary folder behind, so it gets one that is removed here. */
async function build(print: Print): Promise<Binaries> {
  const folder = await mkdtemp(join(tmpdir(), 's3csi-demo-build-'));
  process.env['GOTMPDIR'] = folder;
  try {
    return await ensureBinaries({ report: buildReport(print) });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function buildReport(print: Print): (line: string) => void {
  let isAnnounced = false;
  return (line) => {
    if (!isAnnounced) print('Kubernetes is built from source once, which takes about 6 minutes on two cores.\n');
    isAnnounced = true;
    print(`  ${line}\n`);
  };
}
