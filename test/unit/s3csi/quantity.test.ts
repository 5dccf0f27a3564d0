import assert from 'node:assert/strict';
import { parseQuantity } from '../../../src/s3csi/quantity.js';

// All verdicts but those of the last group are those of k8s.io/apimachinery 0.36, asked for each of these texts.
describe('a Kubernetes quantity', () => {
  const numbers: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['1', 1],
    ['1.', 1],
    ['.5', 0.5],
    ['+1', 1],
    ['-1', -1],
    ['00012', 12],
    ['1n', 1e-9],
    ['1u', 1e-6],
    ['100m', 0.1],
    ['1k', 1e3],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E', 1e18],
    ['1Ki', 2 ** 10],
    ['1Mi', 2 ** 20],
    ['1Gi', 2 ** 30],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['+.5Gi', 2 ** 29],
    ['-1Gi', -(2 ** 30)],
    ['1e3', 1e3],
    ['1E3', 1e3],
    ['1e+3', 1e3],
    ['1E-3', 1e-3],
    ['1.5e9', 1.5e9],
    ['1e0', 1],
  ];

  for (const [text, number] of numbers) {
    it(`"${text}" is ${number}`, () => {
      assert.equal(parseQuantity(text), number);
    });
  }

  const refused = [
    '',
    ' ',
    '1K',
    '1ki',
    '1mi',
    '1p',
    '1i',
    '1 Gi',
    ' 1',
    '1 ',
    '1GB',
    '1GiB',
    '1,5Gi',
    '1_000',
    '1e',
  ].concat([
    '1e1.5',
    '1e3Gi',
    '1Gi1',
    '0x10',
    '1.1.M',
    '-3.01e-',
    '++1',
    '1+1',
    '1n5',
    '∞',
    '１',
    'NaN',
    'Infinity',
    '1\n',
    'a1',
  ]);

  for (const text of refused) {
    it(`${JSON.stringify(text)} does not parse`, () => {
      assert.equal(parseQuantity(text), undefined);
    });
  }

  it('has at least one digit, although Go takes a bare suffix for zero', () => {
    for (const text of ['Gi', 'm', '+', '-', '.', '+Gi', '.Gi', 'e3', '.e3']) {
      assert.equal(parseQuantity(text), undefined, text);
    }
  });

  it('is above every other when it is beyond all bounds', () => {
    assert.equal(parseQuantity('1e99999999999'), Infinity);
  });

  it('means the same as its number times its suffix, for any number and suffix', () => {
    const suffixes = {
      '': 1,
      m: 1e-3,
      k: 1e3,
      M: 1e6,
      G: 1e9,
      Ki: 2 ** 10,
      Mi: 2 ** 20,
      Gi: 2 ** 30,
      e2: 100,
      'E-1': 0.1,
    };
    for (const [suffix, factor] of Object.entries(suffixes)) {
      for (const number of [0, 1, 7, 12.5, 0.25, 1023, -3]) {
        const parsed = parseQuantity(`${number}${suffix}`) ?? NaN;
        const expected = number * factor;
        assert.ok(Math.abs(parsed - expected) <= Math.abs(expected) * 1e-12, `${number}${suffix}`);
      }
    }
  });
});
