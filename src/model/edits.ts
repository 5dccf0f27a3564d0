import type { PersistentVolume, PersistentVolumeClaim } from './objects.js';

/** What the user wants changed. Manifests count first, then the single edits on top of them. */
export interface Edits {
  /** volumeAttributes to set. */
  readonly set: ReadonlyMap<string, string>;
  /** volumeAttributes to take out. */
  readonly unset: readonly string[];
  readonly addMountOptions: readonly string[];
  readonly removeMountOptions: readonly string[];
  /** Another handle for the volume, by which the driver tells mounts apart. */
  readonly volumeHandle?: string;
  /** Recreate both objects even if nothing differs. */
  readonly unchanged: boolean;
  readonly manifests?: EditedManifests;
}

/** The claim and the volume as the user's files have them; one of them may be missing when the cluster has it. */
export interface EditedManifests {
  /** Where they came from, as typed: a file, `-`, or a kustomization. */
  readonly source: string;
  readonly claim?: PersistentVolumeClaim;
  readonly volume?: PersistentVolume;
  /** The objects as a whole, from an editor: what is not there any more goes. From a file it is what `kubectl apply` would make of it. */
  readonly isWhole?: boolean;
  /** All of it as it was given. */
  readonly text?: string;
  /** Everything else that stood there, as kind/name; it is not touched. */
  readonly leftAside: readonly string[];
}

/** A text of manifests, with the name that the user knows it by. */
export interface ManifestText {
  readonly name: string;
  readonly text: string;
}
