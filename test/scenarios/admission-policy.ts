import type { KubernetesObject } from '../../src/model/objects.js';
import type { Mutation } from './stage.js';

/** A cluster's own policy that sets a field of every new volume or claim of one story, and its binding. */
export function mutatingPolicy(
  namespace: string,
  { kind, path, value }: Mutation,
): readonly [policy: KubernetesObject, binding: KubernetesObject] {
  const plural = `${kind.toLowerCase()}s`;
  const isOfStory =
    kind === 'PersistentVolume'
      ? `object.metadata.name.startsWith("${namespace}-pv")`
      : `request.namespace == "${namespace}"`;
  const pointer = `/${path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
  const metadata = {
    name: `${namespace}-${plural}-${
      path
        .at(-1)
        ?.toLowerCase()
        .replace(/[^a-z0-9]+/g, '-') ?? ''
    }`,
  };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'IfNeeded',
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: [plural] }],
        },
        matchConditions: [{ name: 'of-this-story', expression: isOfStory }],
        mutations: [
          {
            patchType: 'JSONPatch',
            jsonPatch: { expression: `[JSONPatch{op: "add", path: "${pointer}", value: ${JSON.stringify(value)}}]` },
          },
        ],
      },
    },
    { apiVersion, kind: 'MutatingAdmissionPolicyBinding', metadata, spec: { policyName: metadata.name } },
  ];
}
