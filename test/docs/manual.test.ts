import assert from 'node:assert/strict';
import { FLAGS } from '../../src/cli/flags/index.js';
import { KNOWN_ATTRIBUTES } from '../../src/s3csi/attributes.js';
import { manual, manualNow } from './manual.js';

describe('the manual page', () => {
  it('is the one that the code has (npm run docs writes it)', () => {
    assert.equal(manual(), manualNow());
  });

  it('has every flag and every attribute, with dashes that can be copied', () => {
    for (const name of [...FLAGS.map((flag) => `--${flag.name}`), ...KNOWN_ATTRIBUTES.map(({ key }) => `${key}=`)]) {
      assert.ok(manual().includes(name.replaceAll('-', '\\-')), name);
    }
    assert.doesNotMatch(manual(), /[^\\]-/, 'a bare dash would become a hyphen');
  });

  it('has no line that troff would take for a request by mistake', () => {
    const requests = new Set([
      '.\\"',
      '.TH',
      '.SH',
      '.SS',
      '.TP',
      '.PP',
      '.B',
      '.BR',
      '.br',
      '.RS',
      '.RE',
      '.nf',
      '.fi',
    ]);
    const odd = manual()
      .split('\n')
      .filter((line) => /^[.']/.test(line) && !requests.has(line.split(' ', 1)[0] ?? ''));
    assert.deepEqual(odd, []);
  });
});
