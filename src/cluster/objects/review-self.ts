import * as v from 'valibot';
import type { UserIdentity } from '../../model/cluster.js';
import { ApiError } from '../../model/errors.js';
import type { Transport } from '../transport/transport.js';
import { UNSAID } from './review-access.js';

const ReviewSchema = v.looseObject({
  status: v.looseObject({
    userInfo: v.looseObject({ username: v.string(), groups: v.optional(v.array(v.string()), []) }),
  }),
});

/**
 * Asks whom the server takes the user for (SelfSubjectReview, since Kubernetes 1.28).
 *
 * @param otherwise the name that counts where the server does not say
 * @throws ApiError, when it does not answer at all
 */
export async function reviewSelf(transport: Transport, otherwise: string): Promise<UserIdentity> {
  try {
    const { body } = await transport.read({
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    const { success, output } = v.safeParse(ReviewSchema, body);
    if (success) {
      const { username, groups } = output.status.userInfo;
      return { name: username, groups, isCertain: true };
    }
  } catch (error) {
    if (!(error instanceof ApiError) || !UNSAID.has(error.reason)) throw error;
  }
  return { name: otherwise, groups: [], isCertain: false };
}
