import { ATTACHMENT_CRD, ATTACHMENTS_PATH } from './attachment-crd.js';
import type { ControlPlane } from './control-plane.js';
import { driverObjects, type DriverVersion } from './driver-objects.js';
import { waitUntil } from './wait-until.js';

export { startDriverActor } from './driver-actor.js';
export type { DriverActor, DriverActorOptions } from './driver-actor.js';
export type { DriverVersion } from './driver-objects.js';
export type { Attachment } from './sharing-key.js';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const ALREADY_EXISTS = [409];

/**
 * Creates what an installed driver consists of, as far as it can be seen through the API, and returns when its kind
 * of attachment can be used. Nothing mounts: kwok runs no containers. For what the controller does, start the actor.
 */
export async function installDriver(
  cluster: Pick<ControlPlane, 'api'>,
  version: DriverVersion = 'v2.7.0',
): Promise<void> {
  const { api } = cluster;
  for (const { collection, object } of driverObjects(version)) {
    await api.expect('POST', collection, object, ALREADY_EXISTS);
  }
  if (version.startsWith('v2.')) {
    await api.expect('POST', CRDS, ATTACHMENT_CRD, ALREADY_EXISTS);
    await waitUntil('attachments are served', async () => (await api.request('GET', ATTACHMENTS_PATH)).status === 200);
  }
}
