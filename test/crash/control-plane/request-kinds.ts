import type { ProxiedRequest } from '../../cluster/fault-proxy.js';

/** A kind of request that a recreation makes, as a fault picks it. */
export interface RequestKind {
  readonly name: string;
  readonly matches: (request: ProxiedRequest) => boolean;
  /** Comes only after the lock was taken; the same request before that is another kind. */
  readonly isAtWork?: boolean;
  /** Only a run that lasts makes it. */
  readonly needsSlowPods?: boolean;
}

const LEASES = 'leases';
const REVIEWS = 'selfsubjectaccessreviews';

export const REQUEST_KINDS: readonly RequestKind[] = [
  { name: 'get', matches: of('get') },
  { name: 'get, once at work', matches: of('get'), isAtWork: true },
  { name: 'list', matches: of('list') },
  { name: 'list, once at work', matches: of('list'), isAtWork: true },
  { name: 'watch', matches: of('watch') },
  { name: 'access review', matches: ({ resource }) => resource === REVIEWS },
  { name: 'create, dry run', matches: ({ query }) => query.has('dryRun') },
  { name: 'create', matches: changing('create') },
  { name: 'patch', matches: changing('patch') },
  { name: 'delete', matches: changing('delete') },
  { name: 'get Lease', matches: ({ verb, resource }) => verb === 'get' && resource === LEASES },
  { name: 'create Lease', matches: ({ verb, resource }) => verb === 'create' && resource === LEASES },
  {
    name: 'patch Lease',
    matches: ({ verb, resource }) => verb === 'patch' && resource === LEASES,
    needsSlowPods: true,
  },
  { name: 'delete Lease', matches: ({ verb, resource }) => verb === 'delete' && resource === LEASES },
];

function of(wanted: ProxiedRequest['verb']) {
  return ({ verb, resource }: ProxiedRequest): boolean => verb === wanted && resource !== LEASES && resource !== '';
}

function changing(wanted: ProxiedRequest['verb']) {
  return ({ verb, resource, isChange }: ProxiedRequest): boolean => isChange && verb === wanted && resource !== LEASES;
}

/** Answers true for the first so many requests of a kind. */
export function firstOf(
  { matches, isAtWork = false }: RequestKind,
  hits: number,
): (request: ProxiedRequest) => boolean {
  let isLocked = false;
  let left = hits;
  return (request) => {
    if (request.resource === LEASES && request.isChange) isLocked = true;
    return (isLocked || !isAtWork) && matches(request) && left-- > 0;
  };
}
