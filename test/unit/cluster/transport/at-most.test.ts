import assert from 'node:assert/strict';
import { atMost } from '../../../../src/cluster/transport/at-most.js';

describe('at most so many at a time', () => {
  /** Tasks that end when they are told to. */
  function tasks(limit: number) {
    const inTurn = atMost(limit);
    const started: string[] = [];
    const enders = new Map<string, (error?: Error) => void>();
    const start = (name: string) =>
      inTurn(async () => {
        started.push(name);
        await new Promise<void>((resolve, reject) => {
          enders.set(name, (error) => {
            if (error === undefined) resolve();
            else reject(error);
          });
        });
        return name;
      });
    return { started, start, end: (name: string, error?: Error) => enders.get(name)?.(error) };
  }

  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('the others wait, and come in the order in which they asked', async () => {
    const { started, start, end } = tasks(2);
    const all = ['a', 'b', 'c', 'd'].map(start);
    await settle();
    assert.deepEqual(started, ['a', 'b']);

    end('b');
    await settle();
    assert.deepEqual(started, ['a', 'b', 'c']);

    end('a');
    end('c');
    await settle();
    end('d');
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
  });

  it('one that fails gives its place away like any other, and again when all are done', async () => {
    const { started, start, end } = tasks(1);
    const first = start('a');
    const second = start('b');
    await settle();
    end('a', new Error('no'));
    await assert.rejects(first, /no/);
    await settle();
    assert.deepEqual(started, ['a', 'b']);
    end('b');
    await second;

    void start('c');
    await settle();
    assert.deepEqual(started, ['a', 'b', 'c']);
  });
});
