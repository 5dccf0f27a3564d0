import assert from 'node:assert/strict';
import { readme, readmeWithTables } from './readme.js';

describe('README', () => {
  it('has the tables that the code has (npm run docs writes them)', () => {
    assert.equal(readme(), readmeWithTables(readme()));
  });
});
