import type { KubernetesObject } from '../model/objects.js';
import type { DriverIdentity } from '../model/observation.js';
import type { Json } from '../model/json.js';
import {
  CONTROLLER_DEPLOYMENT,
  DRIVER_LABEL,
  NODE_DAEMON_SET,
  PLUGIN_CONTAINER,
  V1_INIT_CONTAINER,
} from './driver-name.js';
import { listAt, textAt } from './json-fields.js';

/** What of the driver is seen in a cluster, as raw objects. */
export interface DriverTraces {
  /** The CSIDriver s3.csi.aws.com. */
  readonly csiDriver?: KubernetesObject | undefined;
  /** The CSIDriver may not be read, so that its absence tells nothing. */
  readonly isHidden?: boolean;
  /** DaemonSets and Deployments of any kind; the driver's are picked out. */
  readonly daemonSets: readonly KubernetesObject[];
  readonly deployments?: readonly KubernetesObject[] | undefined;
  /** Whether the API serves s3pa objects, that is, whether their CRD is there. */
  readonly servesAttachments: boolean;
}

/** Tells which driver is installed by what it leaves in the cluster (FIELD.md 3, version detection). */
export function identifyDriver(traces: DriverTraces): DriverIdentity {
  const node = nodeDaemonSet(traces.daemonSets);
  const controller = traces.deployments?.find(({ metadata }) => metadata.name === CONTROLLER_DEPLOYMENT);
  const version = node === undefined ? undefined : imageTag(containerNamed(PLUGIN_CONTAINER, node));
  const namespace = (node ?? controller)?.metadata.namespace;
  const generation = generationOf(traces, node, controller, version);
  return {
    generation,
    ...(version === undefined ? {} : { version }),
    ...(namespace === undefined ? {} : { namespace }),
    // A CRD that v2 left behind says nothing of v1, which has no Mountpoint Pods and would never sweep an attachment.
    booksAttachments: traces.servesAttachments && generation !== 'v1',
  };
}

/** A second DaemonSet may carry the driver's label; the one that counts runs the plugin. */
function nodeDaemonSet(daemonSets: readonly KubernetesObject[]): KubernetesObject | undefined {
  const candidates = daemonSets.filter(
    ({ metadata }) => metadata.labels?.[DRIVER_LABEL.key] === DRIVER_LABEL.value || metadata.name === NODE_DAEMON_SET,
  );
  return candidates.find((each) => containerNamed(PLUGIN_CONTAINER, each) !== undefined) ?? candidates[0];
}

function generationOf(
  { csiDriver, isHidden = false, servesAttachments }: DriverTraces,
  node: KubernetesObject | undefined,
  controller: KubernetesObject | undefined,
  version: string | undefined,
): DriverIdentity['generation'] {
  const isSeen = node !== undefined || controller !== undefined || csiDriver !== undefined;
  if (!isSeen && !isHidden) return 'absent';
  // Before the tag, which a mirror may have changed.
  if (node !== undefined && isV1(node)) return 'v1';
  const major = majorOf(version);
  if (major !== undefined) return major === '1' ? 'v1' : major === '2' ? 'v2' : 'unknown';
  return controller !== undefined || servesAttachments ? 'v2' : 'unknown';
}

function isV1(node: KubernetesObject): boolean {
  return listAt(node, ...POD_SPEC, 'initContainers').some((each) => textAt(each, 'name') === V1_INIT_CONTAINER);
}

function majorOf(version: string | undefined): string | undefined {
  return /^v?(\d+)(?:[.-]|$)/.exec(version ?? '')?.[1];
}

function containerNamed(name: string, daemonSet: KubernetesObject): Json | undefined {
  return listAt(daemonSet, ...POD_SPEC, 'containers').find((each) => textAt(each, 'name') === name);
}

/** The tag of `registry:port/path:tag@digest`; undefined for an image that is named by its digest alone. */
function imageTag(container: Json | undefined): string | undefined {
  return /^(?:.*\/)?[^/:@]+:([^/:@]+)(?:@.*)?$/.exec(textAt(container, 'image') ?? '')?.[1];
}

const POD_SPEC = ['spec', 'template', 'spec'];
