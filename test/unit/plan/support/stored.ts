import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../src/model/objects.js';
import type { Holder, JobTally, Observation, Workload } from '../../../../src/model/observation.js';
import { claim, type ClaimManifest } from '../../../support/manifests/claim.js';
import { pod, type PodManifest } from '../../../support/manifests/pod.js';
import { volume, type VolumeManifest } from '../../../support/manifests/volume.js';

const CREATED = '2026-01-05T09:00:00Z';
const DELETED = '2026-01-05T10:00:00Z';

export interface StoredClaim extends ClaimManifest {
  readonly uid?: string;
  readonly phase?: 'Bound' | 'Pending' | 'Lost';
  readonly isTerminating?: boolean;
}

/** A claim as the API server answers it; one that was ever bound carries the binder's mark. */
export function storedClaim({ uid = 'c1', phase = 'Bound', isTerminating, ...manifest }: StoredClaim = {}) {
  const marks = phase === 'Pending' ? {} : { 'pv.kubernetes.io/bind-completed': 'yes' };
  const object = claim({ ...manifest, annotations: { ...manifest.annotations, ...marks } });
  return stored(
    {
      ...object,
      spec: { ...object.spec, volumeMode: 'Filesystem' },
      status: { phase },
    } satisfies PersistentVolumeClaim,
    { uid, finalizers: ['kubernetes.io/pvc-protection'], ...(isTerminating === true ? { isTerminating } : {}) },
  );
}

export interface StoredVolume extends VolumeManifest {
  readonly uid?: string;
  /** The claim that it is reserved for; `null` for any claim of that name. */
  readonly claimUid?: string | null;
  readonly phase?: 'Bound' | 'Released' | 'Available';
  readonly isTerminating?: boolean;
}

/** A volume as the API server answers it, with the claimRef that the binder writes. */
export function storedVolume(given: StoredVolume = {}) {
  const { uid = 'v1', claimUid = 'c1', phase = 'Bound', isTerminating, ...manifest } = given;
  const object = volume(manifest);
  const { storageClassName, mountOptions = [], claimRef, ...spec } = object.spec;
  const reference = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...claimRef,
    ...(claimUid === null ? {} : { uid: claimUid, resourceVersion: '7' }),
  };
  const asStored: PersistentVolume = {
    ...object,
    // The server leaves out what is empty.
    spec: {
      ...spec,
      volumeMode: 'Filesystem',
      ...(mountOptions.length === 0 ? {} : { mountOptions }),
      ...(claimRef === undefined ? {} : { claimRef: reference }),
    },
    status: { phase },
  };
  return stored(asStored, {
    uid,
    finalizers: ['kubernetes.io/pv-protection'],
    ...(isTerminating === true ? { isTerminating } : {}),
  });
}

interface ServerMarks {
  readonly uid: string;
  readonly finalizers: readonly string[];
  readonly isTerminating?: boolean;
}

function stored<T extends KubernetesObject>(object: T, { uid, finalizers, isTerminating = false }: ServerMarks): T {
  const metadata = {
    ...object.metadata,
    uid,
    resourceVersion: '42',
    creationTimestamp: CREATED,
    finalizers: [...finalizers, ...(object.metadata.finalizers ?? [])],
    ...(isTerminating ? { deletionTimestamp: DELETED, deletionGracePeriodSeconds: 0 } : {}),
  };
  return { ...object, metadata };
}

export interface HolderParts extends PodManifest {
  readonly phase?: string;
  readonly isTerminating?: boolean;
  readonly workload?: Workload;
  /** The Pod's own controller, where it is another one than the workload. */
  readonly controller?: { readonly kind: string; readonly name: string };
  readonly job?: JobTally;
}

/** A Pod on a node that names the claim; `nodeName: ''` for one that waits for a node. */
export function holder(parts: HolderParts = {}): Holder {
  const { phase = 'Running', isTerminating = false, workload, controller, job, ...manifest } = parts;
  const object = pod({ name: 'web-1', nodeName: 'node-1', ...manifest });
  const owner = controller ?? workload;
  const metadata = {
    ...object.metadata,
    uid: `uid-of-${object.metadata.name}`,
    creationTimestamp: CREATED,
    ...(isTerminating ? { deletionTimestamp: DELETED } : {}),
    ...(owner === undefined ? {} : { ownerReferences: [ownerReference(owner)] }),
  };
  const stored: Pod = { ...object, metadata, status: { phase } };
  return {
    pod: stored,
    ...(workload === undefined ? {} : { workload }),
    ...(job === undefined ? {} : { job }),
  };
}

function ownerReference({ kind, name }: { readonly kind: string; readonly name: string }) {
  return { apiVersion: 'apps/v1', kind, name, uid: `uid-of-${name}`, controller: true };
}

export const WEB: Workload = { kind: 'Deployment', name: 'web', uid: 'uid-of-web' };

/** What is seen when claim and volume are bound to each other, or what is given instead; `undefined` is missing. */
export function observation(parts: {
  readonly claim?: PersistentVolumeClaim | undefined;
  readonly volume?: PersistentVolume | undefined;
  readonly holders?: readonly Holder[];
  readonly budgets?: readonly KubernetesObject[];
  readonly volumeAttachments?: readonly KubernetesObject[];
}): Observation {
  return {
    namespace: 'app',
    claimName: 's3-pvc',
    holders: parts.holders ?? [],
    driver: { generation: 'v2', version: '2.7.0', namespace: 'kube-system', booksAttachments: true },
    attachments: [],
    budgets: parts.budgets ?? [],
    volumeAttachments: parts.volumeAttachments ?? [],
    ...(parts.claim === undefined ? {} : { claim: parts.claim }),
    ...(parts.volume === undefined ? {} : { volume: parts.volume }),
  };
}
