import type { Access } from '../../../src/model/cluster.js';
import { ApiError } from '../../../src/model/errors.js';
import type { Resource } from '../../../src/model/references.js';

/** The API server's answers, in its words. */
export const apiErrors = {
  notFound: (resource: Resource, name: string) =>
    new ApiError('NotFound', 404, `${pluralWithGroup(resource)} "${name}" not found`),

  unserved: () => new ApiError('NotFound', 404, 'the server could not find the requested resource'),

  alreadyExists: (resource: Resource, name: string) =>
    new ApiError('AlreadyExists', 409, `${pluralWithGroup(resource)} "${name}" already exists`),

  otherUid: (resource: Resource, name: string, expected: string, actual: string) =>
    conflict(
      kindWithGroup(resource),
      name,
      `the UID in the precondition (${expected}) does not match the UID in record (${actual}). The object might have been deleted and then recreated`,
    ),

  otherVersionOnDelete: (resource: Resource, name: string, expected: string, actual: string) =>
    conflict(
      kindWithGroup(resource),
      name,
      `the ResourceVersion in the precondition (${expected}) does not match the ResourceVersion in record (${actual}). The object might have been modified`,
    ),

  otherVersionOnUpdate: (resource: Resource, name: string) =>
    conflict(
      pluralWithGroup(resource),
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    ),

  invalid: (resource: Resource, name: string, causes: readonly string[]) => {
    const why = causes.length === 1 ? (causes[0] ?? '') : `[${causes.join(', ')}]`;
    return new ApiError('Invalid', 422, `${kindWithGroup(resource)} "${name}" is invalid: ${why}`);
  },

  versionOnCreate: () =>
    new ApiError('InternalError', 500, 'resourceVersion should not be set on objects to be created'),

  overBudget: () =>
    new ApiError('TooManyRequests', 429, "Cannot evict pod as it would violate the pod's disruption budget."),

  /** Admission's word against more storage for a static claim: nothing but a storage class can allow it. */
  notResizable: (resource: Resource, name: string) =>
    new ApiError(
      'Forbidden',
      403,
      `${pluralWithGroup(resource)} "${name}" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize`,
    ),

  forbidden: (access: Access, user: string) => {
    const { resource, verb, subresource, namespace, name } = access;
    const group = groupOf(resource);
    const what = `${resource.plural}${subresource === undefined ? '' : `/${subresource}`}`;
    const which = `${pluralWithGroup(resource)}${name === undefined ? '' : ` "${name}"`}`;
    const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    return new ApiError(
      'Forbidden',
      403,
      `${which} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`,
    );
  },
};

function conflict(what: string, name: string, why: string): ApiError {
  return new ApiError('Conflict', 409, `Operation cannot be fulfilled on ${what} "${name}": ${why}`);
}

function pluralWithGroup(resource: Resource): string {
  return withGroup(resource.plural, resource);
}

/** A conflict on deletion and a refusal name the kind where others name the plural. */
function kindWithGroup(resource: Resource): string {
  return withGroup(resource.kind, resource);
}

function withGroup(name: string, resource: Resource): string {
  const group = groupOf(resource);
  return group === '' ? name : `${name}.${group}`;
}

function groupOf({ apiVersion }: Resource): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
