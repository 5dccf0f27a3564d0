import { EXIT_CODES, type Failure } from '../../model/errors.js';

/** A failure as a script reads it; the exit code is the process's own. */
export function errorDocument({ code, message, hint, wayOut, manifest }: Failure) {
  return {
    code,
    exitCode: EXIT_CODES[code],
    message,
    ...(hint === undefined || hint === '' ? {} : { hint }),
    ...(wayOut === undefined ? {} : { run: wayOut.run, folder: wayOut.folder, runState: STATES[wayOut.state] }),
    ...(wayOut?.stands === undefined ? {} : { stands: wayOut.stands }),
    ...(wayOut === undefined ? {} : nextCommands(wayOut)),
    ...(manifest === undefined ? {} : { manifest }),
  };
}

const STATES = {
  unchanged: 'unchanged',
  stopped: 'unfinished',
  'rolled back': 'rolled-back',
  met: 'unfinished',
} as const;

/** The exact commands that go on and back, where there is a way. */
export function nextCommands({ resume, rollback }: { readonly resume?: string; readonly rollback?: string }) {
  if (resume === undefined && rollback === undefined) return {};
  return {
    nextCommands: {
      ...(resume === undefined ? {} : { resume }),
      ...(rollback === undefined ? {} : { rollback }),
    },
  };
}
