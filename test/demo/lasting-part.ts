import type { PersistentVolume, PersistentVolumeClaim } from '../../src/model/objects.js';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What must outlive a recreation: all but what the server gives, and what the demo changes. */
export function lastingPart({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): object {
  const { name, namespace, labels, finalizers, ownerReferences } = metadata;
  const { [LAST_APPLIED]: _told, ...annotations } = metadata.annotations ?? {};
  return {
    metadata: { name, namespace, labels, annotations, finalizers, ownerReferences },
    spec: isVolume(spec) ? withoutChanges(spec) : spec,
  };
}

function isVolume(spec: (PersistentVolume | PersistentVolumeClaim)['spec']): spec is PersistentVolume['spec'] {
  return 'csi' in spec;
}

function withoutChanges({ csi, claimRef, ...rest }: PersistentVolume['spec']): object {
  const { uid: _uid, resourceVersion: _version, ...claim } = claimRef ?? {};
  return { ...rest, claim, csi: { ...csi, volumeAttributes: undefined } };
}
