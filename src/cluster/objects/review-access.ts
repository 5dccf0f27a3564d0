import * as v from 'valibot';
import type { Access } from '../../model/cluster.js';
import { ApiError } from '../../model/errors.js';
import type { Transport } from '../transport/transport.js';

const ReviewSchema = v.looseObject({
  status: v.looseObject({
    allowed: v.boolean(),
    denied: v.optional(v.boolean(), false),
    evaluationError: v.optional(v.string(), ''),
  }),
});

/** Asks whether the user may do something; true where the server does not say. @throws ApiError, when it does not answer at all. */
export async function reviewAccess(transport: Transport, access: Access): Promise<boolean> {
  try {
    const { body } = await transport.read({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: attributes(access) },
      },
    });
    const { success, output } = v.safeParse(ReviewSchema, body);
    if (!success) return true;
    const { allowed, denied, evaluationError } = output.status;
    // An authorizer that failed has not said no.
    return allowed || (!denied && evaluationError !== '');
  } catch (error) {
    if (error instanceof ApiError && UNSAID.has(error.reason)) return true;
    throw error;
  }
}

/** Reviewing is itself a right, and an API that a server may not have. */
export const UNSAID = new Set(['Forbidden', 'NotFound', 'MethodNotAllowed']);

function attributes({ verb, resource, subresource, namespace, name }: Access) {
  const [group, version] = resource.apiVersion.includes('/')
    ? resource.apiVersion.split('/')
    : ['', resource.apiVersion];
  return { verb, group, version, resource: resource.plural, subresource, namespace, name };
}
