import assert from 'node:assert/strict';
import { openWatches } from '../../../src/engine/open-watches.js';
import { POD } from '../../../src/model/references.js';
import { watchedCluster } from './support/watched-cluster.js';

describe('open watches', () => {
  const begin = () => {
    const watched = watchedCluster();
    const watches = openWatches(watched.cluster);
    /** Follows as one wait does; `seen` is what it was shown. */
    const wait = (selection: object = {}) => {
      const [seen, end] = [[] as string[], new AbortController()];
      const over = watches.follow(
        { resource: POD, name: 'pods', staysOpenAs: 'pods', ...selection },
        (objects) => seen.push(objects.map(({ metadata }) => metadata.name).join(' ')),
        end.signal,
      );
      over.catch(() => undefined);
      return { seen, over, end: () => (end.abort(), over) };
    };
    return { watched, watches, wait };
  };

  it('show the next wait at once what the last one saw, and what came in between', async () => {
    const { watched, watches, wait } = begin();
    const first = wait();
    watched.show('pods', 'a');
    await first.end();
    watched.show('pods', 'a', 'b');

    const second = wait();

    assert.deepEqual([first.seen, second.seen, watched.open()], [['a'], ['a b'], 1]);
    watched.show('pods');
    assert.deepEqual(second.seen, ['a b', '']);
    await watches.close();
    assert.equal(watched.open(), 0);
  });

  it('are begun anew after a failure, which who waits then is told', async () => {
    const { watched, wait } = begin();
    const first = wait();
    watched.refuse('pods', new Error('refused'));
    await assert.rejects(first.over, /refused/);

    const second = wait();
    watched.show('pods', 'a');

    assert.deepEqual(second.seen, ['a']);
    await second.end();
  });

  it('are begun anew after a failure that nobody waited for', async () => {
    const { watched, wait } = begin();
    await wait().end();
    watched.refuse('pods', new Error('refused'));
    await new Promise((resolve) => setImmediate(resolve));

    const next = wait();
    watched.show('pods', 'a');

    assert.deepEqual(next.seen, ['a']);
  });

  it('are told apart by their names, and end with their wait where they have none', async () => {
    const { watched, wait } = begin();
    const staysOpenAs = undefined;
    await Promise.all([wait({ staysOpenAs }).end(), wait({ staysOpenAs, name: 'other' }).end()]);
    assert.equal(watched.open(), 0, 'each ended with its wait');
    await Promise.all([wait().end(), wait({ name: 'other', staysOpenAs: 'other' }).end()]);
    assert.equal(watched.open(), 2);
  });

  it('end at once for a wait that is over before it began', async () => {
    const { watches } = begin();
    await watches.follow({ resource: POD, name: 'pods' }, () => assert.fail(), AbortSignal.abort());
    await watches.close();
  });
});
