import type { CommandTools, ShowTools } from './commands/tools.js';
import type { Cluster } from './model/cluster.js';
import { EXIT_CODES, Failure } from './model/errors.js';
import type { Reporter } from './model/events.js';
import type { ChooseRequest, ContinueRequest, HelpRequest, RecreateRequest, RunOptions } from './model/request.js';
import type { Prompter, Sink } from './model/terminal.js';
import type { ScriptOutput } from './model/texts.js';
import type { ConnectionListeners, World } from './model/world.js';
import { failureLines } from './output/failure-lines.js';
import { safeText } from './output/safe-text.js';
import { styleFor } from './output/style.js';

/** Runs one command line and returns its exit code. Commands are loaded when they are asked for, so that help answers at once. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  let script: ScriptOutput | undefined;
  try {
    script = await scriptFor(argv, world);
    await dispatch(argv, world, script);
    script?.end();
    return 0;
  } catch (error) {
    const failure = error instanceof Failure ? error : (withoutFolder(error) ?? internal(error));
    world.stderr.write(failureLines(failure));
    script?.end(failure);
    return EXIT_CODES[failure.code];
  }
}

/** Found before anything else, so that a script is told in its own format even of words that cannot be understood. */
async function scriptFor(argv: readonly string[], world: World): Promise<ScriptOutput | undefined> {
  const { outputFormatOf } = await import('./cli/output-format.js');
  const format = outputFormatOf(argv);
  if (format === undefined) return undefined;
  const { scriptOutput } = await import('./output/script/script-output.js');
  return scriptOutput(format, world.stdout, world.clock);
}

async function dispatch(argv: readonly string[], world: World, script: ScriptOutput | undefined): Promise<void> {
  const { parseRequest } = await import('./cli/parse-request.js');
  const request = await parseRequest(argv);
  switch (request.verb) {
    case 'help': {
      world.stdout.write(await helpText(request));
      return;
    }
    case 'version':
      world.stdout.write(`${world.version}\n`);
      return;
    case 'recreate': {
      const [tools, { recreate }] = await Promise.all([
        toolsFor(request, world, script),
        import('./commands/recreate.js'),
      ]);
      await recreate(request, tools);
      return;
    }
    case 'choose': {
      const { requireAChoice } = await import('./cli/recreate-request.js');
      requireAChoice(request, await world.prompter(request.colour));
      const { recreateChosen } = await import('./commands/recreate-chosen.js');
      await recreateChosen(request, await toolsFor(request, world, script));
      return;
    }
    case 'resume':
    case 'rollback': {
      const [tools, { continueRun }] = await Promise.all([
        toolsFor(request, world, script),
        import('./commands/continue-run.js'),
      ]);
      await continueRun(request, tools);
      return;
    }
    case 'runs': {
      const { listRuns } = await import('./commands/list-runs.js');
      await listRuns(await readingTools(request, world, script));
      return;
    }
    case 'show': {
      const { showRun } = await import('./commands/show-run.js');
      const connect = () => world.connect(request.connection, listenersFor(request, world));
      const tools = await readingTools(request, world, script);
      await showRun(request, { ...tools, connect, clock: world.clock, savePage: savePage(world) });
    }
  }
}

async function helpText({ topic }: HelpRequest): Promise<string> {
  if (topic === undefined) return (await import('./cli/help.js')).helpPage();
  const [{ topicPage }, { KNOWN_ATTRIBUTES }] = await Promise.all([
    import('./cli/help/topics.js'),
    import('./s3csi/attributes.js'),
  ]);
  return topicPage(topic, KNOWN_ATTRIBUTES);
}

function savePage(world: World): ShowTools['savePage'] {
  return async (file, view) => {
    const { PAGE_BEGIN, runHtml } = await import('./output/html/page.js');
    const text = runHtml(view);
    if (file === '-') world.stdout.write(text);
    else await world.writePage(file, text, PAGE_BEGIN);
  };
}

/** What needs no cluster. @param isAsked whether there will be a question: never about a plan that was not shown */
async function readingTools(request: RunOptions, world: World, script: ScriptOutput | undefined, isAsked = false) {
  const { env, stderr, stdout } = world;
  const { nextCommand } = await import('./cli/next-command.js');
  const { textScreen } = await import('./output/screen.js');
  const { bothScreens } = await import('./output/both.js');
  const styles = { out: styleFor(stdout, env, request.colour), err: styleFor(stderr, env, request.colour) };
  const pages = textScreen(script === undefined ? stdout : SILENT, request.quiet && !isAsked ? SILENT : stderr, styles);
  return {
    journal: await world.openJournal(request.stateDir),
    screen: script === undefined ? pages : bothScreens(pages, script.screen),
    nextCommand: (verb: 'resume' | 'rollback', run: string) => nextCommand(verb, run, request),
  };
}

type ClusterRequest = RecreateRequest | ChooseRequest | ContinueRequest;

async function toolsFor(
  request: ClusterRequest,
  world: World,
  script: ScriptOutput | undefined,
): Promise<CommandTools> {
  const { clock, stderr, signal, user } = world;
  // Begun first: it waits for kubectl, while the rest is loaded.
  const [cluster, { prompter, ...own }, reporter, locks] = await Promise.all([
    connectFor(request, world, script),
    askingTools(request, world, script),
    reporterFor(request, world, script),
    world.localLocks(request.stateDir),
  ]);
  return {
    ...own,
    clock,
    signal,
    user,
    locks,
    cluster,
    reporter,
    prompter,
    say: (text) => {
      stderr.write(`${safeText(text)}\n`);
    },
    openDraft: (name) => world.openDraft(name),
    random: () => world.random(),
    sha256: (text) => world.sha256(text),
    readManifestTexts: (path) => world.readManifestTexts(path),
    renderKustomization: (folder) => world.renderKustomization(folder, request.connection),
  };
}

function connectFor(request: RunOptions, world: World, script: ScriptOutput | undefined): Promise<Cluster> {
  const listeners = listenersFor(request, world);
  return world.connect(request.connection, {
    ...listeners,
    onWarning: (message) => {
      listeners.onWarning(message);
      script?.reporter.report({ type: 'warning', message });
    },
  });
}

async function askingTools(request: ClusterRequest, world: World, script: ScriptOutput | undefined) {
  const prompter = await prompterOf(world, request);
  const isAsked = prompter.canAsk && !request.yes && request.dryRun === undefined;
  return { prompter, ...(await readingTools(request, world, script, isAsked)) };
}

async function prompterOf(world: World, { colour }: RunOptions): Promise<Prompter> {
  const { safePrompter } = await import('./output/safe-prompter.js');
  return safePrompter(await world.prompter(colour));
}

/** Warnings as kubectl shows them, and requests where they were asked for. */
function listenersFor({ quiet, tellsRequests }: RunOptions, { stderr }: World): ConnectionListeners {
  const sink = quiet ? SILENT : stderr;
  const lineTo = (prefix: string) => (text: string) => {
    sink.write(`${prefix}${safeText(text)}\n`);
  };
  return { onWarning: lineTo('Warning: '), ...(tellsRequests ? { onRequest: lineTo('') } : {}) };
}

async function reporterFor(request: RunOptions, world: World, script: ScriptOutput | undefined): Promise<Reporter> {
  const progress = await progressFor(request, world);
  if (script === undefined) return progress;
  const { bothReporters } = await import('./output/both.js');
  return bothReporters(progress, script.reporter);
}

async function progressFor({ quiet, colour }: RunOptions, world: World): Promise<Reporter> {
  const { plainReporter } = await import('./output/plain-reporter.js');
  if (quiet) return plainReporter(SILENT, world.clock);
  return (await world.terminalReporter?.(colour)) ?? plainReporter(world.stderr, world.clock);
}

const SILENT: Sink = { write: () => undefined, isTerminal: false, columns: 0 };

/** What is loaded asks for the current folder, and Node has no other word for one that was deleted. */
function withoutFolder(error: unknown): Failure | undefined {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd')) return undefined;
  return new Failure('usage', 'the current folder does not exist any more', {
    hint: 'change to another one',
    cause: error,
  });
}

function internal(error: unknown): Failure {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('internal', `this is a defect of kubectl-s3csi-recreate: ${words}`, { cause: error });
}
