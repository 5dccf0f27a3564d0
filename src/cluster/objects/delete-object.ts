import type { DeleteOptions } from '../../model/cluster.js';
import { isApiError } from '../../model/errors.js';
import type { ObjectKey } from '../../model/references.js';
import type { ApiCall } from '../transport/api-call.js';
import type { Transport } from '../transport/transport.js';
import { objectPath } from './api-path.js';
import { getObject } from './get-object.js';
import { sendChange } from './send-change.js';

/** @throws ApiError Conflict, where the preconditions do not hold. */
export async function deleteObject(transport: Transport, key: ObjectKey, options: DeleteOptions): Promise<void> {
  await remove(transport, key, options, {
    method: 'DELETE',
    path: objectPath(key),
    body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', ...deleteOptions(options) },
  });
}

/** Deletes a Pod where its budgets allow it. @throws ApiError TooManyRequests, where one does not. */
export async function evictPod(transport: Transport, key: ObjectKey, options: DeleteOptions): Promise<void> {
  const { name, namespace } = key;
  await remove(transport, key, options, {
    method: 'POST',
    path: `${objectPath(key)}/eviction`,
    body: {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace },
      deleteOptions: deleteOptions(options),
    },
  });
}

/** In the body: where there is one, the API server does not read the query of a deletion. */
function deleteOptions({ uid, resourceVersion, gracePeriodSeconds, dryRun = false }: DeleteOptions) {
  return { preconditions: { uid, resourceVersion }, gracePeriodSeconds, ...(dryRun ? { dryRun: ['All'] } : {}) };
}

async function remove(transport: Transport, key: ObjectKey, options: DeleteOptions, call: ApiCall): Promise<void> {
  if (options.dryRun !== true) {
    await removeOnce(transport, key, options.uid, call);
    return;
  }
  try {
    await transport.read(call);
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
  }
}

/** The preconditions keep a repeated request from meeting another object. */
async function removeOnce(transport: Transport, key: ObjectKey, uid: string, call: ApiCall): Promise<void> {
  const look = async () => ((await isOnItsWay(transport, key, uid)) ? DONE : undefined);
  try {
    await sendChange(transport, call, () => DONE, look);
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
  }
}

const DONE = true;

/** Gone, replaced by another object, or Terminating. */
async function isOnItsWay(transport: Transport, key: ObjectKey, uid: string): Promise<boolean> {
  const object = await getObject(transport, key);
  return object?.metadata.uid !== uid || object.metadata.deletionTimestamp !== undefined;
}
