import type { Preconditions, WriteOptions } from '../../model/cluster.js';
import { ApiError } from '../../model/errors.js';
import { FIELD_MANAGER } from '../../model/field-manager.js';
import { isJsonObject, type JsonObject } from '../../model/json.js';
import type { KubernetesObject } from '../../model/objects.js';
import { describeKey, type ObjectKey } from '../../model/references.js';
import type { Answer, ApiCall } from '../transport/api-call.js';
import { LostReply } from '../transport/lost-reply.js';
import type { Transport } from '../transport/transport.js';
import { objectPath } from './api-path.js';
import { getObject } from './get-object.js';
import { holdsPatch } from './holds.js';
import { parseObject } from './parse-object.js';

/**
 * Sends a merge patch. The preconditions are part of it: the server refuses to change a uid, and a resourceVersion that is not the present
 * one. When the reply is lost it looks whether the patch holds, and sends it once more if nothing has changed.
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
  // What is only tried may be sent as often as it takes.
  if (dryRun) return send((sent) => transport.read(sent), transport, call, key, uid);
  const write: Send = (sent) => transport.write(sent);
  try {
    return await send(write, transport, call, key, uid);
  } catch (error) {
    if (!(error instanceof LostReply)) throw error;
    const now = await getObject(transport, key);
    if (now !== undefined && now.metadata.uid === uid && holdsPatch(now, patch)) return now;
    // If it has changed since, the resourceVersion in it says so.
    return send(write, transport, call, key, uid);
  }
}

type Send = (call: ApiCall) => Promise<Answer>;

async function send(
  by: Send,
  transport: Transport,
  call: ApiCall,
  key: ObjectKey,
  uid: string,
): Promise<KubernetesObject> {
  try {
    return parseObject((await by(call)).body);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    // A uid that differs is refused as an invalid change of the object.
    const now = await getObject(transport, key);
    if (now === undefined || now.metadata.uid === uid) throw error;
    const words = `${describeKey(key)} was replaced: its uid is ${now.metadata.uid ?? 'unknown'}, not ${uid}`;
    throw new ApiError('Conflict', 409, words, { cause: error });
  }
}
