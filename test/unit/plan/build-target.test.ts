import assert from 'node:assert/strict';
import type { Edits } from '../../../src/model/edits.js';
import type { JsonObject } from '../../../src/model/json.js';
import type { PersistentVolume } from '../../../src/model/objects.js';
import type { Observation } from '../../../src/model/observation.js';
import type { Target } from '../../../src/model/plan.js';
import { plan } from '../../../src/plan/build-plan.js';
import { buildTarget } from '../../../src/plan/build-target.js';
import { lastApplied, LAST_APPLIED, withLastApplied } from '../../../src/plan/last-applied.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { edits, NO_EDITS } from './support/edits.js';
import { assertFails } from './support/failures.js';
import { holder, observation, storedClaim, storedVolume, WEB } from './support/stored.js';

const BOUND = observation({ claim: storedClaim(), volume: storedVolume() });

function target(given: Partial<Edits>, observed: Observation = BOUND, recreateBarePods = false): Target {
  return buildTarget(observed, edits(given), { recreateBarePods, restart: 'eviction' });
}

function attributesOf({ volume: { spec } }: Target): unknown {
  return spec.csi?.volumeAttributes;
}

function appliedVolume(manifest: PersistentVolume = volume()): PersistentVolume {
  return withLastApplied(storedVolume(), manifest);
}

function appliedSpec(made: Target): JsonObject | undefined {
  return lastApplied(made.volume)?.['spec'] as JsonObject | undefined;
}

describe('target: without edits', () => {
  it('is what stands, clean, and there is nothing to do', () => {
    const made = buildTarget(BOUND, NO_EDITS, { recreateBarePods: false, restart: 'eviction' });
    assert.deepEqual(plan(BOUND, made).changes, []);
    assert.equal('status' in made.claim || 'status' in made.volume, false);
    assert.equal(made.volume.spec.claimRef?.uid, undefined);
    assert.deepEqual(made.replaces, {});
  });

  it('of an unchanged recreation names the uids that must go', () => {
    assert.deepEqual(target({ unchanged: true }).replaces, { claimUid: 'c1', volumeUid: 'v1' });
    assert.deepEqual(
      target(
        { unchanged: true, manifests: { source: 'f', leftAside: [], claim: claim() } },
        observation({ volume: storedVolume() }),
      ).replaces,
      { volumeUid: 'v1' },
    );
  });
});

describe('target: single edits', () => {
  it('set and unset attributes and leave the others', () => {
    const observed = observation({
      claim: storedClaim(),
      volume: storedVolume({ attributes: { bucketName: 'b', cache: 'emptyDir', stsRegion: 'x' } }),
    });
    const made = target(
      {
        set: new Map([
          ['stsRegion', 'y'],
          ['authenticationSource', 'pod'],
          ['mountpointEnv.NO_PROXY', ''],
        ]),
        unset: ['cache', 'cacheEmptyDirMedium'],
      },
      observed,
    );
    assert.deepEqual(attributesOf(made), {
      bucketName: 'b',
      stsRegion: 'y',
      authenticationSource: 'pod',
      'mountpointEnv.NO_PROXY': '',
    });
  });

  it('set attributes where there were none', () => {
    const stored = storedVolume();
    const bare = { ...stored, spec: { ...stored.spec, csi: { driver: 's3.csi.aws.com', volumeHandle: 'h' } } };
    assert.deepEqual(
      attributesOf(
        target({ set: new Map([['bucketName', 'b']]) }, observation({ claim: storedClaim(), volume: bare })),
      ),
      { bucketName: 'b' },
    );
  });

  it('put in and take out mount options', () => {
    const made = target({ addMountOptions: ['read-only'], removeMountOptions: ['region'] });
    assert.deepEqual(made.volume.spec.mountOptions, ['allow-delete', 'read-only']);
    assert.deepEqual(attributesOf(made), { bucketName: 'my-bucket' });
  });

  it('change nothing but what they say', () => {
    const made = target({ set: new Map([['authenticationSource', 'pod']]) });
    assert.deepEqual(
      plan(BOUND, made).changes.map(({ path }) => path.join('.')),
      ['spec.csi.volumeAttributes.authenticationSource'],
    );
    const { claim: unedited, volume: before } = target({});
    assert.deepEqual(made.claim, unedited);
    const csi = { ...before.spec.csi, volumeAttributes: attributesOf(made) };
    assert.deepEqual(made.volume, { ...before, spec: { ...before.spec, csi } });
  });

  it('leave no empty list of mount options where there was none', () => {
    const observed = observation({ claim: storedClaim(), volume: storedVolume({ mountOptions: [] }) });
    const made = target({ set: new Map([['authenticationSource', 'pod']]) }, observed);
    assert.equal('mountOptions' in made.volume.spec, false);
  });

  it('come on top of the manifests', () => {
    const manifests = {
      source: 'f',
      leftAside: [],
      volume: volume({ attributes: { bucketName: 'b', cache: 'emptyDir' } }),
    };
    const made = target({ manifests, set: new Map([['bucketName', 'c']]), unset: ['cache'] });
    assert.deepEqual(attributesOf(made), { bucketName: 'c' });
  });

  it('that contradict the volume are refused', () => {
    assertFails(() => target({ addMountOptions: ['region us-east-1'] }), 'usage', /conflicts/);
  });
});

describe('target: the last applied configuration tells the truth about the new volume', () => {
  const observed = observation({ claim: storedClaim(), volume: appliedVolume() });

  it('after set and unset', () => {
    const made = target({ set: new Map([['authenticationSource', 'pod']]), unset: ['bucketName'] }, observed);
    const csi = appliedSpec(made)?.['csi'] as JsonObject;
    assert.deepEqual(csi['volumeAttributes'], { authenticationSource: 'pod' });
    assert.equal(csi['volumeHandle'], 's3-pv-handle');
  });

  it('after a change of mount options, and says nothing of them otherwise', () => {
    const changed = target({ removeMountOptions: ['region'] }, observed);
    assert.deepEqual(appliedSpec(changed)?.['mountOptions'], ['allow-delete']);
    const { mountOptions, ...spec } = volume().spec;
    assert.ok(mountOptions);
    const unsaid = observation({ claim: storedClaim(), volume: appliedVolume({ ...volume(), spec }) });
    assert.equal('mountOptions' in (appliedSpec(target({ unset: ['cache'] }, unsaid)) ?? {}), false);
  });

  it('so that the next apply of the edited manifest changes nothing', () => {
    const made = target({ set: new Map([['authenticationSource', 'pod']]), addMountOptions: ['read-only'] }, observed);
    const edited = volume({
      attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' },
      mountOptions: ['allow-delete', 'region eu-central-1', 'read-only'],
    });
    assert.equal(
      made.volume.metadata.annotations?.[LAST_APPLIED],
      appliedVolume(edited).metadata.annotations?.[LAST_APPLIED],
    );
  });

  it('without what others put into the live volume', () => {
    const live = withLastApplied(storedVolume({ labels: { theirs: '1' } }), volume());
    const made = target({ set: new Map([['cache', 'emptyDir']]) }, observation({ claim: storedClaim(), volume: live }));
    assert.doesNotMatch(made.volume.metadata.annotations?.[LAST_APPLIED] ?? '', /theirs|volumeMode/);
    assert.equal(made.volume.metadata.labels?.['theirs'], '1');
  });

  it('and is not made up where there was none, or left as it was where it cannot be read', () => {
    const edit = { set: new Map([['cache', 'emptyDir']]) };
    assert.equal(target(edit).volume.metadata.annotations?.[LAST_APPLIED], undefined);
    for (const text of ['not json', '{}', '{"spec":null}']) {
      const odd = storedVolume({ annotations: { [LAST_APPLIED]: text } });
      const made = target(edit, observation({ claim: storedClaim(), volume: odd }));
      assert.equal(made.volume.metadata.annotations?.[LAST_APPLIED], text);
    }
  });
});

describe('target: objects that are missing', () => {
  const manifests = { source: 'f', leftAside: [], claim: claim(), volume: volume({ claim: null }) };

  it('come from the manifests, applied and reserved for each other', () => {
    const made = target({ manifests: { ...manifests, claim: claim({ volume: null }) } }, observation({}));
    assert.equal(made.claim.spec.volumeName, 's3-pv');
    assert.deepEqual(made.volume.spec.claimRef, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'app',
      name: 's3-pvc',
    });
    for (const object of [made.claim, made.volume]) assert.ok(object.metadata.annotations?.[LAST_APPLIED]);
  });

  it('are refused without a manifest, with what still stands', () => {
    assertFails(
      () => target({}, observation({ volume: storedVolume() })),
      'refused',
      /claim app\/s3-pvc does not exist; volume s3-pv still waits for it/,
    );
    assertFails(
      () => target({}, observation({ claim: storedClaim() })),
      'refused',
      /the volume of claim app\/s3-pvc does not exist/,
    );
    const failure = assertFails(() => target({}, observation({})), 'refused', /claim app\/s3-pvc does not exist/);
    assert.match(failure.hint ?? '', /-f FILE/);
  });

  it('may be given with fields left empty', () => {
    const emptied = { ...volume().spec, mountOptions: null, claimRef: null, storageClassName: null };
    const odd = { ...volume(), spec: emptied } as unknown as PersistentVolume;
    const made = target({ manifests: { ...manifests, volume: odd } }, observation({}));
    assert.deepEqual(made.volume.spec.mountOptions ?? [], []);
    assert.equal(made.volume.spec.claimRef?.name, 's3-pvc');
    target({ manifests: { ...manifests, volume: odd }, set: new Map([['cache', 'emptyDir']]) }, observation({}));
  });
});

describe('target: bare Pods', () => {
  it('are part of it only where that was asked for, and only those that run', () => {
    const holders = [
      holder({ name: 'bare' }),
      holder({ name: 'of-web', workload: WEB }),
      holder({ name: 'done', phase: 'Succeeded' }),
      holder({ name: 'going', isTerminating: true }),
      holder({ name: 'waiting', nodeName: '' }),
    ];
    const observed = observation({ claim: storedClaim(), volume: storedVolume(), holders });
    assert.deepEqual(target({ unchanged: true }, observed).pods, []);
    assert.deepEqual(
      target({ unchanged: true }, observed, true).pods.map(({ metadata, spec }) => [
        metadata.name,
        metadata.uid,
        spec.nodeName,
      ]),
      [['bare', undefined, undefined]],
    );
  });
});
