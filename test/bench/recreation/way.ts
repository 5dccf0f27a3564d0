import type { ApiClient } from '../../cluster/api-client.js';
import type { Scene } from './scene.js';

/** How the API server is reached: straight, or through a proxy that counts. */
export interface Access {
  readonly api: ApiClient;
  readonly kubeconfig: string;
}

/** One way to do the job, from its first request to its last. */
export interface Way {
  readonly name: string;
  run(scene: Scene, access: Access): Promise<void>;
}

export function straight({ plane }: Scene): Access {
  return { api: plane.api, kubeconfig: plane.kubeconfig };
}
