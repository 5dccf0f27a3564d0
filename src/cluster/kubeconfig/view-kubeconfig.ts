import * as v from 'valibot';
import type { Env } from '../environment.js';
import { KubeconfigSchema, type Kubeconfig } from './entries.js';
import { showKubeconfig } from './show-kubeconfig.js';

/** @throws Failure usage, as showKubeconfig */
export async function viewKubeconfig(file: string | undefined, env: Env): Promise<Kubeconfig> {
  return parseKubeconfig(await showKubeconfig(file, env));
}

export function parseKubeconfig(text: string): Kubeconfig {
  return byName(v.parse(KubeconfigSchema, JSON.parse(text)));
}

function byName(raw: v.InferOutput<typeof KubeconfigSchema>): Kubeconfig {
  return {
    currentContext: raw['current-context'] ?? '',
    clusters: new Map((raw.clusters ?? []).map(({ name, cluster }) => [name, cluster ?? {}])),
    users: new Map((raw.users ?? []).map(({ name, user }) => [name, user ?? {}])),
    contexts: new Map((raw.contexts ?? []).map(({ name, context }) => [name, context ?? {}])),
  };
}
