import type { KubernetesObject } from '../../src/model/objects.js';
import { driver, type DriverManifest } from '../support/manifests/driver.js';
import { ATTACHMENTS_PATH } from './attachments-path.js';
import type { ControlPlane } from './control-plane.js';
import { waitUntil } from './wait-until.js';

export { startDriverActor } from './driver-actor.js';
export type { DriverActor, DriverActorOptions } from './driver-actor.js';
export type { Attachment } from './sharing-key.js';

const ALREADY_EXISTS = [409];

/**
 * Creates what an installed driver consists of, as far as it can be seen through the API, and returns when its kind
 * of attachment can be used. Nothing mounts: kwok runs no containers. For what the controller does, start the actor.
 */
export async function installDriver({ api }: Pick<ControlPlane, 'api'>, manifest: DriverManifest = {}): Promise<void> {
  const objects = driver(manifest);
  for (const object of objects) await api.expect('POST', collectionOf(object), object, ALREADY_EXISTS);
  if (objects.some(({ kind }) => kind === 'CustomResourceDefinition')) {
    await waitUntil('attachments are served', async () => (await api.request('GET', ATTACHMENTS_PATH)).status === 200);
  }
}

/** Takes away all of a driver but its namespaces, and returns when nothing of it is served any more. */
export async function removeDriver({ api }: Pick<ControlPlane, 'api'>, manifest: DriverManifest = {}): Promise<void> {
  const objects = driver(manifest).filter(({ kind }) => kind !== 'Namespace');
  for (const object of objects) await api.expect('DELETE', `${collectionOf(object)}/${object.metadata.name}`);
  await waitUntil(
    'attachments are not served',
    async () => (await api.request('GET', ATTACHMENTS_PATH)).status === 404,
  );
}

/** Where an object is created; the kinds of a driver form their plurals the plain way. */
function collectionOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const place = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${group}${place}/${kind.toLowerCase()}s`;
}
