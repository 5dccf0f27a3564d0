import type { JsonObject } from '../../../../src/model/json.js';
import type { Pod } from '../../../../src/model/objects.js';
import { CLAIMS, type StatefulSet } from '../kinds.js';
import type { World } from '../world.js';

/**
 * Creates what is missing of the claims of an ordinal, at once (FIELD.md 2.9). False while one of them is being deleted:
 * the set makes no Pod for it then and tries again.
 */
export function createMissingClaims({ api }: World, set: StatefulSet, ordinal: number): boolean {
  let isComplete = true;
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const { namespace = '' } = set.metadata;
    const name = claimName(set, template.metadata.name, ordinal);
    const present = api.read(CLAIMS, { name, namespace });
    if (present?.metadata.deletionTimestamp !== undefined) isComplete = false;
    if (present !== undefined) continue;
    const labels = { ...template.metadata.labels, ...set.spec.selector.matchLabels };
    const metadata = { ...template.metadata, name, namespace, labels };
    api.create(CLAIMS, { apiVersion: CLAIMS.apiVersion, kind: CLAIMS.kind, metadata, spec: template.spec });
  }
  return isComplete;
}

/** The Pod with the set's own claims as volumes of the templates' names. */
export function withOwnClaims(pod: Pod, set: StatefulSet, ordinal: number): Pod {
  const templates = set.spec.volumeClaimTemplates ?? [];
  const own: readonly JsonObject[] = templates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: claimName(set, name, ordinal) },
  }));
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !own.some((volume) => volume['name'] === name));
  return { ...pod, spec: { ...pod.spec, hostname: pod.metadata.name, volumes: [...others, ...own] } };
}

function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}
