import type { PersistentVolume } from '../model/objects.js';
import { shellWord } from '../model/words.js';
import { attributeProblems } from './attribute-rules.js';
import { bucketPolicy } from './bucket-policy.js';
import { CONTROLLER_DEPLOYMENT, DRIVER_LABEL, MOUNT_NAMESPACE } from './driver-name.js';
import type { KnownFailure, Refusal } from './known-failures.js';
import { roomLines, type NodeRoom } from './mountpoint-pod-state.js';
import { roleOf, signerLines, trustLines, type Signer, type SignerObject, type SignerPlace } from './signer.js';
import { settingsOf } from './volume-settings.js';

/** What a cure is made of, as far as it could be read. */
export interface CureFacts extends SignerPlace {
  readonly volume: PersistentVolume;
  readonly driverNamespace: string;
  readonly signer: Signer;
  readonly signerObject: SignerObject;
  /** The node of the Pods. */
  readonly node: string | undefined;
  readonly room: NodeRoom | undefined;
  /** Quotas of the driver's namespace that are used up, in words. */
  readonly fullQuotas: readonly string[];
}

/** What helps against a failure, one sentence or command a line; nothing where only its own text is known. */
export function cureFor(failure: KnownFailure, facts: CureFacts): readonly string[] {
  switch (failure.kind) {
    case 'credentials':
      return signerLines(facts.signer, facts.signerObject, facts);
    case 'assume-role':
      return trustLines(facts.signer, roleOf(facts.signerObject));
    case 'sts-region':
      return [edit(facts, '--set stsRegion=REGION')];
    case 'forbidden':
      return refusalLines(failure, facts);
    case 'no-bucket':
      return [
        `there is no bucket ${bucketOf(facts)} that S3 tells of; one of Outposts is named by its ARN`,
        edit(facts, '--set bucketName=BUCKET'),
      ];
    case 'wrong-region':
      return regionLines(failure.expected, facts);
    case 'unreachable':
      return [
        'the node does not reach S3: look at its route, NAT or VPC endpoint, at DNS, and at mountpointEnv.HTTPS_PROXY',
      ];
    case 'node-full':
      return roomLines(facts.room);
    case 'unbooked':
      return unbookedLines(facts);
    case 'rejected':
      return rejectedLines(facts);
    case 'driver-not-on-node':
      return [driverOnNode(facts)];
    // Told by the Mountpoint Pod itself.
    case 'mountpoint-pod':
    case 'unknown':
      return [];
  }
}

function refusalLines(refusal: Refusal, facts: CureFacts): readonly string[] {
  const { action, resource, role, isOfNode, isExplicit } = refusal;
  const { namespace, name } = facts.signer;
  const whose = role === undefined ? `the role of ServiceAccount ${namespace}/${name}` : `role ${role}`;
  if (isOfNode) return [`${whose} is the node's own`, ...signerLines(facts.signer, facts.signerObject, facts)];
  if (isExplicit) {
    return [
      `a policy denies it to ${whose} in so many words: the bucket's, a VPC endpoint's, a permissions boundary or the organisation's`,
    ];
  }
  if (action !== undefined && !action.startsWith('s3')) return [`${whose} needs ${action} on ${resource ?? 'it'}`];
  return [`${whose} needs a policy with`, bucketPolicy(facts.volume)];
}

function regionLines(expected: string | undefined, facts: CureFacts): readonly string[] {
  const bucket = shellWord(bucketOf(facts));
  const where = expected === undefined ? [`where it is: aws s3api get-bucket-location --bucket ${bucket}`] : [];
  const isSet = settingsOf(facts.volume).mountOptions.some(({ flag }) => flag === '--region');
  const option = `--mount-option 'region ${expected ?? 'REGION'}'`;
  return [...where, edit(facts, isSet ? `--remove-mount-option region ${option}` : option)];
}

function unbookedLines(facts: CureFacts): readonly string[] {
  const { driverNamespace, fullQuotas } = facts;
  return [
    'the controller of the driver has made no Mountpoint Pod for it',
    ...fullQuotas.map((quota) => `${quota} in namespace ${MOUNT_NAMESPACE}`),
    ...wrongAttributes(facts),
    `its log: kubectl logs -n ${driverNamespace} deployment/${CONTROLLER_DEPLOYMENT}`,
  ];
}

function rejectedLines(facts: CureFacts): readonly string[] {
  const wrong = wrongAttributes(facts);
  return wrong.length > 0
    ? wrong
    : ['the driver does not take what the volume says; correct it with --set, --unset or the mount options'];
}

/** Those that were let through by a flag, or stood so before. */
function wrongAttributes({ volume }: CureFacts): readonly string[] {
  return attributeProblems(volume, { allowUnknown: false }).map(({ message, hint }) => `${message}: ${hint}`);
}

function driverOnNode({ driverNamespace, node = 'NODE' }: CureFacts): string {
  const selector = `${DRIVER_LABEL.key}=${DRIVER_LABEL.value}`;
  return `the driver does not run on node ${node}: kubectl get pods -n ${driverNamespace} -l ${selector} --field-selector spec.nodeName=${node}`;
}

function edit({ claimName, namespace }: CureFacts, flags: string): string {
  return `correct it: kubectl s3csi-recreate ${claimName} -n ${namespace} ${flags}`;
}

function bucketOf({ volume }: CureFacts): string {
  return volume.spec.csi?.volumeAttributes?.['bucketName'] ?? '';
}
