import { json, status, type Respond } from './test-server.js';

/** Just enough of an API for `kubectl get pod NAME`, below any path. */
export const answerAsApi: Respond = (request, response, socket) => {
  const path = request.url.replace(/\?.*/, '');
  return answerFor(path)(request, response, socket);
};

function answerFor(path: string): Respond {
  if (path.endsWith('/api')) return json({ kind: 'APIVersions', versions: ['v1'] });
  if (path.endsWith('/apis')) return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: [] });
  if (path.endsWith('/api/v1')) return json(CORE_RESOURCES);
  const [, namespace, name] = /\/namespaces\/([^/]+)\/pods\/([^/]+)$/.exec(path) ?? [];
  if (name === undefined) return status(404, 'NotFound');
  return json({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: {}, status: {} });
}

const CORE_RESOURCES = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: 'v1',
  resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list'] }],
};
