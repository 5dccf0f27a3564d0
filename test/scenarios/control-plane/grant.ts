import type { ControlPlane } from '../../cluster/control-plane.js';

export interface Grant {
  /** Of role and binding. */
  readonly name: string;
  /** Left out: everywhere. */
  readonly namespace?: string;
  readonly to: { readonly users: readonly string[] } | { readonly groups: readonly string[] };
  /** Resources by their API group. */
  readonly mayRead: Readonly<Record<string, readonly string[]>>;
}

const ALREADY_EXISTS = [409];

/** Lets somebody get and list, and do nothing else; the same once more changes nothing. */
export async function grantReading({ api }: ControlPlane, { name, namespace, to, mayRead }: Grant): Promise<void> {
  const group = 'rbac.authorization.k8s.io';
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const path = `/apis/${group}/v1${namespace === undefined ? '' : `/namespaces/${namespace}`}/${kind.toLowerCase()}`;
  const [subjectKind, names] = 'users' in to ? ['User', to.users] : ['Group', to.groups];
  const metadata = { name };
  const roleRef = { apiGroup: group, kind, name };
  const rules = Object.entries(mayRead).map(([of, resources]) => ({
    apiGroups: [of],
    resources,
    verbs: ['get', 'list'],
  }));
  const subjects = names.map((subject) => ({ kind: subjectKind, apiGroup: group, name: subject }));
  await api.expect('POST', `${path}s`, { metadata, rules }, ALREADY_EXISTS);
  await api.expect('POST', `${path}bindings`, { metadata, roleRef, subjects }, ALREADY_EXISTS);
}
