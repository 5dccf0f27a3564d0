import type { KubernetesObject } from '../../../src/model/objects.js';
import { podTemplate, type TemplateManifest } from './pod-template.js';

export interface DeploymentManifest extends TemplateManifest {
  readonly name?: string;
  readonly namespace?: string;
  readonly replicas?: number;
}

/** A Deployment whose Pods all mount one claim. */
export function deployment(manifest: DeploymentManifest = {}) {
  const { name = 'web', namespace = 'app', replicas = 3 } = manifest;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { app: name } },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: podTemplate(name, manifest) },
  } satisfies KubernetesObject;
}
