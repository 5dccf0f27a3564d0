import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** Where runs are kept: XDG's place for state, or Windows' for data that stays on this machine. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const local = platform() === 'win32' ? env['LOCALAPPDATA'] : env['XDG_STATE_HOME'];
  const base = local !== undefined && local !== '' ? local : join(homedir(), '.local', 'state');
  return join(base, 'kubectl-s3csi-recreate');
}
