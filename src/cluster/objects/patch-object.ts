import type { Preconditions, WriteOptions } from '../../model/cluster.js';
import { ApiError } from '../../model/errors.js';
import { FIELD_MANAGER } from '../../model/field-manager.js';
import { isJsonObject, type JsonObject } from '../../model/json.js';
import type { KubernetesObject } from '../../model/objects.js';
import { describeKey, type ObjectKey } from '../../model/references.js';
import type { Answer, ApiCall } from '../transport/api-call.js';
import type { Transport } from '../transport/transport.js';
import { objectPath } from './api-path.js';
import { getObject } from './get-object.js';
import { holdsPatch } from './holds.js';
import { parseObject } from './parse-object.js';
import { sendChange } from './send-change.js';

/**
 * Sends a merge patch. The preconditions are part of it: the server refuses to change a uid, and a resourceVersion that is not the present
 * one. When the reply is lost it looks whether the patch holds, and sends it again if not: had the object changed since, the
 * resourceVersion would say so.
 * @throws ApiError Conflict, where the preconditions do not hold.
 */
export async function patchObject(
  transport: Transport,
  key: ObjectKey,
  patch: JsonObject,
  preconditions: Preconditions,
  { dryRun = false }: WriteOptions = {},
): Promise<KubernetesObject> {
  const { uid, resourceVersion } = preconditions;
  const metadata = isJsonObject(patch['metadata']) ? patch['metadata'] : {};
  const call: ApiCall = {
    method: 'PATCH',
    path: objectPath(key),
    query: { fieldManager: FIELD_MANAGER, dryRun: dryRun ? 'All' : undefined },
    contentType: 'application/merge-patch+json',
    body: { ...patch, metadata: { ...metadata, uid, resourceVersion } },
  };
  const read = ({ body }: Answer): KubernetesObject => parseObject(body);
  const look = async (): Promise<KubernetesObject | undefined> => {
    const now = await getObject(transport, key);
    return now?.metadata.uid === uid && holdsPatch(now, patch) ? now : undefined;
  };
  try {
    // What is only tried may be sent as often as it takes.
    return dryRun ? read(await transport.read(call)) : await sendChange(transport, call, read, look);
  } catch (error) {
    throw await asConflict(error, transport, key, uid);
  }
}

/** A uid that differs is refused as an invalid change of the object. */
async function asConflict(error: unknown, transport: Transport, key: ObjectKey, uid: string): Promise<unknown> {
  if (!(error instanceof ApiError) || error.status !== 422) return error;
  const now = await getObject(transport, key);
  if (now === undefined || now.metadata.uid === uid) return error;
  const words = `${describeKey(key)} was replaced: its uid is ${now.metadata.uid ?? 'unknown'}, not ${uid}`;
  return new ApiError('Conflict', 409, words, { cause: error });
}
