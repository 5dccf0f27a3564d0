import assert from 'node:assert/strict';
import type { Json } from '../../../src/model/json.js';
import { selects } from '../../../src/plan/label-selector.js';

const LABELS = { app: 'web', tier: 'front' };

function expression(key: string, operator: string, ...values: readonly string[]): Json {
  return { matchExpressions: [{ key, operator, values }] };
}

describe('label selector', () => {
  const cases: readonly (readonly [string, Json | undefined, boolean])[] = [
    ['a missing one selects nothing', undefined, false],
    ['an empty one selects everything', {}, true],
    ['a label that is so', { matchLabels: { app: 'web' } }, true],
    ['one of two labels is not enough', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['In', expression('app', 'In', 'api', 'web'), true],
    ['In another', expression('app', 'In', 'api'), false],
    ['In for a label that is not there', expression('zone', 'In', 'a'), false],
    ['NotIn', expression('app', 'NotIn', 'web'), false],
    ['NotIn for a label that is not there', expression('zone', 'NotIn', 'a'), true],
    ['Exists', expression('tier', 'Exists'), true],
    ['Exists for a label that is not there', expression('zone', 'Exists'), false],
    ['a name of every object', expression('constructor', 'Exists'), false],
    ['DoesNotExist', expression('zone', 'DoesNotExist'), true],
    ['DoesNotExist for a label that is there', expression('app', 'DoesNotExist'), false],
    ['an operator of the future', expression('app', 'Near', 'web'), true],
  ];

  for (const [what, selector, isSelected] of cases) {
    it(what, () => {
      assert.equal(selects(selector, LABELS), isSelected);
    });
  }
});
