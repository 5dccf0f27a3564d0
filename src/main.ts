import type { CommandTools } from './commands/tools.js';
import { EXIT_CODES, Failure } from './model/errors.js';
import type { Reporter } from './model/events.js';
import type { ContinueRequest, RecreateRequest } from './model/request.js';
import type { Sink } from './model/terminal.js';
import type { World } from './model/world.js';
import { failureLines } from './output/failure-lines.js';
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
    }
  }
}

async function toolsFor(request: RecreateRequest | ContinueRequest, world: World): Promise<CommandTools> {
  const { clock, env, stderr, stdout, signal, user } = world;
  const { nextCommand } = await import('./cli/next-command.js');
  const { textScreen } = await import('./output/screen.js');
  const { safeText } = await import('./output/safe-text.js');
  const style = styleFor(stderr.isTerminal, env);
  // A question is never asked about a plan that was not shown.
  const pages = request.quiet && request.yes ? SILENT : stderr;
  const onWarning = (text: string): void => {
    stderr.write(`Warning: ${safeText(text)}\n`);
  };
  return {
    clock,
    signal,
    user,
    cluster: await world.connect(request.connection, onWarning),
    journal: await world.openJournal(request.stateDir),
    reporter: await reporterFor(request.quiet, world),
    screen: textScreen(stdout, pages, style),
    prompter: await world.prompter(),
    random: () => world.random(),
    readManifestText: (path) => world.readManifestText(path),
    renderKustomization: (folder) => world.renderKustomization(folder, request.connection),
    nextCommand: (verb, run) => nextCommand(verb, run, request),
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
