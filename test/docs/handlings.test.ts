import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../cluster/project-root.js';

/** A test file, or one of the sources. */
const FILE = /`((?:test|src)\/[^`]+\.ts)`(?:: ([^|;]+?)(?= \(|;| \|))?/g;

describe('docs/handlings.md', () => {
  const rows = read('docs/handlings.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what ') && !line.startsWith('| ---'));

  it('has a test and a way to see it fail on every line', () => {
    assert.ok(rows.length > 60);
    for (const row of rows) {
      const cells = row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim());
      assert.equal(cells.length, 5, row);
      for (const cell of cells) assert.notEqual(cell, '', row);
      assert.match(cells[1] ?? '', /^the same$|`test\/.*`/, row);
    }
  });

  it('names files and titles that are there', () => {
    for (const row of rows) {
      for (const [, file = '', titles] of row.matchAll(FILE)) {
        const text = read(file);
        if (titles !== undefined) assert.ok(text.includes(titles.trim()), `${file}: ${titles}`);
      }
    }
  });
});

function read(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8');
}
