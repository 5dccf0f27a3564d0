import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../model/errors.js';

/**
 * Where runs are kept: XDG's place for state, or Windows' for data that stays on this machine. A relative path in XDG_STATE_HOME
 * is none (XDG Base Directory Specification): it would be another place in each folder.
 *
 * @throws Failure usage, where nothing names a place
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, homeOf = homedir): string {
  const local = platform() === 'win32' ? env['LOCALAPPDATA'] : env['XDG_STATE_HOME'];
  const base = local !== undefined && isAbsolute(local) ? local : join(home(homeOf), '.local', 'state');
  return join(base, 'kubectl-s3csi-recreate');
}

/** A container's user may have no entry in its password file, and no HOME. */
function home(homeOf: () => string): string {
  try {
    return homeOf();
  } catch (cause) {
    throw new Failure('usage', 'there is no place to keep runs in: HOME is not set, and this user has no home', {
      hint: 'name one with --state-dir DIR',
      cause,
    });
  }
}
