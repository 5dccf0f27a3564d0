import { MOUNT_NAMESPACE } from '../../../src/s3csi/driver-name.js';
import type { ProxiedRequest } from '../../cluster/proxied-request.js';

/** What a request of a recreation is for, in the order in which the page lists them. */
export const PURPOSES = [
  'changes that a recreation consists of',
  'watches that wait',
  'reads of claim, volume and Pods',
  'who owns the Pods',
  'rights',
  'trial of the new objects (dry run)',
  'the driver, its mounts, budgets',
  'the lock',
  "kubectl's discovery",
  'other',
] as const;

export type Purpose = (typeof PURPOSES)[number];

const SUBJECTS = ['persistentvolumeclaims', 'persistentvolumes', 'pods'];
const OWNERS = ['replicasets', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'replicationcontrollers'];
const DRIVER = ['csidrivers', 'daemonsets', 'mountpoints3podattachments', 'volumeattachments', 'poddisruptionbudgets'];

export function purposeOf(request: ProxiedRequest): Purpose {
  const { verb, resource, namespace, name, query, isChange } = request;
  if (verb === 'watch') return 'watches that wait';
  if (resource === 'leases') return 'the lock';
  if (resource.startsWith('selfsubject')) return 'rights';
  if (query.has('dryRun')) return 'trial of the new objects (dry run)';
  if (isChange) return 'changes that a recreation consists of';
  if (isDiscovery(request)) return "kubectl's discovery";
  if (
    namespace === MOUNT_NAMESPACE ||
    (DRIVER.includes(resource) && (resource !== 'daemonsets' || name === undefined))
  ) {
    return 'the driver, its mounts, budgets';
  }
  if (SUBJECTS.includes(resource)) return 'reads of claim, volume and Pods';
  return OWNERS.includes(resource) ? 'who owns the Pods' : 'other';
}

/** `/api`, `/apis`, `/apis/apps/v1` and `/openapi/…`: no resource's. */
function isDiscovery({ path }: ProxiedRequest): boolean {
  return /^\/(api(\/v1)?|apis(\/[^/]+){0,2}|openapi\/.*|version)$/.test(path);
}
