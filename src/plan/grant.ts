import { createHash } from 'node:crypto';
import { Document, isScalar, visit } from 'yaml';
import type { Access, UserIdentity } from '../model/cluster.js';
import type { JsonObject } from '../model/json.js';
import type { Resource } from '../model/references.js';

const GROUP = 'rbac.authorization.k8s.io';

/**
 * Roles and bindings that give a user exactly these rights, as YAML for `kubectl apply`: a ClusterRole for what has no
 * namespace, a Role in each namespace, and of single objects only those that are meant.
 *
 * @param about what the rights are for, part of the names
 */
export function grantManifests(missing: readonly Access[], user: UserIdentity, about: string): string {
  const roles = [...byNamespace(missing)].map(([namespace, accesses]) => ({ namespace, rules: rulesFor(accesses) }));
  // Other rights make another name: whoever applies two such grants takes nothing away again.
  const digest = createHash('sha256')
    .update(JSON.stringify([user.name, roles]))
    .digest('hex');
  const name = `s3csi-recreate-${about}`.slice(0, 200).concat('-', digest.slice(0, 8));
  const documents = roles.flatMap(({ namespace, rules }) => [
    role(name, namespace, rules),
    binding(name, namespace, subjectFor(user.name)),
  ]);
  return documents.map((manifest) => `---\n${text(manifest)}`).join('');
}

/** In words, kind by kind: "patch, delete persistentvolumes". */
export function describeAccess(accesses: readonly Access[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const access of accesses) {
    const { verb, namespace } = access;
    const what = `${resourceOf(access)}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
    const known = verbs.get(what) ?? [];
    if (!known.includes(verb)) verbs.set(what, [...known, verb]);
  }
  return [...verbs].map(([what, known]) => `${known.join(', ')} ${what}`);
}

function byNamespace(missing: readonly Access[]): ReadonlyMap<string | undefined, readonly Access[]> {
  const namespaces = new Set(missing.map(({ namespace }) => namespace));
  return new Map([...namespaces].map((name) => [name, missing.filter(({ namespace }) => namespace === name)]));
}

/** One rule for each kind, and for one object of it by its name. */
function rulesFor(accesses: readonly Access[]): readonly JsonObject[] {
  const rules = new Map<string, Access[]>();
  for (const access of accesses) {
    const key = `${resourceOf(access)} ${access.name ?? ''}`;
    rules.set(key, [...(rules.get(key) ?? []), access]);
  }
  return [...rules.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        apiGroups: [groupOf(first.resource)],
        resources: [resourceOf(first)],
        ...(first.name === undefined ? {} : { resourceNames: [first.name] }),
        verbs: [...new Set(same.map(({ verb }) => verb))],
      },
    ];
  });
}

function role(name: string, namespace: string | undefined, rules: readonly JsonObject[]): JsonObject {
  return { apiVersion: `${GROUP}/v1`, kind: kindFor('Role', namespace), metadata: metadata(name, namespace), rules };
}

function binding(name: string, namespace: string | undefined, subject: JsonObject): JsonObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: kindFor('RoleBinding', namespace),
    metadata: metadata(name, namespace),
    roleRef: { apiGroup: GROUP, kind: kindFor('Role', namespace), name },
    subjects: [subject],
  };
}

function kindFor(kind: string, namespace: string | undefined): string {
  return namespace === undefined ? `Cluster${kind}` : kind;
}

function metadata(name: string, namespace: string | undefined): JsonObject {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

function subjectFor(user: string): JsonObject {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  if (namespace !== undefined && name !== undefined) return { kind: 'ServiceAccount', namespace, name };
  return { kind: 'User', apiGroup: GROUP, name: user };
}

function resourceOf({ resource, subresource }: Access): string {
  return subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`;
}

function groupOf({ apiVersion }: Resource): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Lists of words in one line each, as people write rules. */
function text(manifest: JsonObject): string {
  const document = new Document(manifest, { version: '1.1' });
  visit(document, {
    Seq: (_key, list) => {
      list.flow = list.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
