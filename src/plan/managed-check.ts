import type { KubernetesObject } from '../model/objects.js';
import type { CheckResult, Plan } from '../model/plan.js';

/** Whoever recreates or reverts what it owns by itself (FIELD.md 2.12). */
interface Manager {
  readonly name: string;
  readonly advice: string;
  isMarkedOn(object: KubernetesObject): string | undefined;
}

const RECONCILERS: readonly Manager[] = [
  {
    name: 'Argo CD',
    advice: 'change the manifest in its source first, or switch off automated sync of the application',
    isMarkedOn: ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/tracking-id'],
  },
  {
    name: 'Flux',
    advice: 'change the manifest in its source first, or suspend it: flux suspend kustomization NAME',
    isMarkedOn: ({ metadata }) => metadata.labels?.['kustomize.toolkit.fluxcd.io/name'],
  },
  {
    name: 'Flux',
    advice: 'change the values of the release first, or suspend it: flux suspend helmrelease NAME',
    isMarkedOn: ({ metadata }) => metadata.labels?.['helm.toolkit.fluxcd.io/name'],
  },
];

/** Helm acts only when somebody runs it, and then puts back what its chart says. */
const HELM: Manager = {
  name: 'Helm',
  advice: 'change the values of the release too, or its next upgrade will be refused',
  isMarkedOn: ({ metadata }) => metadata.annotations?.['meta.helm.sh/release-name'],
};

/** Finds owners that would fight the run or undo it. */
export function managedObjects(
  { observed }: Plan,
  { allowManaged }: { readonly allowManaged: boolean },
): readonly CheckResult[] {
  const objects = [observed.claim, observed.volume].filter((object) => object !== undefined);
  return objects.flatMap((object) => {
    const reconciled = RECONCILERS.flatMap((manager) => resultFor(manager, object, allowManaged ? 'warning' : 'error'));
    return reconciled.length > 0 ? reconciled : resultFor(HELM, object, 'warning');
  });
}

function resultFor(manager: Manager, object: KubernetesObject, level: 'warning' | 'error'): readonly CheckResult[] {
  const owner = manager.isMarkedOn(object);
  if (owner === undefined) return [];
  return [
    {
      id: 'managed',
      level,
      message: `${object.kind} ${object.metadata.name} is managed by ${manager.name} (${owner})`,
      hint: manager.advice,
      ...(manager === HELM ? {} : { override: '--allow-managed' }),
    },
  ];
}
