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
    conflict(resource, name, `Precondition failed: UID in precondition: ${expected}, UID in object meta: ${actual}`),

  otherVersionOnDelete: (resource: Resource, name: string, expected: string, actual: string) =>
    conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${expected}, ResourceVersion in object meta: ${actual}`,
    ),

  otherVersionOnUpdate: (resource: Resource, name: string) =>
    conflict(
      resource,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    ),

  invalid: (resource: Resource, name: string, causes: readonly string[]) => {
    const group = groupOf(resource);
    const why = causes.length === 1 ? (causes[0] ?? '') : `[${causes.join(', ')}]`;
    const kind = `${resource.kind}${group === '' ? '' : `.${group}`}`;
    return new ApiError('Invalid', 422, `${kind} "${name}" is invalid: ${why}`);
  },

  badRequest: (message: string) => new ApiError('BadRequest', 400, message),

  versionOnCreate: () =>
    new ApiError('InternalError', 500, 'resourceVersion should not be set on objects to be created'),

  overBudget: () =>
    new ApiError('TooManyRequests', 429, "Cannot evict pod as it would violate the pod's disruption budget."),

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

function conflict(resource: Resource, name: string, why: string): ApiError {
  return new ApiError(
    'Conflict',
    409,
    `Operation cannot be fulfilled on ${pluralWithGroup(resource)} "${name}": ${why}`,
  );
}

function pluralWithGroup(resource: Resource): string {
  const group = groupOf(resource);
  return group === '' ? resource.plural : `${resource.plural}.${group}`;
}

function groupOf({ apiVersion }: Resource): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
