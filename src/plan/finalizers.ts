import type { KubernetesObject } from '../model/objects.js';

/** How it looks, whose it is, and where that is known when it goes. */
type Known = readonly [pattern: RegExp, owner: string, until?: string];

/**
 * Finalizers as they are met on claims, volumes and their Pods, by the controller that they belong to. They are waited for,
 * never removed (FIELD.md 2.6).
 */
const KNOWN: readonly Known[] = [
  [/^snapshot\.storage\.kubernetes\.io\//, 'the snapshot controller', 'the snapshots of the claim are taken'],
  [/^external-attacher\//, 'the external-attacher of its CSI driver', 'its VolumeAttachments are gone'],
  [/^external-provisioner\.volume\.kubernetes\.io\//, 'the external-provisioner of its CSI driver'],
  [/^populator\.storage\.k8s\.io\/|\/populate-target-protection$/, 'a volume populator', 'the volume is filled'],
  [/^foregroundDeletion$/, 'the garbage collector', 'all that it owns is deleted'],
  [/^orphan$/, 'the garbage collector', 'all that it owned is let go'],
  [/^batch\.kubernetes\.io\/job-tracking$/, 'the Job controller', 'the Pod is counted'],
  [/^service\.kubernetes\.io\//, 'the load balancer controller'],
  [/(^|[./])argocd\.argoproj\.io(\/|$)/, 'Argo CD', 'its application has deleted it'],
  [/(^|[./])argoproj\.io(\/|$)/, 'Argo'],
  [/(^|[./])fluxcd\.io(\/|$)/, 'Flux'],
  [/(^|[./])velero\.io(\/|$)/, 'Velero', 'its backup is done'],
  [/(^|[./])kasten\.io(\/|$)/, 'Kasten K10', 'its backup is done'],
  [/(^|[./])ramendr\.openshift\.io(\/|$)/, 'Ramen, which protects it against disasters'],
  [/^replication\.storage\.openshift\.io\//, 'the volume replication controller'],
  [/(^|[./])cattle\.io(\/|$)/, 'Rancher'],
  [/(^|[./])kubevirt\.io(\/|$)/, 'KubeVirt'],
  [/(^|[./])crossplane\.io(\/|$)/, 'Crossplane'],
  [/(^|[./])kubernetes\.io(\/|$)/, 'Kubernetes'],
];

/** pvc-protection and pv-protection, which every claim and volume has and which the steps of a run wait for. */
const PROTECTION = new Set(['kubernetes.io/pvc-protection', 'kubernetes.io/pv-protection']);

/** On every Pod of a Job, and removed as soon as the Pod has ended. */
const JOB_TRACKING = 'batch.kubernetes.io/job-tracking';

/** Those of an object that are not a normal part of its life. */
export function foreignFinalizersOf({ metadata }: KubernetesObject): readonly string[] {
  return (metadata.finalizers ?? []).filter((finalizer) => !PROTECTION.has(finalizer) && finalizer !== JOB_TRACKING);
}

/** The finalizer, with the controller that it belongs to where that is known. */
export function describeFinalizer(finalizer: string): string {
  const owner = PROTECTION.has(finalizer) ? undefined : known(finalizer)?.[1];
  return owner === undefined ? finalizer : `${finalizer} of ${owner}`;
}

/** What a deletion waits for, as the end of a sentence. */
export function endOfFinalizer(finalizer: string): string {
  const [, owner, until] = known(finalizer) ?? [];
  return until ?? `${owner ?? 'the controller behind it'} has removed it`;
}

function known(finalizer: string): Known | undefined {
  return KNOWN.find(([pattern]) => pattern.test(finalizer));
}
