import assert from 'node:assert/strict';
import { inTurns, valuesOf } from './in-turns.js';

describe('inTurns', () => {
  const order: string[] = [];
  const contestant = (name: string) => ({
    name,
    measure: () => {
      order.push(name);
      return Promise.resolve(order.length);
    },
  });

  it('measures all in every round, each round beginning with the next, and leaves the warm-up out', async () => {
    const measured = await inTurns(['a', 'b', 'c'].map(contestant), { rounds: 3 });

    assert.deepEqual(order.join(''), 'abc' + 'bca' + 'cab' + 'abc');
    assert.deepEqual(valuesOf(measured, 'a'), [6, 8, 10]);
    assert.deepEqual(valuesOf(measured, 'b'), [4, 9, 11]);
    assert.deepEqual([...measured.keys()], ['a', 'b', 'c']);
  });

  it('ends with the first that fails: a hole in a row is no measurement', async () => {
    const broken = { name: 'broken', measure: () => Promise.reject(new Error('it did not end')) };

    await assert.rejects(inTurns([contestant('a'), broken], { rounds: 2 }), /it did not end/);
  });

  it('knows nothing of what was not measured', () => {
    assert.throws(() => valuesOf(new Map(), 'a'), /"a" was not measured/);
  });
});
