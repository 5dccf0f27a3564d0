import { spawn } from 'node:child_process';

export interface KubectlResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOptions {
  /** For `-f -`. */
  readonly input?: string;
  /** Added to the environment; may name another KUBECONFIG. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs kubectl to its end and returns what it said, whatever its exit code is. */
export async function runKubectl(
  path: string,
  args: readonly string[],
  { input, env }: KubectlOptions = {},
): Promise<KubectlResult> {
  const child = spawn(path, args, { env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // kubectl may end before it has read its input; its exit code and stderr say why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout, stderr });
    });
  });
}
