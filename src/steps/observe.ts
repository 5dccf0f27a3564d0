import type { Cluster } from '../model/cluster.js';
import { Failure, isApiError } from '../model/errors.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../model/objects.js';
import type { DriverIdentity, Holder, Observation } from '../model/observation.js';
import {
  BUDGET,
  CLAIM,
  CSI_DRIVER,
  DAEMON_SET,
  MOUNT_ATTACHMENT,
  VOLUME,
  VOLUME_ATTACHMENT,
  type Resource,
} from '../model/references.js';
import { attachmentsOf } from '../s3csi/attachments.js';
import { identifyDriver } from '../s3csi/driver-identity.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';
import { textAt } from '../s3csi/json-fields.js';
import { podsOnClaim } from './pods-on-claim.js';
import { ownerFinder } from './workload-of.js';

export interface Subject {
  readonly namespace: string;
  readonly claimName: string;
  /** The volume's name where the claim cannot tell it: from a manifest, or from an earlier run. */
  readonly volumeName?: string;
}

/** Reads everything the plan depends on. Nothing is changed. */
export async function observe(cluster: Cluster, subject: Subject): Promise<Observation> {
  const { namespace, claimName } = subject;
  const [{ claim, volume, holders }, driverObjects, budgets, volumeAttachments] = await Promise.all([
    observeSubject(cluster, subject),
    observeDriver(cluster),
    cluster.list({ resource: BUDGET, namespace }).catch(unlessForbidden<'hidden'>('hidden')),
    listVolumeAttachments(cluster),
  ]);
  const name = volume?.metadata.name ?? subject.volumeName;
  return {
    namespace,
    claimName,
    holders,
    driver: driverObjects.driver,
    ...(budgets === 'hidden' ? { budgets: [], hidesBudgets: true as const } : { budgets }),
    attachments: name === undefined ? [] : attachmentsOf(name, driverObjects.attachments),
    volumeAttachments: volumeAttachments.filter((object) => textAt(object, ...ATTACHED_VOLUME) === name),
    ...(claim === undefined ? {} : { claim }),
    ...(volume === undefined ? {} : { volume }),
  };
}

/** What a plan is about. */
export type SubjectNow = Pick<Observation, 'claim' | 'volume' | 'holders'>;

/** Reads claim, volume and the Pods on the claim. */
export async function observeSubject(cluster: Cluster, subject: Subject): Promise<SubjectNow> {
  const { namespace, claimName } = subject;
  const [[claim, volume], holders] = await Promise.all([
    observePair(cluster, subject),
    observeHolders(cluster, namespace, claimName),
  ]);
  return { holders, ...(claim === undefined ? {} : { claim }), ...(volume === undefined ? {} : { volume }) };
}

async function observePair(
  cluster: Cluster,
  subject: Subject,
): Promise<readonly [PersistentVolumeClaim | undefined, PersistentVolume | undefined]> {
  const { namespace, claimName } = subject;
  const claim = (await cluster.get({ resource: CLAIM, namespace, name: claimName })) as
    PersistentVolumeClaim | undefined;
  return [claim, await findVolume(cluster, subject, claim)];
}

/** Of this driver, of which there should be none, whatever their number for others. */
function listVolumeAttachments(cluster: Cluster): Promise<readonly KubernetesObject[]> {
  const keep = (object: KubernetesObject): boolean => textAt(object, 'spec', 'attacher') === S3_DRIVER;
  return cluster.list({ resource: VOLUME_ATTACHMENT, keep }).catch(unlessForbidden([]));
}

const ATTACHED_VOLUME = ['spec', 'source', 'persistentVolumeName'];

async function observeHolders(cluster: Cluster, namespace: string, claimName: string): Promise<readonly Holder[]> {
  const pods = await cluster.list(podsOnClaim(namespace, claimName));
  const ownerOf = ownerFinder(cluster);
  return Promise.all(pods.map(async (pod) => ({ pod: pod as Pod, ...(await ownerOf(pod)) })));
}

/** The volume that the claim names; without a claim to ask, the one that is reserved for it. */
async function findVolume(
  cluster: Cluster,
  { namespace, claimName, volumeName }: Subject,
  claim: PersistentVolumeClaim | undefined,
): Promise<PersistentVolume | undefined> {
  const named = claim?.spec.volumeName;
  const name = named === undefined || named === '' ? volumeName : named;
  if (name !== undefined) return (await cluster.get({ resource: VOLUME, name })) as PersistentVolume | undefined;
  const reserved = await cluster.list({
    resource: VOLUME,
    keep: (volume) => isReservedFor(volume as PersistentVolume, namespace, claimName),
  });
  if (reserved.length > 1) {
    const names = reserved.map((volume) => volume.metadata.name).join(', ');
    throw new Failure(
      'refused',
      `${reserved.length} volumes are reserved for claim ${namespace}/${claimName}: ${names}`,
      {
        hint: 'give the manifest of the claim with its spec.volumeName: -f FILE',
      },
    );
  }
  return reserved[0] as PersistentVolume | undefined;
}

function isReservedFor(volume: PersistentVolume, namespace: string, claimName: string): boolean {
  const reference = volume.spec.claimRef;
  return reference?.namespace === namespace && reference.name === claimName;
}

/** What can be told of the driver, as far as it may be read. */
export async function observeDriver(
  cluster: Cluster,
): Promise<{ readonly driver: DriverIdentity; readonly attachments: readonly KubernetesObject[] }> {
  const [csiDriver, daemonSets, attachments] = await Promise.all([
    cluster.get({ resource: CSI_DRIVER, name: S3_DRIVER }).catch(unlessForbidden<'hidden'>('hidden')),
    cluster.list({ resource: DAEMON_SET }).catch(unlessForbidden([])),
    listServed(cluster, MOUNT_ATTACHMENT),
  ]);
  const driver = identifyDriver({
    daemonSets,
    servesAttachments: attachments !== undefined,
    ...(csiDriver === 'hidden' ? { isHidden: true } : { csiDriver }),
  });
  return { driver, attachments: attachments ?? [] };
}

/** undefined where the API server does not know the kind, as before v2 of the driver; a kind that may not be read is served. */
async function listServed(cluster: Cluster, resource: Resource): Promise<readonly KubernetesObject[] | undefined> {
  try {
    return await cluster.list({ resource });
  } catch (error) {
    if (isApiError(error, 'NotFound')) return undefined;
    return unlessForbidden<readonly KubernetesObject[]>([])(error);
  }
}

/** What is known of the driver is shown and helps; no feature needs it. */
function unlessForbidden<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isApiError(error, 'Forbidden')) return instead;
    throw error;
  };
}
