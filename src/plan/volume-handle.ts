import { isJsonObject } from '../model/json.js';
import type { JournalEntry } from '../model/journal.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Target } from '../model/plan.js';
import { lastApplied, withLastApplied } from './last-applied.js';

/** The volume under another handle, which is part of the driver's sharing key: no new Pod can join the old mount (FIELD.md 3). */
export function withVolumeHandle(volume: PersistentVolume, volumeHandle: string): PersistentVolume {
  const { csi } = volume.spec;
  if (csi === undefined) return volume;
  const renamed = { ...volume, spec: { ...volume.spec, csi: { ...csi, volumeHandle } } };
  const applied = lastApplied(volume);
  const spec = applied?.['spec'];
  if (applied === undefined || !isJsonObject(spec) || !isJsonObject(spec['csi'])) return renamed;
  // The next `kubectl apply` compares with it (FIELD.md 2.13).
  const { apiVersion, kind, metadata } = renamed;
  const given = { apiVersion, kind, metadata: { name: metadata.name }, ...applied };
  return withLastApplied(renamed, { ...given, spec: { ...spec, csi: { ...spec['csi'], volumeHandle } } });
}

/** Where a run is to arrive, with the handle that it was given on its way; the last one counts. */
export function amendedTarget(target: Target, entries: readonly JournalEntry[], given?: string): Target {
  const handles = entries.flatMap((entry) => (entry.type === 'amended' ? [entry.volumeHandle] : []));
  const handle = given ?? handles.at(-1);
  return handle === undefined ? target : { ...target, volume: withVolumeHandle(target.volume, handle) };
}
