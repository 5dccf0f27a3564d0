import type { ControlPlane } from '../../cluster/control-plane.js';
import { installDriver } from '../../cluster/driver.js';
import { startControlPlane } from '../../cluster/start.js';

let started: Promise<ControlPlane> | undefined;

/** The one control plane of this mocha process, with the driver's objects in it; the first who asks starts it. */
export function sharedCluster(): Promise<ControlPlane> {
  return (started ??= start());
}

/** For a describe: its tests run with the shared control plane. */
export function useSharedCluster(): () => ControlPlane {
  let cluster: ControlPlane | undefined;
  before('the shared control plane runs', async function () {
    // A first run builds Kubernetes.
    this.timeout(30 * 60_000);
    cluster = await sharedCluster();
  });
  return () => {
    if (cluster === undefined) throw new Error('the control plane is asked for before it runs');
    return cluster;
  };
}

async function start(): Promise<ControlPlane> {
  const cluster = await startControlPlane();
  await installDriver(cluster);
  return cluster;
}

// Outside of every describe, so mocha's root suite has it: it ends after the last file, whichever files were asked for.
after('ends the shared control plane', async function () {
  this.timeout(60_000);
  // One that did not start has said so to whoever asked for it.
  const cluster = await started?.catch(() => undefined);
  await cluster?.stop();
});
