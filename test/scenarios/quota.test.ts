import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import { pod } from '../support/manifests/pod.js';
import type { LoggedRequest } from '../support/model/port-request.js';
import { onModel } from './model-stage.js';
import { assertDone, assertExit, installVolume, untilReady } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

const QUOTA = new ApiError(
  'Forbidden',
  403,
  'claims "x" is forbidden: exceeded quota: q, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1',
);

/** The first so many requests of a kind get this answer. */
function refusing(isMeant: (request: LoggedRequest) => boolean, error: ApiError, times = Infinity) {
  let left = times;
  return { before: (request: LoggedRequest) => (isMeant(request) && left-- > 0 ? error : undefined) };
}

describe('a quota that is used up, on the model', () => {
  it('a claim that a quota still counts is waited for, and so is a bare Pod', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(pod({ namespace: stage.namespace, name: 'bare' }));
      await untilReady(stage, 1);
      const ofKind = (kind: string) => (request: LoggedRequest) =>
        request.verb === 'create' && request.resource.kind === kind && request.dryRun !== true;
      const claims = refusing(ofKind('PersistentVolumeClaim'), QUOTA, 3);
      const pods = refusing(ofKind('Pod'), QUOTA, 3);
      const faults = { before: (request: LoggedRequest) => claims.before(request) ?? pods.before(request) };

      const result = await stageOn(model.connect({ faults })).plugin([...EDIT, '--recreate-bare-pods']);

      assertDone(result);
      assert.match(result.stderr, /waiting for room in the quota for claim app\/s3-pvc: .*exceeded quota: q/);
      await untilReady(stage, 1);
    });
  });

  it('a quota that stays used up ends the wait, and the run can be resumed', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const isClaim = ({ verb, resource, dryRun }: LoggedRequest) =>
        verb === 'create' && resource.kind === 'PersistentVolumeClaim' && dryRun !== true;
      const full = stageOn(model.connect({ faults: refusing(isClaim, QUOTA) }));

      assertExit(await full.plugin([...EDIT, '--timeout=30s']), 7, /waited 30 s for room in the quota/);
      assertDone(await stage.plugin(['resume', '--yes']));
    });
  });
});
