import type { CommandTools } from './commands/tools.js';
import { EXIT_CODES, Failure } from './model/errors.js';
import type { Reporter } from './model/events.js';
import type { ContinueRequest, RecreateRequest, RunOptions } from './model/request.js';
import type { Sink } from './model/terminal.js';
import type { World } from './model/world.js';
import { failureLines } from './output/failure-lines.js';
import { safeText } from './output/safe-text.js';
import { styleFor } from './output/style.js';

/** Runs one command line and returns its exit code. Commands are loaded when they are asked for, so that help answers at once. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  try {
    await dispatch(argv, world);
    return 0;
  } catch (error) {
    const failure = error instanceof Failure ? error : internal(error);
    world.stderr.write(failureLines(failure));
    return EXIT_CODES[failure.code];
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<void> {
  const { parseRequest } = await import('./cli/parse-request.js');
  const request = await parseRequest(argv);
  switch (request.verb) {
    case 'help': {
      const { helpPage } = await import('./cli/help.js');
      world.stdout.write(helpPage());
      return;
    }
    case 'version':
      world.stdout.write(`${world.version}\n`);
      return;
    case 'recreate': {
      const { recreate } = await import('./commands/recreate.js');
      await recreate(request, await toolsFor(request, world));
      return;
    }
    case 'resume':
    case 'rollback': {
      const { continueRun } = await import('./commands/continue-run.js');
      await continueRun(request, await toolsFor(request, world));
      return;
    }
    case 'runs': {
      const { listRuns } = await import('./commands/list-runs.js');
      await listRuns(await readingTools(request, world));
      return;
    }
    case 'show': {
      const { showRun } = await import('./commands/show-run.js');
      const connect = () => world.connect(request.connection, warningsTo(world.stderr));
      await showRun(request, { ...(await readingTools(request, world)), connect });
    }
  }
}

/** What needs no cluster. */
async function readingTools(request: RunOptions, world: World) {
  const { env, stderr, stdout } = world;
  const { nextCommand } = await import('./cli/next-command.js');
  const { textScreen } = await import('./output/screen.js');
  // A question is never asked about a plan that was not shown.
  const pages = request.quiet && request.yes ? SILENT : stderr;
  const styles = { out: styleFor(stdout.isTerminal, env), err: styleFor(stderr.isTerminal, env) };
  return {
    journal: await world.openJournal(request.stateDir),
    screen: textScreen(stdout, pages, styles),
    nextCommand: (verb: 'resume' | 'rollback', run: string) => nextCommand(verb, run, request),
  };
}

async function toolsFor(request: RecreateRequest | ContinueRequest, world: World): Promise<CommandTools> {
  const { clock, stderr, signal, user } = world;
  return {
    ...(await readingTools(request, world)),
    clock,
    signal,
    user,
    locks: await world.localLocks(request.stateDir),
    cluster: await world.connect(request.connection, warningsTo(stderr)),
    reporter: await reporterFor(request.quiet, world),
    prompter: await world.prompter(),
    random: () => world.random(),
    readManifestText: (path) => world.readManifestText(path),
    renderKustomization: (folder) => world.renderKustomization(folder, request.connection),
  };
}

/** As kubectl shows them; each once, which the connection sees to. */
function warningsTo(stderr: Sink): (text: string) => void {
  return (text) => {
    stderr.write(`Warning: ${safeText(text)}\n`);
  };
}

async function reporterFor(isQuiet: boolean, world: World): Promise<Reporter> {
  const { plainReporter } = await import('./output/plain-reporter.js');
  if (isQuiet) return plainReporter(SILENT, world.clock);
  return (await world.terminalReporter?.()) ?? plainReporter(world.stderr, world.clock);
}

const SILENT: Sink = { write: () => undefined, isTerminal: false, columns: 0 };

function internal(error: unknown): Failure {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('internal', `this is a defect of kubectl-s3csi-recreate: ${words}`, { cause: error });
}
