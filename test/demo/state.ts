import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../../src/model/objects.js';
import type { DemoCluster } from './demo-cluster.js';

/** What the demo compares. */
export interface State {
  readonly volume: PersistentVolume;
  readonly claim: PersistentVolumeClaim;
  readonly deployment: KubernetesObject;
  /** Those of the Deployment that are Ready. */
  readonly readyPods: readonly Pod[];
  /** The plugin's runs, by name. */
  readonly runs: readonly string[];
}

/** Read from the API server and not through the plugin's own code. */
export async function readState({ api, exports }: DemoCluster): Promise<State> {
  const read = async (path: string): Promise<unknown> => (await api.expect('GET', path)).body;
  const pods = (await read('/api/v1/namespaces/app/pods?labelSelector=app%3Dweb')) as { items: readonly Pod[] };
  return {
    volume: (await read('/api/v1/persistentvolumes/s3-pv')) as PersistentVolume,
    claim: (await read('/api/v1/namespaces/app/persistentvolumeclaims/s3-pvc')) as PersistentVolumeClaim,
    deployment: (await read('/apis/apps/v1/namespaces/app/deployments/web')) as KubernetesObject,
    readyPods: pods.items.filter(isReady),
    runs: await readdir(join(exports.XDG_STATE_HOME, 'kubectl-s3csi-recreate', 'runs')).catch(() => []),
  };
}

/** A Pod that is told to stop serves nobody any more, whatever its conditions still say. */
export function isReady({ metadata, status }: Pod): boolean {
  const isMarked = metadata.deletionTimestamp !== undefined;
  return (
    !isMarked &&
    status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
  );
}
