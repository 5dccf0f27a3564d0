import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CredentialPlugin {
  /** Its path, to be named as the command. */
  readonly command: string;
  /** What it prints from now on. */
  prints(text: string): void;
  /** An ExecCredential with this status. */
  gives(status: object, apiVersion?: string): void;
  runs(): number;
  /** KUBERNETES_EXEC_INFO of the last run. */
  lastInfo(): unknown;
  /** The last run's arguments, and its variable PLUGIN_TEST. */
  lastCall(): string;
}

/** A credential plugin as a shell script that counts its runs. */
export function credentialPlugin(folder: string): CredentialPlugin {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(at(name), 'utf8');
  writeFileSync(at('runs'), '');
  writeFileSync(
    at('plugin.sh'),
    `#!/bin/sh
cd "$(dirname "$0")"
echo run >> runs
printf '%s' "$KUBERNETES_EXEC_INFO" > info
printf '%s' "$* $PLUGIN_TEST" > call
cat answer
`,
    { mode: 0o755 },
  );
  const prints = (text: string) => {
    writeFileSync(at('answer'), text);
  };
  return {
    command: at('plugin.sh'),
    prints,
    gives: (status, apiVersion = 'client.authentication.k8s.io/v1') => {
      prints(JSON.stringify({ kind: 'ExecCredential', apiVersion, status }));
    },
    runs: () => read('runs').split('\n').length - 1,
    lastInfo: () => JSON.parse(read('info')) as unknown,
    lastCall: () => read('call'),
  };
}
