import type { Access, Cluster } from '../model/cluster.js';
import { ApiError, isApiError } from '../model/errors.js';
import type { KubernetesObject } from '../model/objects.js';
import type { CheckResult, Plan, StepId } from '../model/plan.js';
import { CLAIM, MOUNT_ATTACHMENT, POD, VOLUME, type Resource } from '../model/references.js';
import { MOUNT_NAMESPACE } from '../s3csi/driver-name.js';

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
  const needed = plan.steps.flatMap(({ id }) => accessFor(id, plan));
  const distinct = [...new Map(needed.map((access) => [describe(access), access])).values()];
  const answers = await Promise.all(distinct.map((access) => cluster.can(access)));
  const missing = distinct.filter((_access, index) => answers[index] === false).map(describe);
  if (missing.length === 0) return;
  throw new ApiError('Forbidden', 403, `you may not ${missing.join(', nor ')}; nothing was changed`, {
    hint: 'ask for these rights; README, "Rights", has them as a ClusterRole',
  });
}

function accessFor(step: StepId, { observed, target }: Plan): readonly Access[] {
  const { namespace } = observed;
  const volume = (verb: string): Access => ({ verb, resource: VOLUME, name: target.volume.metadata.name });
  const claim = (verb: string): Access => ({ verb, resource: CLAIM, namespace, name: observed.claimName });
  const inNamespace = (verb: string, resource: Resource): Access => ({ verb, resource, namespace });
  const waitsForPods = ['list', 'watch'].map((verb) => inNamespace(verb, POD));
  const mount = ['list', 'watch'].flatMap((verb): Access[] => [
    { verb, resource: MOUNT_ATTACHMENT },
    { verb, resource: POD, namespace: MOUNT_NAMESPACE },
  ]);
  const needs: Record<StepId, readonly Access[]> = {
    recheck: [],
    retain: [volume('patch')],
    'delete-claim': [claim('delete')],
    'stop-pods': [claim('watch'), inNamespace('delete', POD), ...waitsForPods],
    'release-mount': observed.driver.booksAttachments ? mount : [],
    'delete-volume': [volume('delete'), volume('watch')],
    'create-volume': [{ verb: 'create', resource: VOLUME }, volume('watch')],
    'free-volume': [volume('patch'), volume('watch')],
    'create-claim': [inNamespace('create', CLAIM), claim('patch')],
    bind: [claim('watch'), volume('watch')],
    'renew-pods': [inNamespace('delete', POD), ...waitsForPods],
    'restart-bare-pods': [inNamespace('create', POD)],
    patch: [volume('patch'), claim('patch')],
    'restart-pods': [{ verb: 'create', resource: POD, subresource: 'eviction', namespace }, ...waitsForPods],
    verify: waitsForPods,
    'restore-policy': [volume('patch')],
  };
  return needs[step];
}

function describe({ verb, resource, subresource, namespace }: Access): string {
  const what = subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`;
  return `${verb} ${what}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
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
