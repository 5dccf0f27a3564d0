import * as v from 'valibot';
import { ApiError } from '../../model/errors.js';
import type { KubernetesObject } from '../../model/objects.js';

const text = v.optional(v.string());

/** Just what is read of every object. The object itself is kept as it came, with every field this does not name. */
const ObjectSchema = v.looseObject({
  apiVersion: v.string(),
  kind: v.string(),
  metadata: v.looseObject({
    name: v.string(),
    namespace: text,
    uid: text,
    resourceVersion: text,
    creationTimestamp: text,
    deletionTimestamp: text,
    labels: v.optional(v.record(v.string(), v.string())),
    annotations: v.optional(v.record(v.string(), v.string())),
    finalizers: v.optional(v.array(v.string())),
  }),
});

/** @throws ApiError UnexpectedAnswer, when what the server sent is no object of the API. */
export function parseObject(value: unknown): KubernetesObject {
  if (isKubernetesObject(value)) return value;
  throw new ApiError('UnexpectedAnswer', 200, 'the server answered with something that is not an object of the API');
}

/** What JSON.parse gave is JSON: beyond the named fields there is nothing to check. */
function isKubernetesObject(value: unknown): value is KubernetesObject {
  return v.is(ObjectSchema, value);
}
