import assert from 'node:assert/strict';
import { golden } from '../support/golden.js';
import { toldOutputs } from './told-outputs.js';

describe('what the program writes', () => {
  let texts: ReadonlyMap<string, string> = new Map();
  before('is told on the model', async () => {
    texts = await toldOutputs();
  });

  for (const name of ['progress-plain.txt', 'errors.txt', 'result.json', 'events.jsonl']) {
    it(`is that of test/golden/${name} (npm run docs writes it)`, () => {
      assert.equal(texts.get(name), golden(name));
    });
  }
});
