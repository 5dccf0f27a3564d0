import type { RunOptions } from '../model/request.js';

/**
 * The exact command that goes on with a run, with the flags that lead to the same cluster and the same state folder.
 * A token is a secret and is left out.
 */
export function nextCommand(verb: 'resume' | 'rollback', run: string, { connection, stateDir }: RunOptions): string {
  const { kubeconfig, context, cluster, user, server } = connection;
  const flags = Object.entries({
    kubeconfig,
    context,
    cluster,
    user,
    server,
    as: connection.as,
    'state-dir': stateDir,
  });
  const words = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${quoted(value)}`]));
  return ['kubectl s3csi-recreate', verb, run, ...words].join(' ');
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
