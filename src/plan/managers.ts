import { isJsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';

/** Somebody who brings objects to what a source says, and left a mark on this one (FIELD.md 2.12). */
export interface Manager {
  readonly name: 'Argo CD' | 'Flux' | 'Helm';
  /** What of it owns the object: "application shop". */
  readonly owner: string;
  /** Whether it acts by itself, and would undo what it did not ask for. */
  readonly isReconciling: boolean;
  /** What to change in the source first. */
  readonly source: string;
  /** The command that keeps it still for the time of a run. */
  readonly pause?: string;
}

/** Everybody who has left a mark. A release that Flux installs is Flux's, since Helm itself does nothing there. */
export function managersOf(object: KubernetesObject): readonly Manager[] {
  const reconcilers = [argoCd(object), fluxKustomization(object), fluxHelmRelease(object)].filter(isFound);
  return reconcilers.length > 0 ? reconcilers : [helm(object)].filter(isFound);
}

/** Labels that a manager itself puts on what it applies; its source does not have them. */
export function isManagersLabel(key: string, value: string, object: KubernetesObject): boolean {
  if (MANAGERS_LABELS.has(key)) return true;
  // These two people write as well: they are the manager's only where it has left another mark.
  if (key === 'app.kubernetes.io/instance') return argoApplication(object) === value;
  return key === 'app.kubernetes.io/managed-by' && value === 'Helm' && helm(object) !== undefined;
}

/** The same for annotations. What people write to steer a manager, such as sync waves, is not among them. */
export function isManagersAnnotation(key: string): boolean {
  return MANAGERS_ANNOTATIONS.has(key);
}

const MANAGERS_LABELS = new Set([
  'argocd.argoproj.io/instance',
  'kustomize.toolkit.fluxcd.io/name',
  'kustomize.toolkit.fluxcd.io/namespace',
  'helm.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/namespace',
]);

const MANAGERS_ANNOTATIONS = new Set([
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
  'argocd.argoproj.io/refresh',
  'kustomize.toolkit.fluxcd.io/checksum',
  'helm.toolkit.fluxcd.io/checksum',
  'reconcile.fluxcd.io/requestedAt',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
]);

function argoCd(object: KubernetesObject): Manager | undefined {
  const isMarked = argoMark(object) !== undefined || isAppliedByArgo(object);
  if (!isMarked) return undefined;
  const name = argoApplication(object);
  return {
    name: 'Argo CD',
    owner: name === undefined ? 'an application that is not named on it' : `application ${name}`,
    isReconciling: true,
    source: 'change the manifest in its source first',
    pause: `argocd app set ${name ?? 'NAME'} --sync-policy none`,
  };
}

/** As `argocd` names it: of an application outside of Argo CD's own namespace, NAMESPACE/NAME. */
function argoApplication(object: KubernetesObject): string | undefined {
  const mark = argoMark(object);
  if (mark !== undefined) return mark.replace('_', '/');
  return isAppliedByArgo(object) ? object.metadata.labels?.['app.kubernetes.io/instance'] : undefined;
}

/** The tracking id is APPLICATION:GROUP/KIND:NAMESPACE/NAME; the label is what many set up instead of Argo CD's default. */
function argoMark({ metadata }: KubernetesObject): string | undefined {
  const tracked = metadata.annotations?.['argocd.argoproj.io/tracking-id'];
  return tracked === undefined ? metadata.labels?.['argocd.argoproj.io/instance'] : tracked.split(':')[0];
}

/** With tracking by label alone, which is shared with Helm's charts, only the field manager tells. */
function isAppliedByArgo({ metadata }: KubernetesObject): boolean {
  const entries: unknown = metadata['managedFields'];
  return (
    Array.isArray(entries) &&
    entries.some(
      (entry: unknown) =>
        isJsonObject(entry) && typeof entry['manager'] === 'string' && entry['manager'].startsWith('argocd-'),
    )
  );
}

function fluxKustomization({ metadata }: KubernetesObject): Manager | undefined {
  const labels = metadata.labels ?? {};
  const name = labels['kustomize.toolkit.fluxcd.io/name'];
  if (name === undefined) return undefined;
  const switches = [metadata.annotations, labels].map((map) => map?.['kustomize.toolkit.fluxcd.io/reconcile']);
  return {
    name: 'Flux',
    owner: `Kustomization ${name}`,
    isReconciling: !switches.includes('disabled'),
    source: 'change the manifest in its source first',
    pause: `flux suspend kustomization ${name}${inNamespace(labels['kustomize.toolkit.fluxcd.io/namespace'])}`,
  };
}

function fluxHelmRelease({ metadata }: KubernetesObject): Manager | undefined {
  const labels = metadata.labels ?? {};
  const name = labels['helm.toolkit.fluxcd.io/name'];
  if (name === undefined) return undefined;
  return {
    name: 'Flux',
    owner: `HelmRelease ${name}`,
    isReconciling: true,
    source: `change the values of HelmRelease ${name} first`,
    pause: `flux suspend helmrelease ${name}${inNamespace(labels['helm.toolkit.fluxcd.io/namespace'])}`,
  };
}

/** Helm acts only when somebody runs it, and then puts back what its chart says. */
function helm({ metadata }: KubernetesObject): Manager | undefined {
  const annotations = metadata.annotations ?? {};
  const name = annotations['meta.helm.sh/release-name'];
  if (name === undefined) return undefined;
  const values = `helm get values ${name}${inNamespace(annotations['meta.helm.sh/release-namespace'])}`;
  return {
    name: 'Helm',
    owner: `release ${name}`,
    isReconciling: false,
    source: `change the values of the Helm release ${name} too (${values}), or its next upgrade will be refused`,
  };
}

function inNamespace(namespace: string | undefined): string {
  return namespace === undefined ? '' : ` -n ${namespace}`;
}

function isFound(manager: Manager | undefined): manager is Manager {
  return manager !== undefined;
}
