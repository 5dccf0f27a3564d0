import { parseQuantity } from '../s3csi/quantity.js';

/** What a quota's refusal says, resource by resource. */
interface Exceeded {
  readonly requested: ReadonlyMap<string, number>;
  readonly used: ReadonlyMap<string, number>;
  readonly limited: ReadonlyMap<string, number>;
}

/** Whether a refusal comes from a ResourceQuota (k8s.io/apiserver, pkg/admission/plugin/resourcequota/controller.go). */
export function isQuotaRefusal(message: string): boolean {
  return message.includes('exceeded quota:');
}

/**
 * Whether a new object fits into the quota that refuses it now, once its predecessor has gone and is not counted any more.
 *
 * @param predecessorStorage what the old claim requests, as a quantity; undefined where it requests what the new one does
 */
export function fitsOnceGone(message: string, predecessorStorage: string | undefined): boolean {
  const exceeded = parseRefusal(message);
  if (exceeded === undefined) return true;
  const { requested, used, limited } = exceeded;
  return [...limited].every(([resource, limit]) => {
    const asked = requested.get(resource) ?? 0;
    const isStorage = resource.endsWith('requests.storage');
    const freed = isStorage ? (parseQuantity(predecessorStorage ?? '') ?? asked) : asked;
    return (used.get(resource) ?? 0) - freed + asked <= limit;
  });
}

/** `exceeded quota: NAME, requested: a=1,b=2Gi, used: a=3,b=4Gi, limited: a=3,b=5Gi` */
function parseRefusal(message: string): Exceeded | undefined {
  const [, requested, used, limited] = /, requested: (\S+), used: (\S+), limited: (\S+)/.exec(message) ?? [];
  if (requested === undefined || used === undefined || limited === undefined) return undefined;
  return { requested: amounts(requested), used: amounts(used), limited: amounts(limited) };
}

function amounts(list: string): ReadonlyMap<string, number> {
  const pairs = list.split(',').map((pair) => pair.split('='));
  return new Map(pairs.map(([resource = '', amount = '']) => [resource, parseQuantity(amount) ?? 0]));
}
