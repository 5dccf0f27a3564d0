import assert from 'node:assert/strict';
import { readme, readmeWithFlags } from './readme.js';

describe('README', () => {
  it('has the flag table that the code has (npm run docs writes it)', () => {
    assert.equal(readme(), readmeWithFlags(readme()));
  });
});
