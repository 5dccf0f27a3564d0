import assert from 'node:assert/strict';
import { golden } from '../support/golden.js';
import { HELP_TEXTS } from './help-texts.js';

describe('the help', () => {
  for (const [name, text] of HELP_TEXTS) {
    it(`is that of test/golden/${name} (npm run docs writes it)`, () => {
      assert.equal(text, golden(name));
    });
  }
});
