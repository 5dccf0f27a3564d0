import { Failure } from '../model/errors.js';
import type { Env } from './environment.js';
import { runKubectl } from './kubectl.js';

/**
 * The manifests of a kustomization as YAML documents, rendered by kubectl's own kustomize so that they are what `kubectl apply -k` would send.
 * @throws Failure usage, in kustomize's words.
 */
export async function renderKustomization(dir: string, env: Env): Promise<string> {
  // A folder's name may begin with a dash.
  const { code, stdout, stderr } = await runKubectl(['kustomize', '--', dir], env);
  if (code !== 0) {
    const words = kustomizeWords(stderr);
    throw new Failure('usage', `the kustomization "${dir}" cannot be rendered: ${words}`, {
      hint: `kubectl kustomize ${dir}`,
    });
  }
  return stdout;
}

/** kubectl logs what kustomize said as the last field of a line for programmers: `… err="…"`. */
function kustomizeWords(stderr: string): string {
  const [, quoted] = /\berr=("(?:[^"\\]|\\.)*")/.exec(stderr) ?? [];
  return quoted === undefined ? stderr.trim().replace(/^error: /, '') : (JSON.parse(quoted) as string);
}
