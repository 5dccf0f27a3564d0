import * as v from 'valibot';

const text = v.optional(v.string());
const texts = v.nullish(v.array(v.string()));

/** A kubeconfig's cluster, in the file's own words. */
export const ClusterSchema = v.looseObject({
  server: text,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': v.optional(v.boolean()),
  'tls-server-name': text,
  'proxy-url': text,
  'disable-compression': v.optional(v.boolean()),
  extensions: v.nullish(v.array(v.looseObject({ name: v.string(), extension: v.unknown() }))),
});

const ExecSchema = v.looseObject({
  apiVersion: text,
  command: v.optional(v.string(), ''),
  args: texts,
  env: v.nullish(v.array(v.looseObject({ name: v.string(), value: v.optional(v.string(), '') }))),
  installHint: text,
  interactiveMode: text,
  provideClusterInfo: v.optional(v.boolean(), false),
});

/** A kubeconfig's user, in the file's own words. */
export const UserSchema = v.looseObject({
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  as: text,
  'as-uid': text,
  'as-groups': texts,
  'as-user-extra': v.nullish(v.record(v.string(), v.array(v.string()))),
  exec: v.nullish(ExecSchema),
  'auth-provider': v.nullish(v.looseObject({ name: v.string(), config: v.nullish(v.record(v.string(), v.string())) })),
});

const ContextSchema = v.looseObject({ cluster: text, user: text, namespace: text });

/** What `kubectl config view --raw -o json` prints. */
export const KubeconfigSchema = v.looseObject({
  'current-context': text,
  clusters: v.nullish(v.array(v.object({ name: v.string(), cluster: v.nullish(ClusterSchema) }))),
  users: v.nullish(v.array(v.object({ name: v.string(), user: v.nullish(UserSchema) }))),
  contexts: v.nullish(v.array(v.object({ name: v.string(), context: v.nullish(ContextSchema) }))),
});

export type ClusterEntry = v.InferOutput<typeof ClusterSchema>;
export type UserEntry = v.InferOutput<typeof UserSchema>;
export type ContextEntry = v.InferOutput<typeof ContextSchema>;
export type ExecEntry = v.InferOutput<typeof ExecSchema>;
export type AuthProviderEntry = NonNullable<UserEntry['auth-provider']>;

/** The merged kubeconfig, by name. */
export interface Kubeconfig {
  readonly currentContext: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}
