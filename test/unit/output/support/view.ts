import type { PlanView } from '../../../../src/model/texts.js';
import type { Holder } from '../../../../src/model/observation.js';
import { plan } from '../../../../src/plan/build-plan.js';
import { claimManifest, volumeManifest } from '../../../../src/plan/manifest.js';
import { manifestDiff } from '../../../../src/plan/manifest-diff.js';
import { holder, observation, storedClaim, storedVolume, type StoredVolume, WEB } from '../../plan/support/stored.js';

export const HOLDERS: readonly Holder[] = [
  holder({ name: 'web-1', workload: WEB, gracePeriodSeconds: 60 }),
  holder({ name: 'bare', nodeName: 'node-2', phase: 'Succeeded' }),
];

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What is shown of a recreation that sets authenticationSource, or of other wishes. */
export function planView(
  given: Partial<PlanView> & { readonly wanted?: StoredVolume; readonly holders?: readonly Holder[] } = {},
): PlanView {
  const {
    wanted = { attributes: { bucketName: 'my-bucket', authenticationSource: 'pod' } },
    holders = HOLDERS,
    ...view
  } = given;
  const observed = observation({ claim: storedClaim(), volume: storedVolume(), holders });
  const target = {
    claim: claimManifest(storedClaim()),
    volume: volumeManifest(storedVolume(wanted)),
    pods: [],
    replaces: {},
  };
  const made = plan(observed, target);
  return {
    plan: made,
    digest: DIGEST,
    diff: manifestDiff(made),
    checks: [],
    cluster: { context: 'prod', server: 'https://10.0.0.1:6443', namespace: 'app', user: 'me' },
    folder: '/state/runs/run-1',
    leftAside: [],
    now: Date.UTC(2026, 0, 5, 12),
    ...view,
  };
}
