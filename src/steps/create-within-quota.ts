import { ApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import { describeKey, keyOf, type Resource } from '../model/references.js';
import type { StepContext } from '../model/step.js';
import { isQuotaRefusal } from '../plan/quota.js';

/** How soon a creation is asked for again: the quota controller counts what has gone within moments. In milliseconds. */
const RETRY_MS = 500;

/**
 * Creates the successor of an object that has just gone. A quota counts it until its controller has looked again, and the
 * server refuses the new one as long.
 *
 * @throws ApiError, as create; Failure timed-out, with the server's words, where the quota stays used up
 */
export async function createWithinQuota(
  context: StepContext,
  object: KubernetesObject,
  resource: Resource,
): Promise<void> {
  const refusal = async (): Promise<string | undefined> => {
    try {
      await context.cluster.create(object, resource);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError && isQuotaRefusal(error.message)) return error.message;
      throw error;
    }
  };
  if ((await refusal()) === undefined) return;
  const key = keyOf(resource, object);
  await context.wait({
    what: `room in the quota for ${describeKey(key)}`,
    limitMs: context.settings.timeoutMs,
    watch: { created: key },
    look: async () => {
      const words = await refusal();
      return words === undefined ? { done: true } : { done: false, blockers: [words], againInMs: RETRY_MS };
    },
  });
}
