import assert from 'node:assert/strict';
import { medianOf, spreadOf } from './spread.js';

describe('spreadOf', () => {
  it('takes the middle of an odd number of values, in whatever order they came', () => {
    assert.equal(medianOf([9, 1, 5]), 5);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    assert.equal(medianOf([4, 1, 3, 10]), 3.5);
  });

  it('has the ends, and the quarters in proportion between their neighbours', () => {
    assert.deepEqual(spreadOf([40, 10, 20, 30]), { count: 4, min: 10, lower: 17.5, median: 25, upper: 32.5, max: 40 });
  });

  it('is one value where there is one', () => {
    assert.deepEqual(spreadOf([7]), { count: 1, min: 7, lower: 7, median: 7, upper: 7, max: 7 });
  });

  it('sorts by number and leaves what it was given as it is', () => {
    const values = [100, 9, 20];

    assert.equal(medianOf(values), 20);
    assert.deepEqual(values, [100, 9, 20]);
  });

  for (const values of [[], [1, Number.NaN], [Infinity]]) {
    it(`has nothing to say of [${values.join()}]`, () => {
      assert.throws(() => spreadOf(values), /no spread of/);
    });
  }
});
