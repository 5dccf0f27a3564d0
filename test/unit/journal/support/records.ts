import type { RunRecord } from '../../../../src/model/journal.js';
import type { PersistentVolumeClaim } from '../../../../src/model/objects.js';
import { claimManifest, volumeManifest } from '../../../../src/plan/manifest.js';
import { holder, storedClaim, storedVolume, WEB } from '../../plan/support/stored.js';

/** Text that a careless writer would lose or change. */
export const HARD_TEXT = 'tab\t "quotes" \\ \u2028 \u0000 \u007f é 😀 <&> yes\n';

/** A claim with what no model of today knows. */
function oddClaim(): PersistentVolumeClaim {
  const claim = storedClaim({ annotations: { hard: HARD_TEXT, empty: '' }, labels: { '10': 'ten', '9': 'nine' } });
  return { ...claim, futureField: { deep: [null, 0, false, '', [], {}, 1.5, 1e21] } };
}

/** What a run fixes before its first change. */
export function runRecord(given: Partial<RunRecord> = {}): RunRecord {
  return {
    id: '20260105-090000-s3-pvc-8000',
    startedAt: '2026-01-05T09:00:00.000Z',
    cluster: { context: 'prod', server: 'https://10.0.0.1:6443' },
    namespace: 'app',
    claimName: 's3-pvc',
    volumeName: 's3-pv',
    snapshot: { claim: oddClaim(), volume: storedVolume(), pods: [holder({ workload: WEB }).pod] },
    target: {
      claim: claimManifest(storedClaim()),
      volume: volumeManifest(storedVolume()),
      pods: [],
      replaces: { claimUid: 'c1' },
    },
    changes: [{ object: 'volume', path: ['spec', 'mountOptions'], from: ['a'], to: ['b'], effect: 'patch' }],
    steps: [{ id: 'recheck', title: 'check' }],
    workloads: [{ ...WEB, expectedReady: 3 }],
    settings: { timeoutMs: 300_000, unmountTimeoutMs: 360_000, gracePeriodSeconds: 5 },
    approval: { by: 'flag', user: 'me@here', at: '2026-01-05T09:00:00.000Z' },
    ...given,
  };
}
