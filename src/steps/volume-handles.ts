import type { Cluster } from '../model/cluster.js';
import { Failure } from '../model/errors.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Plan } from '../model/plan.js';
import { VOLUME } from '../model/references.js';

/**
 * A volume's handle has to be its own in the whole cluster (FIELD.md 3); looked at only where it changes.
 *
 * @throws Failure refused, with the volume that has it
 */
export async function requireFreeHandle(cluster: Cluster, { changes, target }: Plan): Promise<void> {
  if (!changes.some(({ path }) => path.join('.') === 'spec.csi.volumeHandle')) return;
  const { metadata, spec } = target.volume;
  const [other] = await cluster.list({
    resource: VOLUME,
    keep: (object) => {
      const { csi } = (object as PersistentVolume).spec;
      const isSame = csi?.driver === spec.csi?.driver && csi?.volumeHandle === spec.csi?.volumeHandle;
      return isSame && object.metadata.name !== metadata.name;
    },
  });
  if (other === undefined) return;
  throw new Failure(
    'refused',
    `volume ${other.metadata.name} has the handle "${spec.csi?.volumeHandle ?? ''}" already`,
    {
      hint: 'choose one that no other volume of the cluster has',
    },
  );
}
