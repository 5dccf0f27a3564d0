import type { KubernetesObject, Pod } from '../../../../src/model/objects.js';
import type { AnyKind, PodTemplate } from '../kinds.js';

/** A Pod as a workload's controller makes it. */
export function podFrom(template: PodTemplate, owner: KubernetesObject, name: string): Pod {
  const { namespace = '' } = owner.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name, namespace, ownerReferences: [ownerReferenceTo(owner)] },
    spec: template.spec,
  };
}

export function ownerReferenceTo(owner: KubernetesObject) {
  const { apiVersion, kind, metadata } = owner;
  const { name, uid = '' } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function isOwnedBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  return object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) === true;
}

/** The owner of this kind that controls the object, by its name. */
export function ownerNameOf(object: KubernetesObject, kind: AnyKind): string | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true && owner.kind === kind.kind)?.name;
}
