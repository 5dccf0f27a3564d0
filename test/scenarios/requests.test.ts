import assert from 'node:assert/strict';
import { deployment } from '../support/manifests/deployment.js';
import { VOLUMES } from '../support/model/kinds.js';
import { isChange, type PortRequest } from '../support/model/port-request.js';
import { onModel } from './model-stage.js';
import { assertDone, installVolume, untilReady } from './stories/facts.js';

describe('a recreation, request by request', () => {
  it('asks once for each of its changes, none of which meets what a controller is about to write, and keeps its watches', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage, { reclaimPolicy: 'Delete' });
      await stage.create(deployment({ namespace: stage.namespace, replicas: 2 }));
      await untilReady(stage, 2);
      const asked: string[] = [];
      const before = (request: PortRequest) => {
        const { kind } = request.resource;
        if (kind !== 'Lease' && (isChange(request) || request.verb === 'watch')) asked.push(`${request.verb} ${kind}`);
        return undefined;
      };

      const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
      assertDone(await stageOn(model.connect({ faults: { before } })).plugin(edit));

      assert.deepEqual(asked, [
        'patch PersistentVolume',
        'delete PersistentVolumeClaim',
        'watch PersistentVolumeClaim',
        'watch PersistentVolume',
        'watch Pod',
        'delete Pod',
        'delete Pod',
        'delete PersistentVolume',
        'create PersistentVolume',
        'create PersistentVolumeClaim',
        'patch PersistentVolume',
      ]);
    });
  });

  it('looks at its lock while the volume is not let go of yet, and not while nothing else is waited for', async () => {
    await onModel(async (stage, { model, stageOn }) => {
      await installVolume(stage);
      await stage.create(deployment({ namespace: stage.namespace, replicas: 1, stopMs: 5_000 }));
      await untilReady(stage, 1);
      const phases: (string | undefined)[] = [];
      const before = ({ verb, resource }: PortRequest) => {
        if (verb === 'get' && resource.kind === 'Lease') phases.push(model.all(VOLUMES)[0]?.status?.phase);
        return undefined;
      };

      const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
      assertDone(await stageOn(model.connect({ faults: { before } })).plugin(edit));

      const [toTake, asTheStepBegins, toRelease, ...others] = phases;
      assert.deepEqual([toTake, asTheStepBegins, toRelease, others], ['Bound', 'Bound', 'Bound', []]);
    });
  });
});
