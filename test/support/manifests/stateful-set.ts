import type { KubernetesObject } from '../../../src/model/objects.js';
import { claim } from './claim.js';
import { podTemplate, type TemplateManifest } from './pod-template.js';

export interface StatefulSetManifest extends TemplateManifest {
  readonly name?: string;
  readonly namespace?: string;
  readonly replicas?: number;
  /** Names a volumeClaimTemplate: each Pod gets a claim `<template>-<set>-<ordinal>` of its own (FIELD.md 2.9). */
  readonly claimTemplate?: string;
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
}

/** A StatefulSet whose Pods mount one claim, or, with a template, each its own. Its Service need not exist. */
export function statefulSet(manifest: StatefulSetManifest = {}) {
  const {
    name = 'db',
    namespace = 'app',
    replicas = 1,
    claimTemplate,
    podManagementPolicy = 'OrderedReady',
  } = manifest;
  const template = podTemplate(name, claimTemplate === undefined ? manifest : { ...manifest, claim: null });
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      replicas,
      podManagementPolicy,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template,
      ...(claimTemplate === undefined ? {} : { volumeClaimTemplates: [claimTemplateNamed(claimTemplate)] }),
    },
  } satisfies KubernetesObject;
}

/** Without `volumeName`, as a template for several claims must be. */
function claimTemplateNamed(name: string) {
  return { metadata: { name }, spec: claim({ volume: null }).spec };
}
