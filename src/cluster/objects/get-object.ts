import { isApiError } from '../../model/errors.js';
import type { KubernetesObject } from '../../model/objects.js';
import type { ObjectKey } from '../../model/references.js';
import type { Transport } from '../transport/transport.js';
import { objectPath } from './api-path.js';
import { parseObject } from './parse-object.js';

/** An object, and the server's clock when it was read. */
export interface Sighting {
  /** undefined: NotFound */
  readonly object: KubernetesObject | undefined;
  readonly serverTimeMs: number | undefined;
}

export async function getObject(transport: Transport, key: ObjectKey): Promise<KubernetesObject | undefined> {
  return (await lookAt(transport, key)).object;
}

export async function lookAt(transport: Transport, key: ObjectKey): Promise<Sighting> {
  try {
    const { body, serverTimeMs } = await transport.read({ method: 'GET', path: objectPath(key) });
    return { object: parseObject(body), serverTimeMs };
  } catch (error) {
    if (isApiError(error, 'NotFound')) return { object: undefined, serverTimeMs: undefined };
    throw error;
  }
}
