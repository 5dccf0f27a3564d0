import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ensureBinaries } from '../cluster/build.js';
import { executableOfThisMachine } from './packages.js';

/** As often as kubectl's own start may fit into ours. */
const LIMIT = 1.5;
const ROUNDS = 15;

describe('the start of the packaged executable', function () {
  // A first run builds Kubernetes, for its kubectl.
  this.timeout(30 * 60_000);
  let kubectl: string;

  before(async () => {
    kubectl = (await ensureBinaries()).path('kubectl');
  });

  for (const [what, args] of [
    ['help', ['--help']],
    ['version', ['--version']],
    ['a wrong word', ['s3-pvc', '--sett', 'a=b']],
  ] as const) {
    it(`${what} takes no longer than ${LIMIT} times kubectl version --client`, () => {
      let [ours, theirs] = [Infinity, Infinity];
      // In turns, and the best of each: whatever else the machine does hits both.
      for (let round = 0; round < ROUNDS; round += 1) {
        theirs = Math.min(theirs, timeOf(kubectl, ['version', '--client']));
        ours = Math.min(ours, timeOf(executableOfThisMachine(), args));
      }

      assert.ok(ours <= LIMIT * theirs, `${ours.toFixed(0)} ms, kubectl ${theirs.toFixed(0)} ms`);
    });
  }
});

/** In milliseconds. */
function timeOf(program: string, args: readonly string[]): number {
  const start = performance.now();
  spawnSync(program, args, { stdio: 'ignore' });
  return performance.now() - start;
}
