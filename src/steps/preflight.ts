import type { Cluster } from '../model/cluster.js';
import { ApiError, Failure } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { AdmittedField, CheckResult, Plan, StepId } from '../model/plan.js';
import { CLAIM, VOLUME, type Resource } from '../model/references.js';
import { neededAccess } from '../plan/needed-access.js';
import { forbidden, missingRights } from './missing-rights.js';
import { codeOf, tryCreation } from './try-creation.js';

/** What the server said to a plan. */
export interface Preflight {
  readonly checks: readonly CheckResult[];
  /** The same, aware of what admission adds to the new objects. */
  readonly plan: Plan;
}

/**
 * Asks the API server, before anything is changed, whether this plan can be carried out: the rights it needs, all missing
 * ones at once, and whether the new objects would be accepted (FIELD.md 2.10).
 *
 * @throws ApiError Forbidden, with the roles that would help; what the server answers to the new objects, as Failure
 * refused where admission or a quota is against them
 */
export async function preflight(cluster: Cluster, plan: Plan): Promise<Preflight> {
  const missing = await missingRights(cluster, neededAccess(plan));
  if (missing.length > 0) throw await forbidden(cluster, plan.observed.claimName, missing);
  const { observed, target } = plan;
  const isCreated = (id: StepId): boolean => plan.steps.some((step) => step.id === id);
  const trials = await Promise.all([
    ...(isCreated('create-volume') ? [requireAccepted(cluster, target.volume, VOLUME, observed.volume)] : []),
    ...(isCreated('create-claim') ? [requireAccepted(cluster, target.claim, CLAIM, observed.claim)] : []),
  ]);
  const admitted = [...(target.admitted ?? []), ...trials.flatMap((trial) => trial.admitted)];
  return {
    checks: trials.flatMap(({ checks }) => checks),
    plan: admitted.length === 0 ? plan : { ...plan, target: { ...target, admitted } },
  };
}

async function requireAccepted(
  cluster: Cluster,
  object: KubernetesObject,
  resource: Resource,
  predecessor: KubernetesObject | undefined,
): Promise<{ readonly checks: readonly CheckResult[]; readonly admitted: readonly AdmittedField[] }> {
  const trial = await tryCreation(cluster, object, resource, predecessor);
  switch (trial.outcome) {
    case 'accepted':
      return { checks: [], admitted: [] };
    case 'warning': {
      const { words: message, admitted = [] } = trial;
      const id = admitted.length === 0 ? 'quota' : 'admission';
      return { checks: [{ id, level: 'warning', message }], admitted };
    }
    case 'altered':
      throw new Failure('refused', `the new ${object.kind} would not be as planned: ${trial.words}`, { hint: WAY_OUT });
    case 'refused':
      throw refused(trial.error, object);
  }
}

const WAY_OUT = 'nothing was changed; correct the edits, or what is against them, and run the command again';

function refused(error: ApiError, { kind }: KubernetesObject): Failure {
  const code = codeOf(error);
  const message = `the new ${kind} would be refused: ${error.message}`;
  return code === 'api'
    ? new ApiError(error.reason, error.status, message, { hint: error.hint ?? WAY_OUT, cause: error })
    : new Failure(code, message, { hint: WAY_OUT, cause: error });
}
