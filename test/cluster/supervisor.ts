// A process of its own, started by process-group.ts, that starts the processes of one control plane and ends them all
// when it is told to, or when its owner is gone, however the owner ended: the IPC channel is a socket, and the kernel
// closes the owner's end. It leads the process group (and session) of all of them, so a Ctrl-C in the owner's
// terminal does not reach them before the owner.
import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killingOrder, type GroupMember, type GroupRecord, type GroupSettings } from './group-protocol.js';
import type { Report, Request } from './group-protocol.js';
import { identify, type ProcessIdentity } from './process-identity.js';

interface Member extends GroupMember {
  readonly child: ChildProcess;
}

const settings = JSON.parse(process.argv[2] ?? '') as GroupSettings;
const members = new Set<Member>();
let ending = false;

process.on('message', (request: Request) => {
  if (request.kind === 'stop') {
    end();
  } else if (!ending) {
    start(request);
  }
});
process.on('disconnect', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, end);
}
process.on('uncaughtException', end);
writeRecord();
tell({ kind: 'ready' });

function start(request: Extract<Request, { kind: 'start' }>): void {
  const { name } = request;
  const log = openSync(join(settings.folder, `${name}.log`), 'a');
  const child = spawn(request.command, request.args, { stdio: ['ignore', log, log], cwd: settings.folder });
  closeSync(log);
  child.on('error', (error) => {
    tell({ kind: 'ended', name, how: error.message });
  });
  if (child.pid === undefined) {
    return;
  }
  const member = { name, child, process: identify(child.pid) ?? { pid: child.pid, startedAt: 'unknown' } };
  members.add(member);
  child.on('exit', (code, signal) => {
    members.delete(member);
    tell({ kind: 'ended', name, how: signal ?? `code ${code ?? '?'}` });
    if (ending) {
      finishWhenEmpty();
    }
  });
  // Before anybody hears of it: from here on a sweep finds it, whatever happens to this process.
  writeRecord();
  tell({ kind: 'started', name, process: member.process });
}

function end(): void {
  if (!ending) {
    ending = true;
    for (const { child } of killingOrder(members)) {
      child.kill('SIGKILL');
    }
    finishWhenEmpty();
  }
}

/** The record goes last: until then a sweep would finish this. */
function finishWhenEmpty(): void {
  if (members.size === 0) {
    rmSync(settings.folder, { recursive: true, force: true, maxRetries: 3 });
    rmSync(settings.recordFile, { force: true });
    process.exit(0);
  }
}

function writeRecord(): void {
  const supervisor: ProcessIdentity = identify(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
  const record: GroupRecord = {
    folder: settings.folder,
    supervisor,
    members: Array.from(members, ({ name, process: identity }) => ({ name, process: identity })),
  };
  writeFileSync(`${settings.recordFile}.draft`, JSON.stringify(record));
  renameSync(`${settings.recordFile}.draft`, settings.recordFile);
}

/** The owner may be gone between two lines; the disconnect is what acts on that, not a failed message. */
function tell(report: Report): void {
  if (process.connected) {
    process.send?.(report, undefined, undefined, () => undefined);
  }
}
