import { spawn } from 'node:child_process';

const TAIL_LINES = 15;

/**
 * Runs go in a module's folder and returns what it printed on stdout; throws one line that says what failed, and the
 * tail of go's output.
 */
export async function runGo(folder: string, args: readonly string[]): Promise<string> {
  // GOWORK=off: a go.work somewhere above must not change what is built.
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
  const child = spawn('go', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(missingGo) : error);
    });
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(stdout);
      } else {
        reject(new Error(`go ${args[0] ?? ''} ended with ${signal ?? `code ${code ?? '?'}`}:\n${tail(stderr)}`));
      }
    });
  });
}

const missingGo =
  'go is not on the PATH: the control plane of the tests is built from source once, with Go 1.26 or newer';

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
