import process from 'node:process';
import fc from 'fast-check';
import { play } from './schedules/play.js';
import { type Schedule, schedules } from './schedules/schedule.js';

/** CONTRIBUTING.md, "Random schedules". */
const { S3CSI_RECREATE_SEED: givenSeed, S3CSI_RECREATE_PATH: givenPath } = process.env;
const RUNS = Number(process.env['S3CSI_RECREATE_SCHEDULES'] ?? 300);
const SEED = givenSeed === 'random' ? Date.now() % 0x7fffffff : Number(givenSeed ?? 1);
const COMMAND = 'npm run test:crash:model';

describe(`random schedules, seed ${SEED}`, function () {
  this.timeout(0);

  it('a run that is left alone but for its own accidents arrives, by resume and by rollback', () =>
    holds('alone', schedules(false), Math.ceil(RUNS / 2)));

  it('a run that somebody else comes between never harms what is theirs, and never says done when it is not', () =>
    holds('disturbed', schedules(true), Math.floor(RUNS / 2)));
});

async function holds(name: string, arbitrary: fc.Arbitrary<Schedule>, numRuns: number): Promise<void> {
  // A path is one property's own: `alone:17:0`.
  const [whose, ...rest] = (givenPath ?? '').split(':');
  if (givenPath !== undefined && whose !== name) return;
  const path = rest.join(':');
  const replay = path === '' ? {} : { path, endOnFailure: true };
  const property = fc.asyncProperty(arbitrary, play);
  const details = await fc.check(property, { numRuns, seed: SEED, ...replay });
  if (!details.failed) return;
  const error = details.errorInstance;
  const words = error instanceof Error ? error.message : String(error);
  const again = `S3CSI_RECREATE_SEED=${SEED} S3CSI_RECREATE_PATH=${name}:${details.counterexamplePath ?? ''} ${COMMAND}`;
  throw new Error(
    `after ${details.numRuns} schedules, made smaller ${details.numShrinks} times:\n${words}\n\nagain: ${again}`,
  );
}
