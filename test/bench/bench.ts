// `npm run bench [-- --short] [PART...]`: measures the plugin beside its peers and writes docs/benchmarks.md. A short trial, or
// one of some parts alone, is shown and not written.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pluginVersion } from '../../packaging/bundle.js';
import { ROOT } from '../../packaging/paths.js';
import { KUBERNETES_VERSION } from '../cluster/binaries.js';
import { describeMachine } from './machine.js';
import { benchmarksPage, verdict } from './page/page.js';
import { PART_NAMES, runBench, type Part } from './run-bench.js';
import { FULL, SHORT } from './sizes.js';

const USAGE = `usage: npm run bench [-- [--short] [PART...]]

  --short   few runs, to see that everything works; BENCH_SHORT=1 does the same
  PART      ${PART_NAMES.join(', ')}; all when left out
`;

const words = process.argv.slice(2);
const names = words.filter((word) => word !== '--short');
if (names.every(isPart)) {
  const isShort = words.includes('--short') || (process.env['BENCH_SHORT'] ?? '') !== '';
  try {
    await bench(names.length === 0 ? PART_NAMES : names, isShort);
  } catch (error) {
    process.stderr.write(
      `the bench failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  }
} else {
  process.stderr.write(USAGE);
  process.exitCode = words.includes('--help') ? 0 : 2;
}

/** A failure ends the process with a code that is not 0, and the page is left as it was. */
async function bench(parts: readonly Part[], isShort: boolean): Promise<void> {
  const machine = describeMachine(KUBERNETES_VERSION);
  const start = performance.now();
  const minutes = () => (performance.now() - start) / 60_000;
  const say = (line: string): void => {
    process.stderr.write(`${minutes().toFixed(1).padStart(5)} min  ${line}\n`);
  };
  const sections = await runBench(parts, isShort ? SHORT : FULL, say);
  const page = benchmarksPage(sections, { machine, version: pluginVersion(), minutes: minutes(), isShort });
  if (isShort || parts.length < PART_NAMES.length) {
    process.stdout.write(page);
  } else {
    const file = join(ROOT, 'docs', 'benchmarks.md');
    await writeFile(file, page);
    say(`written to ${file}`);
  }
  say(verdict(sections.flatMap(({ goals }) => goals)));
}

function isPart(word: string): word is Part {
  return (PART_NAMES as readonly string[]).includes(word);
}
