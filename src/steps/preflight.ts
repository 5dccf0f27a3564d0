import type { Cluster } from '../model/cluster.js';
import { ApiError, isApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { CheckResult, Plan, StepId } from '../model/plan.js';
import { CLAIM, VOLUME, type Resource } from '../model/references.js';
import { neededAccess } from '../plan/needed-access.js';
import { forbidden, missingRights } from './missing-rights.js';

/**
 * Asks the API server, before anything is changed, whether this plan can be carried out: the rights it needs, all missing
 * ones at once, and whether the new objects would be accepted (FIELD.md 2.10).
 *
 * @throws ApiError Forbidden, or what the server answers to the new objects
 */
export async function preflight(cluster: Cluster, plan: Plan): Promise<readonly CheckResult[]> {
  await requireAccess(cluster, plan);
  const { claim, volume } = plan.target;
  const isCreated = (id: StepId): boolean => plan.steps.some((step) => step.id === id);
  const warnings = await Promise.all([
    isCreated('create-volume') ? tryCreation(cluster, volume, VOLUME) : [],
    isCreated('create-claim') ? tryCreation(cluster, claim, CLAIM) : [],
  ]);
  return warnings.flat();
}

async function requireAccess(cluster: Cluster, plan: Plan): Promise<void> {
  const missing = await missingRights(cluster, neededAccess(plan));
  if (missing.length > 0) throw await forbidden(cluster, plan.observed.claimName, missing);
}

/** Under another name, since the real one is taken; runs schema, quota and admission (FIELD.md 2.10). */
async function tryCreation(
  cluster: Cluster,
  object: KubernetesObject,
  resource: Resource,
): Promise<readonly CheckResult[]> {
  const name = `${object.metadata.name.slice(0, 220)}-s3csi-recreate-check`;
  try {
    await cluster.create({ ...object, metadata: { ...object.metadata, name } }, resource, { dryRun: true });
    return [];
  } catch (error) {
    // The old object still counts against the quota; the new one takes its place.
    if (isApiError(error, 'Forbidden') && error.message.includes('exceeded quota')) {
      return [{ id: 'quota', level: 'warning', message: `the namespace's quota is used up: ${error.message}` }];
    }
    if (error instanceof ApiError) {
      throw new ApiError(error.reason, error.status, `the new ${object.kind} would be refused: ${error.message}`, {
        hint: error.hint ?? 'nothing was changed; correct the edits and run the command again',
        cause: error,
      });
    }
    throw error;
  }
}
