import type { Edits } from '../model/edits.js';
import { Failure } from '../model/errors.js';
import { isJsonObject, type JsonObject } from '../model/json.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { Target } from '../model/plan.js';
import { KNOWN_ATTRIBUTES } from '../s3csi/attributes.js';
import { nearest } from '../s3csi/nearest.js';
import { barePods } from './bare-pods.js';
import { applyManifest, replaceManifest } from './apply-manifest.js';
import { lastApplied, withLastApplied } from './last-applied.js';
import { claimManifest, volumeManifest } from './manifest.js';
import { editMountOptions } from './mount-options.js';
import { withVolumeHandle } from './volume-handle.js';

export interface TargetOptions {
  readonly recreateBarePods: boolean;
  /** Whether Pods are restarted after a change in place. */
  readonly restart: 'eviction' | 'none';
}

/**
 * Where the edits lead from what stands in the cluster: clean manifests of the claim and the volume.
 *
 * @throws Failure refused, when an object is gone and no manifest was given for it; usage, when edits contradict each other
 */
export function buildTarget(observed: Observation, edits: Edits, options: TargetOptions): Target {
  const name = `${observed.namespace}/${observed.claimName}`;
  const { manifests } = edits;
  const claim = chosen(observed.claim, manifests?.claim, manifests?.isWhole === true);
  if (claim === undefined) throw missing(`claim ${name}`, 'claim', observed);
  const volume = chosen(observed.volume, manifests?.volume, manifests?.isWhole === true);
  if (volume === undefined) throw missing(`the volume of claim ${name}`, 'volume', observed);
  return {
    claim: boundTo(claimManifest(claim), volume.metadata.name),
    volume: reservedFor(renamed(editVolume(volumeManifest(volume), edits), edits), observed),
    pods: options.recreateBarePods ? barePods(observed) : [],
    replaces: edits.unchanged ? uidsOf(observed) : {},
    ...(options.restart === 'none' ? { leavesPods: true } : {}),
  };
}

function chosen<T extends PersistentVolume | PersistentVolumeClaim>(
  live: T | undefined,
  manifest: T | undefined,
  isWhole: boolean,
): T | undefined {
  if (manifest === undefined) return live;
  if (isWhole && live !== undefined) return replaceManifest(live, manifest);
  return live === undefined ? withLastApplied(manifest, manifest) : applyManifest(live, manifest);
}

function missing(what: string, kind: 'claim' | 'volume', observed: Observation): Failure {
  const kept =
    kind === 'claim' && observed.volume !== undefined
      ? `; volume ${observed.volume.metadata.name} still waits for it`
      : '';
  return new Failure('refused', `${what} does not exist${kept}`, {
    hint: 'give its manifest with -f FILE, or check the name and the namespace (-n)',
  });
}

function editVolume(volume: PersistentVolume, edits: Edits): PersistentVolume {
  if (edits.set.size + edits.unset.length + edits.addMountOptions.length + edits.removeMountOptions.length === 0)
    return volume;
  const { csi, mountOptions = [] } = volume.spec;
  requireKnown(edits.unset, csi?.volumeAttributes ?? {});
  const options = editMountOptions(mountOptions, edits.addMountOptions, edits.removeMountOptions);
  const { mountOptions: old, ...others } = volume.spec;
  const spec = {
    ...others,
    ...(options.length === 0 ? {} : { mountOptions: options }),
    ...(csi === undefined ? {} : { csi: { ...csi, volumeAttributes: editAttributes(csi.volumeAttributes, edits) } }),
  };
  return withTrueLastApplied({ ...volume, spec }, edits);
}

function renamed(volume: PersistentVolume, { volumeHandle }: Edits): PersistentVolume {
  return volumeHandle === undefined ? volume : withVolumeHandle(volume, volumeHandle);
}

/** What is not there needs no taking out, but a word that is no attribute at all was meant to be another. */
function requireKnown(unset: readonly string[], present: JsonObject): void {
  const known = [...Object.keys(present), ...KNOWN_ATTRIBUTES.map(({ key }) => key)];
  const wrong = unset.find((key) => !known.includes(key));
  if (wrong === undefined) return;
  const meant = nearest(wrong, known);
  throw new Failure('usage', `--unset ${wrong}: the volume has no such attribute, and the driver knows none`, {
    hint: meant === undefined ? 'name an attribute of the volume' : `did you mean "${meant}"?`,
  });
}

function editAttributes(attributes: JsonObject | undefined, edits: Edits): Record<string, string> {
  const edited = { ...attributes, ...Object.fromEntries(edits.set) };
  return Object.fromEntries(
    Object.entries(edited).filter((entry): entry is [string, string] => !edits.unset.includes(entry[0])),
  );
}

/** The next `kubectl apply` compares with it, so it has to tell the truth about the new volume (FIELD.md 2.13). */
function withTrueLastApplied(edited: PersistentVolume, edits: Edits): PersistentVolume {
  const applied = lastApplied(edited);
  const spec = applied?.['spec'];
  if (applied === undefined || !isJsonObject(spec)) return edited;
  const csi = isJsonObject(spec['csi']) ? spec['csi'] : {};
  const attributes = isJsonObject(csi['volumeAttributes']) ? csi['volumeAttributes'] : {};
  const optionsEdited = edits.addMountOptions.length + edits.removeMountOptions.length > 0;
  return withLastApplied(edited, {
    ...applied,
    apiVersion: edited.apiVersion,
    kind: edited.kind,
    metadata: { name: edited.metadata.name, ...(isJsonObject(applied['metadata']) ? applied['metadata'] : {}) },
    spec: {
      ...spec,
      csi: { ...csi, volumeAttributes: editAttributes(attributes, edits) },
      ...(optionsEdited ? { mountOptions: edited.spec.mountOptions ?? [] } : {}),
    },
  });
}

function boundTo(claim: PersistentVolumeClaim, volumeName: string): PersistentVolumeClaim {
  return { ...claim, spec: { ...claim.spec, volumeName } };
}

/** A volume from a file may leave claimRef out; set, it waits for exactly this claim (FIELD.md 2.8). */
function reservedFor(volume: PersistentVolume, { namespace, claimName }: Observation): PersistentVolume {
  const reference = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...volume.spec.claimRef,
    namespace,
    name: claimName,
  };
  return { ...volume, spec: { ...volume.spec, claimRef: reference } };
}

function uidsOf({ claim, volume }: Observation): Target['replaces'] {
  return {
    ...(claim?.metadata.uid === undefined ? {} : { claimUid: claim.metadata.uid }),
    ...(volume?.metadata.uid === undefined ? {} : { volumeUid: volume.metadata.uid }),
  };
}
