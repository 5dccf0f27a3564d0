import { ApiError } from '../../src/model/errors.js';
import { isChange, type PortRequest } from '../support/model/port-request.js';
import type { BackDoors } from './model-stage.js';
import type { Stage } from './stage.js';
import { assertExit, installVolume } from './stories/facts.js';

/** A run that was stopped half-way, since it might not create the claim. Resolves to its name. */
export async function stopHalfWay(stage: Stage, { model, stageOn }: BackDoors): Promise<string> {
  await installVolume(stage);
  const before = (request: PortRequest): ApiError | undefined =>
    request.verb === 'create' && request.resource.kind === 'PersistentVolumeClaim' && isChange(request)
      ? new ApiError('Forbidden', 403, 'no claims for now')
      : undefined;
  const edit = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
  assertExit(await stageOn(model.connect({ faults: { before } })).plugin(edit), 5, /^error: no claims for now/m);
  const [run = ''] = await stage.runs();
  return run;
}
