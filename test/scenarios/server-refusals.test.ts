import assert from 'node:assert/strict';
import { ApiError } from '../../src/model/errors.js';
import { BUDGET, LEASE } from '../../src/model/references.js';
import { deployment } from '../support/manifests/deployment.js';
import type { LoggedRequest } from '../support/model/port-request.js';
import { onModel } from './model-stage.js';
import { assertDone, assertExit, assertUntouched, installVolume, readPair, untilReady } from './stories/facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

/** Requests of a kind get this answer. */
function refusing(isMeant: (request: LoggedRequest) => boolean, error: ApiError) {
  return { before: (request: LoggedRequest) => (isMeant(request) ? error : undefined) };
}

describe('what the server refuses, on the model', () => {
  it('an eviction that a budget forbids now is told by a server dry run, with exit code 3', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
      await untilReady(stage, 2);
      const budget = new ApiError('TooManyRequests', 429, "Cannot evict pod as it would violate the pod's budget.");
      const guarded = stageOn(model.connect({ faults: refusing(({ verb }) => verb === 'evict', budget) }));

      const result = await guarded.plugin(['s3-pvc', '--mount-option', 'allow-other', '--dry-run=server']);

      assertExit(result, 3, /^error: the server would not let you restart 2 Pods.*violate the pod's budget\. \(a run/m);
    });
  });

  it('the list of budgets is told in the plan, and keeps no run from its work', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
      await untilReady(stage, 2);
      const forbidden = new ApiError('Forbidden', 403, 'poddisruptionbudgets.policy is forbidden');
      const faults = refusing(({ verb, resource }) => verb === 'list' && resource.plural === BUDGET.plural, forbidden);

      const result = await stageOn(model.connect({ faults })).plugin([...EDIT, '--yes']);

      assertDone(result);
      assert.match(result.stderr, /^ {2}! you may not list poddisruptionbudgets in namespace app, so none is heeded/m);
    });
  });

  it('a lock that another run holds is told by a server dry run, with exit code 4, and can be taken over', async () => {
    await onModel(async (stage, { clock }) => {
      await installVolume(stage);
      const before = await readPair(stage);
      const renewTime = new Date(clock.now()).toISOString().replace('Z', '000Z');
      await stage.create({
        apiVersion: LEASE.apiVersion,
        kind: LEASE.kind,
        metadata: { name: `s3csi-recreate-${stage.volumeName}`, namespace: stage.namespace },
        spec: { holderIdentity: 'jane@host, run 7', leaseDurationSeconds: 30, acquireTime: renewTime, renewTime },
      });

      const held = await stage.plugin([...EDIT, '--dry-run=server']);
      const takenOver = await stage.plugin([...EDIT, '--dry-run=server', '--take-over-lock']);

      assertExit(held, 4, /^ {2}x take the lock of volume s3-pv: another run works on this volume: jane@host, run 7/m);
      assertDone(takenOver);
      await assertUntouched(stage, before);
    });
  });

  it('a server that does not answer is no refusal of a step', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      const away = new ApiError('Unreachable', 0, 'the server did not answer');
      const faults = refusing(({ verb, dryRun }) => verb === 'delete' && dryRun === true, away);

      const result = await stageOn(model.connect({ faults })).plugin([...EDIT, '--dry-run=server']);

      assertExit(result, 5, /^error: the server did not answer$/m);
    });
  });
});
