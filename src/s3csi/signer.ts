import type { KubernetesObject, PersistentVolume } from '../model/objects.js';
import { shellWord } from '../model/words.js';

/** The driver's own ServiceAccount, which signs where the volume does not say `authenticationSource: pod` (FIELD.md 3). */
const DRIVER_ACCOUNT = 's3-csi-driver-sa';

/** IRSA: names the IAM role of a ServiceAccount. EKS Pod Identity leaves no trace in the cluster. */
const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** The ServiceAccount whose role signs what a mount asks of S3. */
export interface Signer {
  readonly namespace: string;
  readonly name: string;
  readonly isDriver: boolean;
}

/** @param podAccount the ServiceAccount of the Pod, in `namespace` */
export function signerOf(
  volume: PersistentVolume,
  namespace: string,
  podAccount: string,
  driverNamespace: string,
): Signer {
  return volume.spec.csi?.volumeAttributes?.['authenticationSource'] === 'pod'
    ? { namespace, name: podAccount, isDriver: false }
    : { namespace: driverNamespace, name: DRIVER_ACCOUNT, isDriver: true };
}

/** What was read of the signer: the object, `missing`, or undefined where it may not be read. */
export type SignerObject = KubernetesObject | 'missing' | undefined;

export interface SignerPlace {
  /** The claim, for the command that changes who signs. */
  readonly namespace: string;
  readonly claimName: string;
  /** The name of the EKS cluster, where it is known. */
  readonly eksCluster: string | undefined;
}

/** Who signs, whether that has a role, and how it is given one: by annotation (IRSA) and by EKS Pod Identity. */
export function signerLines(signer: Signer, object: SignerObject, place: SignerPlace): readonly string[] {
  const whose = `ServiceAccount ${signer.namespace}/${signer.name}`;
  const own = signer.isDriver
    ? [
        `or let the Pods sign for themselves: kubectl s3csi-recreate ${place.claimName} -n ${place.namespace} --set authenticationSource=pod`,
      ]
    : [];
  if (object === 'missing') return [`the mount signs as ${whose}, which does not exist`, ...own];
  const role = roleOf(object);
  if (role !== undefined) {
    return [
      `the mount signs as ${whose}, whose annotation ${ROLE_ANNOTATION} names the role ${role}`,
      ...trustLines(signer, role),
      ...own,
    ];
  }
  const what =
    object === undefined
      ? `which needs a role: by the annotation ${ROLE_ANNOTATION}, or by EKS Pod Identity`
      : `which has no annotation ${ROLE_ANNOTATION}: without it, it has a role only by EKS Pod Identity`;
  return [`the mount signs as ${whose}, ${what}`, ...roleCommands(signer, place), ...own];
}

/** The role that the annotation names. */
export function roleOf(object: SignerObject): string | undefined {
  const role = object === 'missing' ? undefined : object?.metadata.annotations?.[ROLE_ANNOTATION];
  return role === '' ? undefined : role;
}

/** What lets the ServiceAccount use its role. */
export function trustLines({ namespace, name }: Signer, role?: string): readonly string[] {
  const roleName = role?.split('/').at(-1) ?? 'ROLE';
  return [
    `the trust policy of the role must allow sts:AssumeRoleWithWebIdentity to system:serviceaccount:${namespace}:${name}, or for EKS Pod Identity sts:AssumeRole and sts:TagSession to pods.eks.amazonaws.com`,
    `look at it: aws iam get-role --role-name ${shellWord(roleName)} --query Role.AssumeRolePolicyDocument`,
  ];
}

function roleCommands({ namespace, name }: Signer, { eksCluster = 'CLUSTER' }: SignerPlace): readonly string[] {
  const cluster = shellWord(eksCluster);
  return [
    `by annotation: eksctl create iamserviceaccount --cluster ${cluster} --namespace ${namespace} --name ${name} --attach-policy-arn POLICY_ARN --override-existing-serviceaccounts --approve; then delete the Pods that wait, since the driver reads it once for each Pod`,
    `by EKS Pod Identity: aws eks create-pod-identity-association --cluster-name ${cluster} --namespace ${namespace} --service-account ${name} --role-arn ROLE_ARN`,
  ];
}

/** The cluster's name where the context is one that `aws eks update-kubeconfig` or eksctl wrote. */
export function eksClusterOf(context: string): string | undefined {
  return (
    /^arn:aws[a-z-]*:eks:[^:]+:\d+:cluster\/([\w-]+)$/.exec(context)?.[1] ??
    /@([\w-]+)\.[a-z0-9-]+\.eksctl\.io$/.exec(context)?.[1]
  );
}
