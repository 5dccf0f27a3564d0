import type { KubernetesObject, PersistentVolume } from '../model/objects.js';
import { textAt } from './json-fields.js';

/** The part of the driver's sharing key that a volume decides; node, fsGroup and the rest come from the Pods. */
export type SharingKeyField = 'name' | 'volumeHandle' | 'mountOptions' | 'authenticationSource';

/**
 * Whether a new Pod could be given a Mountpoint Pod that was made for the volume as it was before, and so see the old
 * bucket: bucketName, stsRegion, cache, resources and proxy are not compared by the driver, and neither is the
 * volume's uid (FIELD.md 3, the stale-mount hazard).
 */
export function sharesMountWith(before: PersistentVolume, after: PersistentVolume): boolean {
  return changedKeyFields(before, after).length === 0;
}

/** The fields whose change keeps every new Pod off the mount of the volume as it was before. */
export function changedKeyFields(before: PersistentVolume, after: PersistentVolume): readonly SharingKeyField[] {
  const old = sharingKeyOf(before);
  const now = sharingKeyOf(after);
  return FIELDS.filter((field) => old[field] !== now[field]);
}

/**
 * Whether a new Pod of this volume could be given the Mountpoint Pod that is booked in this attachment (s3pa), by the
 * part of the key that a volume decides. An attachment of an earlier run can match where the last volume does not.
 */
export function couldJoin(volume: PersistentVolume, attachment: KubernetesObject): boolean {
  const key = sharingKeyOf(volume);
  return (
    textAt(attachment, 'spec', 'persistentVolumeName') === key.name &&
    textAt(attachment, 'spec', 'volumeID') === key.volumeHandle &&
    (textAt(attachment, 'spec', 'mountOptions') ?? '') === key.mountOptions &&
    (textAt(attachment, 'spec', 'authenticationSource') || 'driver') === key.authenticationSource
  );
}

const FIELDS: readonly SharingKeyField[] = ['name', 'volumeHandle', 'mountOptions', 'authenticationSource'];

function sharingKeyOf({ metadata, spec }: PersistentVolume): Readonly<Record<SharingKeyField, string>> {
  return {
    name: metadata.name,
    volumeHandle: spec.csi?.volumeHandle ?? '',
    // Joined as the driver joins them: a comma inside an option looks to it like two options.
    mountOptions: (spec.mountOptions ?? []).join(','),
    // Not `??`: the driver takes an empty value for an absent one.
    authenticationSource: spec.csi?.volumeAttributes?.['authenticationSource'] || 'driver',
  };
}
