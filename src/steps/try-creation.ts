import type { Cluster } from '../model/cluster.js';
import { ApiError, isApiError, type FailureCode } from '../model/errors.js';
import type { KubernetesObject, PersistentVolumeClaim } from '../model/objects.js';
import type { AdmittedField } from '../model/plan.js';
import { CLAIM, POD, type Resource } from '../model/references.js';
import { admissionOf, type AdmissionResult } from '../plan/admission.js';
import { fitsOnceGone, isQuotaRefusal } from '../plan/quota.js';

/** What the server said to an object that it was not to keep. */
export type CreationTrial =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'warning'; readonly words: string; readonly admitted?: readonly AdmittedField[] }
  /** Accepted, but as something else than what was sent. */
  | { readonly outcome: 'altered'; readonly words: string }
  | { readonly outcome: 'refused'; readonly error: ApiError };

/**
 * Tries a creation, which runs schema, quota and admission (FIELD.md 2.10): under another name while the real one is
 * taken by the object that is to be replaced.
 *
 * @throws ApiError, where the server did not answer
 */
export async function tryCreation(
  cluster: Cluster,
  object: KubernetesObject,
  resource: Resource,
  predecessor: KubernetesObject | undefined,
): Promise<CreationTrial> {
  const name = predecessor === undefined ? object.metadata.name : otherName(object.metadata.name);
  try {
    const answer = await cluster.create({ ...object, metadata: { ...object.metadata, name } }, resource, {
      dryRun: true,
    });
    return resource === POD ? { outcome: 'accepted' } : admitted(admissionOf(object, answer));
  } catch (error) {
    // A StatefulSet was faster (FIELD.md 2.9).
    if (predecessor === undefined && isApiError(error, 'AlreadyExists')) return { outcome: 'accepted' };
    if (!isRefusal(error)) throw error;
    if (isQuotaRefusal(error.message) && isFreed(error.message, resource, predecessor)) {
      const words = `the namespace's quota is used up until the old one has gone: ${error.message}`;
      return { outcome: 'warning', words };
    }
    return { outcome: 'refused', error };
  }
}

function admitted({ added, words, contradiction }: AdmissionResult): CreationTrial {
  if (contradiction !== undefined) return { outcome: 'altered', words: contradiction };
  if (words === undefined) return { outcome: 'accepted' };
  return { outcome: 'warning', words: `${words}; that stays, and is no difference to the plan`, admitted: added };
}

/** Whether the server has judged the request, and not merely failed to. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401;
}

/** The exit code that a refusal means (README, Exit codes): admission, quota and budgets are what stands in the cluster. */
export function codeOf({ reason, message }: ApiError): FailureCode {
  if (reason === 'Conflict' || reason === 'AlreadyExists') return 'conflict';
  // The API server words every refusal of an authorizer so, and no other (k8s.io/apiserver, responsewriters/errors.go).
  const isForWantOfRights = /" cannot [a-z]+ (resource|path) "/.test(message);
  if (reason === 'Forbidden') return isForWantOfRights ? 'api' : 'refused';
  const isAdmission = /^admission webhook |ValidatingAdmissionPolicy '.*' with binding '.*' denied request/.test(
    message,
  );
  return isAdmission || reason === 'TooManyRequests' ? 'refused' : 'api';
}

/** The old object still counts against the quota, and the new one takes its place. */
function isFreed(message: string, resource: Resource, predecessor: KubernetesObject | undefined): boolean {
  if (predecessor === undefined) return false;
  return fitsOnceGone(message, resource === CLAIM ? storageOf(predecessor as PersistentVolumeClaim) : undefined);
}

function storageOf({ spec }: PersistentVolumeClaim): string | undefined {
  const resources = spec['resources'] as { readonly requests?: { readonly storage?: string } } | undefined;
  return resources?.requests?.storage;
}

/** No longer than a name may be, and with nothing before the dash that may not stand there. */
function otherName(name: string): string {
  return `${name.slice(0, 220).replace(/[^a-z0-9]+$/, '')}-s3csi-recreate-check`;
}
