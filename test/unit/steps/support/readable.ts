import type { Cluster, Selection } from '../../../../src/model/cluster.js';
import { ApiError } from '../../../../src/model/errors.js';
import type { KubernetesObject } from '../../../../src/model/objects.js';
import { isSelected } from '../../../support/model/selection.js';

export interface ReadableCluster extends Cluster {
  /** What was asked for: `list pods in app`. */
  readonly requests: readonly string[];
}

/** A cluster that can only be read. @param hidden plurals that may not */
export function readable(objects: readonly KubernetesObject[], hidden: readonly string[] = []): ReadableCluster {
  const requests: string[] = [];
  const ask = (verb: string, { resource, namespace }: Pick<Selection, 'resource' | 'namespace'>): void => {
    requests.push(`${verb} ${resource.plural}${namespace === undefined ? '' : ` in ${namespace}`}`);
    if (hidden.includes(resource.plural)) throw new ApiError('Forbidden', 403, `${resource.plural} is forbidden`);
  };
  const select = (selection: Selection): readonly KubernetesObject[] =>
    objects.filter((object) => object.kind === selection.resource.kind && isSelected(selection, object));
  const never = (): Promise<never> => Promise.reject(new Error('nothing but reading'));
  return {
    requests,
    identity: { context: 'me@prod.eu-west-1.eksctl.io', server: 'https://s', namespace: 'app', user: 'me' },
    get: async (key) => {
      await Promise.resolve();
      ask('get', key);
      return select(key)[0];
    },
    list: async (selection) => {
      await Promise.resolve();
      ask('list', selection);
      return select(selection);
    },
    follow: never,
    create: never,
    patch: never,
    delete: never,
    evict: never,
    can: never,
    whoAmI: never,
  };
}
