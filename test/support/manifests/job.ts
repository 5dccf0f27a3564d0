import type { KubernetesObject } from '../../../src/model/objects.js';
import { podTemplate, type TemplateManifest } from './pod-template.js';

export interface JobManifest extends TemplateManifest {
  readonly name?: string;
  readonly namespace?: string;
  readonly backoffLimit?: number;
  /** So many Pods beside each other, each with work of its own. */
  readonly completions?: number;
  readonly restartPolicy?: 'Never' | 'OnFailure';
}

/** A Job of one Pod, which stays, Completed, and holds its claim (FIELD.md 2.1). */
export function job(manifest: JobManifest = {}) {
  const { name = 'report', namespace = 'app' } = manifest;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: { app: name } },
    spec: jobSpec(name, manifest),
  } satisfies KubernetesObject;
}

/** A CronJob that starts nothing by itself: its Jobs come from `jobOf`. */
export function cronJob(manifest: JobManifest = {}) {
  const { name = 'nightly', namespace = 'app' } = manifest;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace, labels: { app: name } },
    spec: { schedule: '0 3 * * *', suspend: true, jobTemplate: { spec: jobSpec(name, manifest) } },
  } satisfies KubernetesObject;
}

/** The Job that a CronJob would have started. It takes the CronJob as it stands in the cluster, for its uid. */
export function jobOf(owner: KubernetesObject, manifest: JobManifest = {}) {
  const { apiVersion, kind } = owner;
  const { name, namespace = 'app', uid = '' } = owner.metadata;
  const made = job({ ...manifest, name: `${name}-29460000`, namespace });
  const ownerReferences = [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];
  return { ...made, metadata: { ...made.metadata, ownerReferences } } satisfies KubernetesObject;
}

function jobSpec(name: string, manifest: JobManifest) {
  const { backoffLimit = 4, restartPolicy = 'Never', completions = 1 } = manifest;
  const template = podTemplate(name, manifest);
  return {
    backoffLimit,
    completions,
    parallelism: completions,
    template: { ...template, spec: { ...template.spec, restartPolicy } },
  };
}
