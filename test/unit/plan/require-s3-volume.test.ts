import assert from 'node:assert/strict';
import { ApiError } from '../../../src/model/errors.js';
import type { EditedManifests } from '../../../src/model/edits.js';
import type { PersistentVolume } from '../../../src/model/objects.js';
import type { Observation } from '../../../src/model/observation.js';
import { requireS3Volume } from '../../../src/plan/require-s3-volume.js';
import { claim } from '../../support/manifests/claim.js';
import { volume } from '../../support/manifests/volume.js';
import { assertFails, failureOf } from './support/failures.js';
import { observation, storedClaim, storedVolume } from './support/stored.js';

function given(manifests: Partial<EditedManifests> = {}): EditedManifests {
  return { source: 'my.yaml', leftAside: [], ...manifests };
}

function refused(observed: Observation, message: RegExp, manifests?: EditedManifests): void {
  assertFails(
    () => {
      requireS3Volume(observed, manifests);
    },
    'refused',
    message,
  );
}

function withCsi(csi: unknown): PersistentVolume {
  const stored = storedVolume();
  return { ...stored, spec: { ...stored.spec, csi } } as PersistentVolume;
}

function withClaimRef(claimRef: unknown): PersistentVolume {
  const stored = storedVolume();
  return { ...stored, spec: { ...stored.spec, claimRef } } as PersistentVolume;
}

describe('require an S3 volume: what goes through', () => {
  const sound: readonly (readonly [string, Observation, EditedManifests?])[] = [
    ['a bound pair', observation({ claim: storedClaim(), volume: storedVolume() })],
    ['a volume whose claim is gone', observation({ volume: storedVolume({ phase: 'Released' }) })],
    [
      'a claim without a volume, when the volume is given',
      observation({ claim: storedClaim({ phase: 'Lost' }) }),
      given({ volume: volume() }),
    ],
    ['both gone, when both are given', observation({}), given({ claim: claim(), volume: volume() })],
    [
      'a new claim of a StatefulSet beside a Released volume',
      observation({
        claim: storedClaim({ uid: 'c2', phase: 'Pending', volume: null }),
        volume: storedVolume({ phase: 'Released' }),
      }),
    ],
    [
      'a Terminating claim whose volume was freed',
      observation({
        claim: storedClaim({ isTerminating: true }),
        volume: storedVolume({ claimUid: null, phase: 'Available' }),
      }),
    ],
    [
      'a manifest that names no volume',
      observation({ claim: storedClaim(), volume: storedVolume() }),
      given({ claim: claim({ volume: null }) }),
    ],
    [
      'manifests of the same names',
      observation({ claim: storedClaim(), volume: storedVolume() }),
      given({ claim: claim(), volume: volume() }),
    ],
  ];

  for (const [what, observed, manifests] of sound) {
    it(what, () => {
      requireS3Volume(observed, manifests);
    });
  }
});

describe('require an S3 volume: what is refused', () => {
  it('no claim, no volume, no manifest: NotFound, as the API server says it', () => {
    const failure = failureOf(() => {
      requireS3Volume(observation({}), undefined);
    });
    assert.ok(failure instanceof ApiError);
    assert.deepEqual([failure.code, failure.reason, failure.status], ['api', 'NotFound', 404]);
    assert.match(failure.message, /claim app\/s3-pvc does not exist/);
    assert.match(failure.hint ?? '', /-n/);
  });

  it('a claim that has no volume yet', () => {
    const pending = storedClaim({ phase: 'Pending', volume: null });
    refused(observation({ claim: pending }), /claim app\/s3-pvc is Pending and has no volume/);
    refused(observation({ claim: storedClaim({ phase: 'Pending', volume: '' }) }), /has no volume/);
  });

  it('a claim whose volume does not exist, also when only the claim is given', () => {
    const lost = observation({ claim: storedClaim({ phase: 'Lost' }) });
    refused(lost, /names volume s3-pv, which does not exist/);
    refused(lost, /names volume s3-pv, which does not exist/, given({ claim: claim() }));
  });

  it('a volume of another driver, with its name', () => {
    const ebs = withCsi({ driver: 'ebs.csi.aws.com', volumeHandle: 'x' });
    refused(
      observation({ claim: storedClaim(), volume: ebs }),
      /volume s3-pv belongs to the driver ebs\.csi\.aws\.com/,
    );
  });

  it('a volume that is none of CSI', () => {
    refused(observation({ claim: storedClaim(), volume: withCsi(undefined) }), /volume s3-pv is not a CSI volume/);
  });

  it('a volume that names no claim, which anybody could bind once it is recreated', () => {
    for (const claimRef of [undefined, {}, { namespace: 'app' }]) {
      refused(observation({ claim: storedClaim(), volume: withClaimRef(claimRef) }), /volume s3-pv has no claimRef/);
    }
  });

  it('a volume of another claim', () => {
    for (const claimRef of [
      { namespace: 'app', name: 'other' },
      { namespace: 'prod', name: 's3-pvc' },
    ]) {
      refused(
        observation({ claim: storedClaim(), volume: withClaimRef(claimRef) }),
        new RegExp(`belongs to claim ${claimRef.namespace}/${claimRef.name}, not to app/s3-pvc`),
      );
    }
  });

  it('a volume that is bound to an earlier claim of this name while the claim says it is Bound', () => {
    refused(
      observation({ claim: storedClaim({ uid: 'c2' }), volume: storedVolume() }),
      /bound to another claim of the name/,
    );
  });

  it('manifests that name another volume: names are kept', () => {
    const bound = observation({ claim: storedClaim(), volume: storedVolume() });
    const gone = observation({ claim: storedClaim({ phase: 'Lost' }) });
    const others: readonly (readonly [Observation, EditedManifests])[] = [
      [bound, given({ volume: volume({ name: 'other' }) })],
      [bound, given({ claim: claim({ volume: 'other' }) })],
      [gone, given({ volume: volume({ name: 'other' }) })],
    ];
    for (const [observed, manifests] of others) {
      assertFails(
        () => {
          requireS3Volume(observed, manifests);
        },
        'usage',
        /my\.yaml names volume other, but the claim's volume is s3-pv/,
      );
    }
  });
});
