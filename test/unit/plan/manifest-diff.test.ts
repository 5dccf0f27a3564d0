import assert from 'node:assert/strict';
import type { Edits } from '../../../src/model/edits.js';
import { plan } from '../../../src/plan/build-plan.js';
import { buildTarget } from '../../../src/plan/build-target.js';
import { withLastApplied } from '../../../src/plan/last-applied.js';
import { manifestDiff } from '../../../src/plan/manifest-diff.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { edits } from './support/edits.js';
import { observation, storedClaim, storedVolume } from './support/stored.js';

function diff(given: Partial<Edits>, observed = observation({ claim: storedClaim(), volume: storedVolume() })): string {
  return manifestDiff(
    plan(observed, buildTarget(observed, edits(given), { recreateBarePods: false, restart: 'eviction' })),
  );
}

function changedLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
}

const SET = { set: new Map([['authenticationSource', 'pod']]) };

describe('manifest diff', () => {
  it('is a unified diff of the two manifests, as YAML', () => {
    assert.equal(
      diff(SET),
      [
        '--- volume s3-pv\t(now)',
        '+++ volume s3-pv\t(after)',
        '@@ -17,6 +17,7 @@',
        '   csi:',
        '     driver: s3.csi.aws.com',
        '     volumeAttributes:',
        '+      authenticationSource: pod',
        '       bucketName: my-bucket',
        '     volumeHandle: s3-pv-handle',
        '   mountOptions:',
        '',
      ].join('\n'),
    );
  });

  it('is empty where nothing changes', () => {
    assert.equal(diff({ unchanged: true }), '');
  });

  it('shows what is changed and nothing else', () => {
    const observed = observation({ claim: storedClaim(), volume: storedVolume({ mountOptions: [] }) });
    assert.deepEqual(changedLines(diff(SET, observed)), ['+      authenticationSource: pod']);
  });

  it('shows what goes, and what is there instead', () => {
    assert.deepEqual(changedLines(diff({ set: new Map([['bucketName', 'other']]), removeMountOptions: ['region'] })), [
      '-      bucketName: my-bucket',
      '+      bucketName: other',
      '-    - region eu-central-1',
    ]);
  });

  it('does not say everything twice for kubectl’s own copy of the manifest', () => {
    const applied = withLastApplied(storedVolume(), volume());
    const text = diff(SET, observation({ claim: storedClaim(), volume: applied }));
    assert.deepEqual(changedLines(text), ['+      authenticationSource: pod']);
    const manifests = { source: 'f', leftAside: [], volume: volume(), claim: claim() };
    assert.deepEqual(changedLines(diff({ manifests })), []);
  });

  it('shows an object that is missing as a whole', () => {
    const manifests = { source: 'f', leftAside: [], volume: volume(), claim: claim() };
    const text = diff({ manifests }, observation({ volume: storedVolume() }));
    assert.match(text, /^--- claim app\/s3-pvc\t\(missing\)\n\+\+\+ claim app\/s3-pvc\t\(after\)\n/m);
    assert.match(text, /^\+kind: PersistentVolumeClaim$/m);
  });

  it('shows volume and claim one after the other', () => {
    const manifests = {
      source: 'f',
      leftAside: [],
      volume: volume({ labels: { team: 'x' } }),
      claim: claim({ labels: { team: 'x' } }),
    };
    const text = diff({ manifests });
    assert.ok(text.indexOf('+++ volume s3-pv') < text.indexOf('+++ claim app/s3-pvc'));
    assert.equal(changedLines(text).filter((line) => line === '+    team: x').length, 2);
  });

  it('puts words in quotes that kubectl would read as something else', () => {
    const manifests = { source: 'f', leftAside: [], volume: volume({ labels: { a: 'yes', b: 'on', c: '1_000' } }) };
    assert.deepEqual(
      changedLines(diff({ manifests })).filter((line) => / [abc]: /.test(line)),
      ['+    a: "yes"', '+    b: "on"', '+    c: "1_000"'],
    );
  });

  it('does not break long values', () => {
    const long = 'word '.repeat(60).trim();
    assert.ok(
      diff({ set: new Map([['mountpointEnv.NO_PROXY', long]]) }).includes(`+      mountpointEnv.NO_PROXY: ${long}`),
    );
  });
});
