import type { KubernetesObject } from '../../../src/model/objects.js';
import { podTemplate, type TemplateManifest } from './pod-template.js';

export interface DaemonSetManifest extends TemplateManifest {
  readonly name?: string;
  readonly namespace?: string;
}

/** A DaemonSet whose Pods all mount one claim. */
export function daemonSet(manifest: DaemonSetManifest = {}) {
  const { name = 'agent', namespace = 'app' } = manifest;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { matchLabels: { app: name } }, template: podTemplate(name, manifest) },
  } satisfies KubernetesObject;
}
