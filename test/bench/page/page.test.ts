import assert from 'node:assert/strict';
import { asRatio, inMegabytes, inMs, inSeconds } from '../arithmetic/units.js';
import { benchmarksPage, verdict } from './page.js';
import { atMost } from './section.js';
import { spreadTable } from './spread-table.js';
import { table } from './table.js';

const MACHINE = {
  cores: 2,
  processor: 'a processor',
  memory: '8.0 GiB',
  kernel: 'Linux 6.1',
  node: '20.20.2',
  bun: '1.4.5',
  kubernetes: '1.36.3',
  load: '0.02',
};
const FACTS = { machine: MACHINE, version: '1.2.3', minutes: 14.6, isShort: false };

describe('the page of benchmarks', () => {
  it('has a row for each, with median, spread and how many times as much it is', () => {
    const measured = new Map([
      ['theirs', [1000, 2000, 3000]],
      ['ours', [2100, 2300, 2200]],
    ]);

    assert.equal(
      spreadTable(measured, { what: 'way', against: 'theirs', unit: inSeconds }),
      [
        '| way | median | middle half | min .. max | runs | of "theirs" |',
        '| --- | ---: | ---: | ---: | ---: | ---: |',
        '| theirs | 2.00 s | 1.50 s .. 2.50 s | 1.00 s .. 3.00 s | 3 | 1.00 × |',
        '| ours | 2.20 s | 2.15 s .. 2.25 s | 2.10 s .. 2.30 s | 3 | 1.10 × |',
      ].join('\n'),
    );
  });

  it('keeps a bar within its cell, and takes no row of another length', () => {
    assert.equal(table(['a'], [['x | y']]), '| a |\n| --- |\n| x \\| y |');
    assert.throws(() => table(['a', 'b'], [['x']]), /2 columns/);
  });

  it('writes numbers with their units', () => {
    assert.deepEqual(
      [inMs(12.6), inSeconds(1234), inMegabytes(149.6e6), asRatio(1.049)],
      ['13 ms', '1.23 s', '150 MB', '1.05 ×'],
    );
  });

  it('calls a goal reached at its limit, and missed above it by whatever little', () => {
    assert.equal(atMost('time', 100, 100, inMs).isMet, true);
    assert.equal(atMost('time', 100, 100.4, inMs).isMet, false);
  });

  it('says at the top which goals were missed', () => {
    const goals = [atMost('memory', 150, 160, inMs), atMost('time', 100, 90, inMs)];

    const page = benchmarksPage([{ title: 'A part', paragraphs: ['words'], goals }], FACTS);

    assert.match(page, /1 of 2 goals were \*\*missed\*\* in this run: memory\./);
    assert.match(page, /^\| memory \| ≤ 150 ms \| 160 ms \| \*\*no\*\* \|$/m);
    assert.match(page, /^\| time \| ≤ 100 ms \| 90 ms \| yes \|$/m);
    assert.match(page, /^## A part\n\nwords\n$/m);
    assert.equal(verdict(goals.slice(1)), 'All 1 goals were reached in this run.');
  });

  it('names the machine, and a trial as what it is', () => {
    assert.match(benchmarksPage([], FACTS), /^\| processor \| 2 cores, a processor \|$/m);
    assert.match(benchmarksPage([], { ...FACTS, isShort: true }), /A short trial/);
    assert.doesNotMatch(benchmarksPage([], FACTS), /A short trial/);
  });
});
