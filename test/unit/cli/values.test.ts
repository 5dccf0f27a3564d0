import assert from 'node:assert/strict';
import {
  parseAssignments,
  parseClaimName,
  parseDigest,
  parseDuration,
  parseGracePeriod,
} from '../../../src/cli/values.js';
import { assertFails } from '../plan/support/failures.js';

describe('values: durations', () => {
  const durations: Readonly<Record<string, number>> = {
    '90s': 90_000,
    '10m': 600_000,
    '1h': 3_600_000,
    '1h30m': 5_400_000,
    '1h30m5s': 5_405_000,
    '500ms': 500,
    '1.5s': 1500,
    '0.5h': 1_800_000,
    '90': 90_000,
    '0h5m': 300_000,
  };

  for (const [text, ms] of Object.entries(durations)) {
    it(`${text} is ${ms} ms`, () => {
      assert.equal(parseDuration(text, 'timeout'), ms);
    });
  }

  const refused = [
    '',
    ' ',
    '0',
    '0s',
    '0m0s',
    '-5',
    '-5s',
    '+5s',
    '5 m',
    '5x',
    's',
    'm5',
    '5m x',
    'x5m',
    '1.5',
    '1.5.5s',
    '5m30',
    '1,5s',
    '1e3s',
    'Infinity',
    'NaN',
    `${'9'.repeat(400)}h`,
  ];
  for (const text of refused) {
    it(`"${text.slice(0, 20)}" is none`, () => {
      const failure = assertFails(
        () => parseDuration(text, 'timeout'),
        'usage',
        /--timeout ".*" is not a duration above zero/,
      );
      assert.match(failure.hint ?? '', /90s/);
    });
  }

  it('beyond the age of the universe is none: no clock could keep it', () => {
    assertFails(() => parseDuration('99999999999999999999h', 'timeout'), 'usage', /--timeout/);
  });
});

describe('values: grace periods', () => {
  it('are whole seconds from 1 up', () => {
    assert.deepEqual(['1', '30', '86400'].map(parseGracePeriod), [1, 30, 86_400]);
  });

  for (const text of ['0', '00', '-1', '1.5', '', ' 5', '5s', '1e2', '0x10', '9'.repeat(10), 'now']) {
    it(`"${text}" is none`, () => {
      const failure = assertFails(() => parseGracePeriod(text), 'usage', /--grace-period/);
      assert.match(failure.message, new RegExp(`"${text}"`));
    });
  }
});

describe('values: KEY=VALUE', () => {
  it('splits at the first equals sign, and keeps the rest as it is', () => {
    const pairs = parseAssignments([
      'a=1',
      'b==',
      'c=',
      'd= x ',
      'e=k=v',
      'mountpointEnv.HTTPS_PROXY=http://u:p@h:1/?a=b',
    ]);
    assert.deepEqual(Object.fromEntries(pairs), {
      a: '1',
      b: '=',
      c: '',
      d: ' x ',
      e: 'k=v',
      'mountpointEnv.HTTPS_PROXY': 'http://u:p@h:1/?a=b',
    });
  });

  it('of none is none', () => {
    assert.equal(parseAssignments([]).size, 0);
  });

  for (const pair of ['a', '', '=', '=x']) {
    it(`"${pair}" is refused`, () => {
      assertFails(() => parseAssignments(['ok=1', pair]), 'usage', /is not KEY=VALUE/);
    });
  }

  it('twice for one key is refused, even with the same value', () => {
    assertFails(() => parseAssignments(['a=1', 'a=1']), 'usage', /--set gives a more than once/);
  });
});

describe('values: the name of a claim', () => {
  const names = [
    's3-pvc',
    'pvc/s3-pvc',
    'PVC/s3-pvc',
    'persistentvolumeclaim/s3-pvc',
    'persistentvolumeclaims/s3-pvc',
    'persistentvolumeclaims.v1/s3-pvc',
  ];
  for (const word of names) {
    it(word, () => {
      assert.equal(parseClaimName(word), 's3-pvc');
    });
  }

  it('may be anything that the API server takes', () => {
    for (const name of ['a', '0', '007', 'a.b-c.d', 'a'.repeat(253), 'pvc', 'resume', 'true'])
      assert.equal(parseClaimName(name), name);
  });

  for (const word of [
    '',
    'pvc/',
    'S3-pvc',
    's3_pvc',
    '-a',
    'a-',
    'a..b',
    '.a',
    'a.',
    'a b',
    'a\n',
    'é',
    'pvc/a/b',
    'a'.repeat(254),
  ]) {
    it(`${JSON.stringify(word.slice(0, 20))} cannot be one`, () => {
      assertFails(() => parseClaimName(word), 'usage', /cannot be the name of a claim/);
    });
  }

  for (const word of ['pod/x', 'pv/x', '/x', '../x', 'deployments.apps/x']) {
    it(`${word} is not a claim`, () => {
      assertFails(() => parseClaimName(word), 'usage', /is not a claim/);
    });
  }
});

describe('values: the digest of a plan', () => {
  const digits = '0123456789abcdef'.repeat(4);

  it('is sha256 and 64 hexadecimal digits', () => {
    assert.equal(parseDigest(`sha256:${digits}`), `sha256:${digits}`);
  });

  for (const text of [
    digits,
    `sha256:${digits.slice(1)}`,
    `sha256:${digits}0`,
    `SHA256:${digits}`,
    `sha256:${digits.toUpperCase()}`,
  ]) {
    it(`"${text.slice(0, 12)}…" with ${text.length} characters is none`, () => {
      const failure = assertFails(() => parseDigest(text), 'usage', /--expect-plan ".*" is not the digest of a plan/);
      assert.match(failure.hint ?? '', /--dry-run=client/);
    });
  }
});
