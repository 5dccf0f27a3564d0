/** The parts of a kubeconfig, each by its name. */
export interface KubeconfigParts {
  readonly current?: string;
  readonly contexts?: Readonly<Record<string, object>>;
  readonly clusters?: Readonly<Record<string, object>>;
  readonly users?: Readonly<Record<string, object>>;
}

/** A kubeconfig's text. JSON is YAML. */
export function kubeconfigText({ current, contexts = {}, clusters = {}, users = {} }: KubeconfigParts): string {
  const named = (parts: Readonly<Record<string, object>>, field: string) =>
    Object.entries(parts).map(([name, part]) => ({ name, [field]: part }));
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    ...(current === undefined ? {} : { 'current-context': current }),
    contexts: named(contexts, 'context'),
    clusters: named(clusters, 'cluster'),
    users: named(users, 'user'),
  });
}
