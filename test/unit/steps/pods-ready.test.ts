import assert from 'node:assert/strict';
import { ApiError } from '../../../src/model/errors.js';
import type { Pod } from '../../../src/model/objects.js';
import type { StepContext, Wait } from '../../../src/model/step.js';
import { waitUntilReady } from '../../../src/steps/pods-ready.js';
import { holder } from '../plan/support/stored.js';
import { seeing, type Sight } from './support/sights.js';

const WEB = { kind: 'Deployment', name: 'web', uid: 'uid-of-web', expectedReady: 1, through: ['uid-of-web-1'] };
const API = { ...WEB, name: 'api', uid: 'uid-of-api', through: ['uid-of-api-1'] };

const AWAY = new ApiError('Unreachable', 0, 'the server did not answer');

/** A Pod of the ReplicaSet `web-1` or `api-1`. */
function pod(of: string, isReady: boolean): Pod {
  const { pod } = holder({ name: `${of}-x`, controller: { kind: 'ReplicaSet', name: of } });
  return { ...pod, status: { phase: 'Running', conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] } };
}

/** What is so from then on. */
interface State extends Sight {
  /** What a list tells; the server does not answer where that is missing. */
  readonly standing?: readonly Pod[];
  readonly refusal?: ApiError;
}

/** Waits while that happens; returns what was asked for and what became of each workload, with the time. */
async function waiting(...sights: readonly State[]): Promise<readonly string[]> {
  let now = 0;
  const story: string[] = [];
  const tell = (words: string): void => void story.push(`${now} ms: ${words}`);
  const context = {
    plan: { observed: { namespace: 'app', claimName: 's3-pvc' }, target: {}, stops: [] },
    settings: { timeoutMs: 60_000 },
    clock: { now: () => now },
    cluster: {
      list: () => {
        tell('listed');
        const { standing, refusal } = sights.findLast(({ ms }) => ms <= now) ?? {};
        if (refusal !== undefined) return Promise.reject(refusal);
        return standing === undefined ? Promise.reject(AWAY) : Promise.resolve(standing);
      },
      get: ({ resource, name }: { resource: { kind: string }; name: string }) => {
        tell(`get ${resource.kind} ${name}`);
        const isAway = sights.findLast(({ ms }) => ms <= now)?.standing === undefined;
        return Promise.reject(isAway ? AWAY : new ApiError('Forbidden', 403, 'not to be read'));
      },
    },
    wait: <Name extends string>(wait: Wait<Name>) => seeing(wait, sights, (ms) => (now = ms)),
  } as unknown as StepContext;
  const expected = [WEB, API].filter(({ through }) =>
    sights.some(({ standing = [] }) =>
      standing.some(({ metadata }) => through.includes(metadata.ownerReferences?.[0]?.uid ?? '')),
    ),
  );
  await waitUntilReady(
    context,
    expected,
    () => false,
    ({ name }, isWhole) => {
      tell(`${name} is ${isWhole ? 'whole' : 'not whole'}`);
      return Promise.resolve();
    },
  );
  tell('done');
  return story;
}

describe('waiting for Pods to be Ready', () => {
  const [starting, ready] = [[pod('web-1', false)], [pod('web-1', true)]];

  it('asks nothing of the cluster while they start, and lists them once they are', async () => {
    const story = await waiting(
      { ms: 0, watched: starting, standing: starting },
      { ms: 2_000, watched: ready, standing: ready },
    );

    assert.deepEqual(story, ['2000 ms: listed', '2000 ms: web is whole', '2000 ms: done']);
  });

  it('does not believe a watch that shows what was before', async () => {
    const story = await waiting(
      { ms: 0, watched: ready, standing: starting },
      { ms: 1_000, watched: starting, standing: starting },
      { ms: 2_000, watched: ready, standing: ready },
    );

    assert.deepEqual(story.slice(0, 3), ['0 ms: listed', '0 ms: web is not whole', '2000 ms: listed']);
    assert.equal(story.at(-1), '2000 ms: done');
  });

  it('finds out in time where the watch is silent, asking less and less often', async () => {
    const story = await waiting({ ms: 0, watched: starting, standing: starting }, { ms: 12_000, standing: ready });

    const listed = story.filter((line) => line.endsWith('listed'));
    assert.deepEqual(listed, ['5000 ms: listed', '10000 ms: listed', '20000 ms: listed']);
    assert.equal(story.at(-1), '20000 ms: done');
  });

  it('goes on where the network is away when they are to be listed', async () => {
    const story = await waiting(
      { ms: 0, watched: starting, standing: starting },
      { ms: 2_000, watched: ready },
      { ms: 8_000, standing: ready },
    );

    const listed = story.filter((line) => line.endsWith('listed'));
    assert.deepEqual(listed, ['2000 ms: listed', '7000 ms: listed', '12000 ms: listed']);
    assert.equal(story.at(-1), '12000 ms: done');
  });

  it('ends where they may not be listed any more', async () => {
    const forbidden = new ApiError('Forbidden', 403, 'not to be listed');
    await assert.rejects(waiting({ ms: 0, watched: ready, standing: ready, refusal: forbidden }), forbidden);
  });

  it('hears of each workload when it is whole, and when it is not any more', async () => {
    const [web, api] = [pod('web-1', true), pod('api-1', true)];
    const states: readonly (readonly Pod[])[] = [[], [web], [api], [web, api]];
    const story = await waiting(...states.map((pods, index) => ({ ms: index * 1_000, watched: pods, standing: pods })));

    assert.deepEqual(
      story.filter((line) => !line.endsWith('listed')),
      [
        '1000 ms: web is whole',
        '1000 ms: api is not whole',
        '2000 ms: web is not whole',
        '2000 ms: api is whole',
        '3000 ms: web is whole',
        '3000 ms: api is whole',
        '3000 ms: done',
      ],
    );
  });
});
