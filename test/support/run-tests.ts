import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs all tests in two processes at once, since most of what a test of the real control plane does is wait for it:
 * those that share one control plane, and all others. With --packaged a third follows, by itself since it measures: the tests
 * of the packages, and those of the control plane once more, with the packaged executable. Ends with what failed in any of them, so that
 * the end of a long report tells it, and with one line for all.
 */
const SHARED = 'build/test/scenarios/control-plane/*.test.js';
/** Takes many minutes, and has its own command: npm run test:crash. */
const CRASHES = 'build/test/crash/control-plane/*.test.js';
/** Need packages to be made first. */
const PACKAGED = 'build/test/packaged/*.test.js';
const APART = [SHARED, CRASHES, PACKAGED].flatMap((files) => ['--ignore', files]);
const HALVES = [[SHARED], ['build/test/**/*.test.js', ...APART]];
const WITH_EXECUTABLE = ['--require', 'build/test/packaged/use-executable.js', PACKAGED, SHARED];
/** What mocha begins the list of its failures with. */
const FAILURES = /^ +\d+ failing$/;
const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const reporter = createRequire(import.meta.url).resolve('./closing-line-reporter.js');

interface Part {
  /** What of its report was not yet shown. */
  readonly report: readonly string[];
  /** Of its report, what tells what failed and why. */
  readonly failures: readonly string[];
  readonly closingLine: string;
  readonly exitCode: number | null;
}

const show = (line: string): void => void process.stdout.write(`${line}\n`);
let [passed, failed, skipped, broken] = [0, 0, 0, 0];
const allFailures: string[] = [];
const stop = new AbortController();

for (const parts of process.argv.includes('--packaged') ? [HALVES, [WITH_EXECUTABLE]] : [HALVES]) {
  if (!stop.signal.aborted) await runAtOnce(parts);
}
for (const line of allFailures) show(line);
show(`${passed} passed, ${failed + broken} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed + broken === 0 ? 0 : 1;

async function runAtOnce(parts: readonly (readonly string[])[]): Promise<void> {
  const running = parts.map((words, index) => run(words, index === 0));
  for (const part of running) count(await part);
}

function count({ report, failures, closingLine, exitCode }: Part): void {
  for (const line of report) show(line);
  allFailures.push(...failures);
  const closing = CLOSING_LINE.exec(closingLine);
  passed += Number(closing?.[1] ?? 0);
  failed += Number(closing?.[2] ?? 0);
  skipped += Number(closing?.[3] ?? 0);
  // One that died, or failed outside of every test, has not passed.
  if (closing === null || (exitCode !== 0 && Number(closing[2]) === 0)) broken += 1;
}

async function run(words: readonly string[], isLive: boolean): Promise<Part> {
  const child = spawn(process.execPath, [mocha, '--reporter', reporter, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  // What ends the tests ends all that run; each takes its control plane with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      child.kill(signal);
    });
  }
  const lines: string[] = [];
  let shown = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last one is for the sum.
    if (isLive) lines.slice(shown).forEach(show);
    if (isLive) shown = lines.length;
    lines.push(line);
  }
  const closingLine = lines.pop() ?? '';
  const failuresAt = lines.findIndex((line) => FAILURES.test(stripVTControlCharacters(line)));
  return {
    report: lines.slice(shown),
    failures: failuresAt === -1 ? [] : lines.slice(failuresAt),
    closingLine,
    exitCode: await exitCode,
  };
}
