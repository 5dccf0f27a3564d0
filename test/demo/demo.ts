// A stranger's first look: `npm run demo [-- --keep]`. Starts a Kubernetes of its own, shows a volume that cannot be
// changed in place, lets the plugin recreate it, checks what became of it, and leaves nothing behind.
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoCluster, type DemoCluster } from './demo-cluster.js';
import { interruptBuild } from './interrupt-build.js';
import { introduction, keepPage } from './pages.js';
import { tellStory } from './story.js';

const USAGE = 'usage: npm run demo [-- --keep]\n\n  --keep   leave the cluster up until Ctrl-C\n';
const INTERRUPTED = 130;
const LONGEST_TIMER_MS = 0x7fffffff;

const words = process.argv.slice(2);
if (words.some((word) => word !== '--keep')) {
  process.stderr.write(USAGE);
  process.exitCode = words.includes('--help') ? 0 : 2;
} else {
  process.exitCode = await demo(words.includes('--keep'), interruptSignal());
}

/** Returns the exit code: 0 when everything was as told. */
async function demo(isKept: boolean, signal: AbortSignal): Promise<number> {
  let cluster: DemoCluster | undefined;
  try {
    print(introduction());
    cluster = await startDemoCluster(print, signal);
    const isAsTold = await tellStory(cluster, print, signal);
    if (isKept) {
      print(keepPage(cluster));
      await interruption(signal);
    }
    return isAsTold ? 0 : 1;
  } catch (error) {
    if (signal.aborted) {
      process.stderr.write('\nInterrupted.\n');
      return INTERRUPTED;
    }
    process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    if (cluster !== undefined) {
      print('\nEnding the control plane and removing its folder ...');
      await cluster.stop();
      print(' done.\n');
    }
  }
}

/** Ctrl-C may come twice: from the terminal and from npm, which forwards it. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, abort);
  // A reader that has gone (`npm run demo | head`), or a terminal.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', abort);
  interruptBuild(controller.signal);
  return controller.signal;
}

/** A listener alone would not keep the process alive. */
async function interruption(signal: AbortSignal): Promise<void> {
  await sleep(LONGEST_TIMER_MS, undefined, { signal }).catch(() => undefined);
}

function print(text: string): void {
  process.stdout.write(text);
}
