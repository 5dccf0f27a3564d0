import type { ObjectKey, Resource } from '../../model/references.js';

/** Where the API serves a kind's objects: of one namespace, or of all. */
export function collectionPath(resource: Resource, namespace: string | undefined): string {
  const group = resource.apiVersion.includes('/') ? `/apis/${resource.apiVersion}` : `/api/${resource.apiVersion}`;
  const inside = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${group}${inside}/${resource.plural}`;
}

export function objectPath({ resource, namespace, name }: ObjectKey): string {
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}
