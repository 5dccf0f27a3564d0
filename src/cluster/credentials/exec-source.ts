import type { Clock } from '../../model/clock.js';
import type { Env } from '../environment.js';
import type { Connection } from '../kubeconfig/connection.js';
import type { ExecEntry } from '../kubeconfig/entries.js';
import type { Credential, CredentialSource } from './credential-source.js';
import { runExecPlugin, type TimedCredential } from './run-exec-plugin.js';

/** A credential plugin's answer, kept until it expires or the server refuses it. A plugin may ask for a code: it never runs twice at a time. */
export function execSource(
  exec: ExecEntry,
  connection: Connection,
  environment: { readonly env: Env; readonly interactive: boolean; readonly clock: Clock },
): CredentialSource {
  let kept: TimedCredential | undefined;
  let running: Promise<TimedCredential> | undefined;
  const run = async (): Promise<TimedCredential> => {
    try {
      return (kept = await runExecPlugin(exec, connection, environment));
    } finally {
      running = undefined;
    }
  };
  return {
    current: async () => {
      const isValid = kept !== undefined && (kept.expiresAt ?? Infinity) > environment.clock.now();
      return isValid && kept !== undefined ? kept : (running ??= run());
    },
    renew: async (refused: Credential) => {
      // Another request's refusal may have renewed them already.
      if (refused === kept) await (running ??= run());
      return true;
    },
  };
}
