import { ApiError } from '../../model/errors.js';
import { FIELD_MANAGER } from '../../model/field-manager.js';
import { isJsonObject } from '../../model/json.js';
import type { WriteOptions } from '../../model/cluster.js';
import type { KubernetesObject } from '../../model/objects.js';
import { keyOf, type Resource } from '../../model/references.js';
import type { ApiCall } from '../transport/api-call.js';
import type { Transport } from '../transport/transport.js';
import { collectionPath } from './api-path.js';
import { lookAt, type Sighting } from './get-object.js';
import { holdsManifest } from './holds.js';
import { parseObject } from './parse-object.js';
import { sendChange } from './send-change.js';

/**
 * Creates an object. When the reply is lost it looks: what stands there is taken for ours if it has all that was sent, names us among those
 * who set its fields, and is no older than the sending; if nothing stands there it is sent again.
 * @throws ApiError AlreadyExists, when the name is taken by another object.
 */
export async function createObject(
  transport: Transport,
  object: KubernetesObject,
  resource: Resource,
  { dryRun = false }: WriteOptions = {},
): Promise<KubernetesObject> {
  const call: ApiCall = {
    method: 'POST',
    path: collectionPath(resource, object.metadata.namespace),
    query: { dryRun: dryRun ? 'All' : undefined, fieldManager: FIELD_MANAGER },
    body: object,
  };
  // A dry run leaves nothing behind that could be found twice.
  if (dryRun) return parseObject((await transport.read(call)).body);
  const sentAt = transport.clock.now();
  const look = async (cause: ApiError): Promise<KubernetesObject | undefined> => {
    const sighting = await lookAt(transport, keyOf(resource, object));
    if (sighting.object === undefined) return undefined;
    if (isOurs(sighting, object, transport.clock.now() - sentAt)) return sighting.object;
    throw alreadyExists(object, resource, cause);
  };
  return sendChange(transport, call, ({ body }) => parseObject(body), look);
}

/** Timestamps are cut to the second, at both ends. */
const ROUNDING_MS = 2_000;

function isOurs({ object, serverTimeMs }: Sighting, sent: KubernetesObject, sinceSentMs: number): boolean {
  const createdAt = Date.parse(object?.metadata.creationTimestamp ?? '');
  // Measured on the server's clock alone, so that ours may be wrong.
  const ageMs = (serverTimeMs ?? NaN) - createdAt;
  const isYoung = ageMs <= sinceSentMs + ROUNDING_MS;
  return isYoung && namesUs(object) && holdsManifest(withoutServerFields(object), withoutServerFields(sent));
}

function namesUs(object: KubernetesObject | undefined): boolean {
  const entries = object?.metadata['managedFields'];
  return Array.isArray(entries) && entries.some((entry) => isJsonObject(entry) && entry['manager'] === FIELD_MANAGER);
}

/** uid, versions and times are the server's, whatever was sent; to the finalizers it adds its own. */
function withoutServerFields(object: KubernetesObject | undefined): unknown {
  if (object === undefined) return undefined;
  const { name, namespace, labels, annotations, ownerReferences } = object.metadata;
  return {
    ...object,
    metadata: { name, namespace, labels, annotations, ownerReferences },
    status: undefined,
  };
}

function alreadyExists(object: KubernetesObject, resource: Resource, cause: ApiError): ApiError {
  const words = `${resource.plural} "${object.metadata.name}" already exists`;
  return new ApiError('AlreadyExists', 409, words, { cause });
}
