import type { Pod } from '../../../../src/model/objects.js';

/** What the kubelets ask the driver. */
export interface Mounts {
  /** Whether all S3 volumes of the Pod are mounted on its node. */
  isMounted(pod: Pod): boolean;
  onChange(listener: () => void): void;
}

/** A driver without book-keeping, such as v1: it mounts on the node, at once. */
export const MOUNTS_AT_ONCE: Mounts = { isMounted: () => true, onChange: () => undefined };
