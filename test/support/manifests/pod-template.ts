import { podSpec, type PodManifest, wishesOf } from './pod.js';

export interface TemplateManifest extends Omit<PodManifest, 'name' | 'namespace' | 'claims'> {
  /** The claim that every Pod mounts; `null` for none. */
  readonly claim?: string | null;
}

/** What workloads make their Pods from, labelled `app=<workload>`. */
export function podTemplate(workload: string, manifest: TemplateManifest) {
  const { claim = 's3-pvc', labels = {}, annotations = {} } = manifest;
  return {
    metadata: { labels: { app: workload, ...labels }, annotations: { ...annotations, ...wishesOf(manifest) } },
    spec: podSpec({ ...manifest, claims: claim === null ? [] : [claim] }),
  };
}
