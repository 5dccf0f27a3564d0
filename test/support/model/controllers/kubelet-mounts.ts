import type { Pod } from '../../../../src/model/objects.js';

/** What the kubelets ask the driver. */
export interface Mounts {
  /** Whether all S3 volumes of the Pod are mounted on its node. */
  isMounted(pod: Pod): boolean;
  onChange(listener: () => void): void;
}
