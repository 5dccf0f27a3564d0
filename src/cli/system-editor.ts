import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Failure, messageOf } from '../model/errors.js';
import type { Draft } from '../model/terminal.js';

type Env = Readonly<Record<string, string | undefined>>;

/** A file for the user's editor, readable by nobody else, in a folder that nobody else may enter. */
export async function openDraft(name: string, env: Env): Promise<Draft> {
  const folder = await makeFolder();
  const path = join(folder, `${name}.yaml`);
  return {
    path,
    async edit(text) {
      await writeFile(path, text, { mode: 0o600 });
      await runEditor(editorFor(path, env));
      return readFile(path, 'utf8');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function makeFolder(): Promise<string> {
  try {
    // mkdtemp makes it 0700.
    return await mkdtemp(join(tmpdir(), 'kubectl-s3csi-recreate-'));
  } catch (cause) {
    throw new Failure('usage', `there is no place for a draft in ${tmpdir()}: ${messageOf(cause)}`, {
      hint: 'name another one with TMPDIR',
      cause,
    });
  }
}

export interface EditorCommand {
  /** As the user named it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The editor as `kubectl edit` chooses and calls it (kubectl, pkg/cmd/util/editor/editor.go): KUBE_EDITOR, EDITOR, else vi or notepad;
 * words are split at blanks, and where there are quotes the shell reads them.
 */
export function editorFor(path: string, env: Env, isWindows = process.platform === 'win32'): EditorCommand {
  const given = [env['KUBE_EDITOR'], env['EDITOR']].find((each) => each !== undefined && each !== '');
  const name = given ?? (isWindows ? 'notepad' : 'vi');
  if (!/["'\\]/.test(name) || !name.includes(' ')) {
    const [command = name, ...args] = name.split(' ').filter((word) => word !== '');
    return { name, command, args: [...args, path] };
  }
  const shell = env['SHELL'] ?? (isWindows ? 'cmd' : '/bin/bash');
  return { name, command: shell, args: [shell === 'cmd' ? '/C' : '-c', `${name} ${JSON.stringify(path)}`] };
}

async function runEditor({ name, command, args }: EditorCommand): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit' });
  await new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => {
      reject(
        new Failure('usage', `the editor "${name}" cannot be run: ${messageOf(cause)}`, {
          hint: 'name one with KUBE_EDITOR or EDITOR',
          cause,
        }),
      );
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Failure('usage', `the editor "${name}" ended with ${signal ?? `exit code ${String(code)}`}`));
    });
  });
}
