import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { killingOrder, type GroupMember, type GroupSettings, type Report, type Request } from './group-protocol.js';
import { endProcess, identify, type ProcessIdentity } from './process-identity.js';

const STOP_TIMEOUT_MS = 10_000;

/**
 * Processes that end together: when asked, when this process ends in any way (kill -9 too), when their supervisor
 * ends.
 */
export class ProcessGroup {
  readonly #members = new Map<string, GroupMember>();
  readonly #settings: GroupSettings;
  readonly #supervisor: ChildProcess;
  readonly #supervisorIdentity: ProcessIdentity | undefined;
  readonly #onStarted = new Map<string, () => void>();
  #stopping = false;
  #fail: (error: MemberEnded) => void = () => undefined;
  /** Rejects when a member ends that nobody asked to end. */
  readonly failure = new Promise<never>((_, reject) => (this.#fail = reject));

  /** @param records the folder in which running groups are written down */
  static async open(folder: string, records: string): Promise<ProcessGroup> {
    await mkdir(records, { recursive: true });
    const group = new ProcessGroup({ folder, recordFile: join(records, `${randomUUID()}.json`) });
    await group.#waitFor('ready');
    return group;
  }

  private constructor(settings: GroupSettings) {
    this.#settings = settings;
    // A failure nobody waits for at that moment is not an unhandled one: whoever asks next gets it.
    this.failure.catch(() => undefined);
    // Its own session and no stream of ours: a runner whose output is piped must not wait for it.
    this.#supervisor = fork(join(import.meta.dirname, 'supervisor.js'), [JSON.stringify(settings)], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: withoutCoverage(process.env),
    });
    this.#supervisorIdentity = this.#supervisor.pid === undefined ? undefined : identify(this.#supervisor.pid);
    this.#supervisor.on('message', (report: Report) => {
      this.#hear(report);
    });
    this.#supervisor.once('exit', () => {
      this.#onSupervisorGone();
    });
    atExit.add(this.#killAll);
  }

  async start(name: string, command: string, args: readonly string[]): Promise<void> {
    const started = new Promise<void>((resolve) => this.#onStarted.set(name, resolve));
    this.#tell({ kind: 'start', name, command, args });
    await Promise.race([started, this.failure]);
  }

  /** The processes that run now, the supervisor last. */
  processes(): GroupMember[] {
    const members = [...this.#members.values()];
    return this.#supervisorIdentity === undefined
      ? members
      : [...members, { name: 'supervisor', process: this.#supervisorIdentity }];
  }

  /** Returns when every process is gone and the folder removed. */
  async stop(): Promise<void> {
    if (!this.#stopping) {
      this.#stopping = true;
      this.#tell({ kind: 'stop' });
    }
    if (this.#supervisor.exitCode === null && this.#supervisor.signalCode === null) {
      this.#supervisor.ref();
      const late = setTimeout(() => this.#supervisor.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await once(this.#supervisor, 'exit');
      clearTimeout(late);
    }
  }

  /** From here on a forgotten stop() does not keep the runner alive; its end ends the group. */
  letRunnerEnd(): void {
    this.#supervisor.unref();
    this.#supervisor.channel?.unref();
  }

  async #waitFor(kind: Report['kind']): Promise<void> {
    const [report] = (await Promise.race([once(this.#supervisor, 'message'), this.failure])) as [Report];
    if (report.kind !== kind) {
      throw new Error(`the supervisor said ${report.kind} instead of ${kind}`);
    }
  }

  #hear(report: Report): void {
    if (report.kind === 'started') {
      this.#members.set(report.name, { name: report.name, process: report.process });
      this.#onStarted.get(report.name)?.();
    } else if (report.kind === 'ended') {
      this.#members.delete(report.name);
      if (!this.#stopping) {
        this.#fail(new MemberEnded(report.name, report.how));
      }
    }
  }

  #onSupervisorGone(): void {
    if (!this.#stopping) {
      this.#fail(new MemberEnded('supervisor', 'unexpectedly'));
    }
    this.#killAll();
    atExit.delete(this.#killAll);
    rmSync(this.#settings.folder, { recursive: true, force: true, maxRetries: 3 });
    rmSync(this.#settings.recordFile, { force: true });
  }

  readonly #killAll = (): void => {
    this.#stopping = true;
    for (const member of killingOrder(this.#members.values())) {
      endProcess(member.process);
    }
  };

  #tell(request: Request): void {
    if (this.#supervisor.connected) {
      this.#supervisor.send(request, () => undefined);
    }
  }
}

/** A process of the group ended although nobody asked it to. */
export class MemberEnded extends Error {
  constructor(
    readonly member: string,
    readonly how: string,
  ) {
    super(`${member} ended: ${how}`);
  }
}

/** Coverage of the supervisor is nobody's, and writing it would delay its end. */
function withoutCoverage(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'NODE_V8_COVERAGE'));
}

/** One listener for all groups: node warns of more than ten. The supervisor would do the same a moment later. */
const atExit = new Set<() => void>();
process.on('exit', () => {
  for (const kill of atExit) {
    kill();
  }
});
