import type { IncomingHttpHeaders } from 'node:http';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection' | 'evict';

/** A request to the API as its audit log would have it. */
export interface ProxiedRequest {
  readonly verb: Verb;
  /** The plural, such as `leases`; empty for a path that is no resource's, such as /readyz. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** From the server's root, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  /** Something in the cluster differs once it is carried out: no read, no dry run, no question about rights. */
  readonly isChange: boolean;
  /** Since when, as performance.now() has it. */
  readonly at: number;
  /** Of the bodies. */
  readonly traffic: Traffic;
}

export interface Traffic {
  readonly askedBytes: number;
  /** So far: a watch goes on answering. */
  answeredBytes: number;
}

const RESOURCE_PATH =
  /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/(?<namespace>[^/]+)(?=\/))?\/(?<resource>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

const QUESTIONS = ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'];

export function describeRequest(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  text: string,
): ProxiedRequest {
  const { pathname: path, searchParams: query } = new URL(url, 'https://server');
  const { namespace, resource = '', name, subresource } = RESOURCE_PATH.exec(path)?.groups ?? {};
  const verb = verbOf(method, { resource, name, subresource, isWatch: query.get('watch') === 'true' });
  const isRead = verb === 'get' || verb === 'list' || verb === 'watch';
  const isChange = !isRead && !query.has('dryRun') && !QUESTIONS.includes(resource);
  const traffic = { askedBytes: Buffer.byteLength(text), answeredBytes: 0 };
  const at = performance.now();
  return { verb, resource, namespace, name, path, query, body: parse(text), headers, isChange, at, traffic };
}

interface Target {
  readonly resource: string;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly isWatch: boolean;
}

/** k8s.io/apiserver, pkg/endpoints/request/requestinfo.go; an eviction is a create of its own to whoever reads the log. */
function verbOf(method: string, { resource, name, subresource, isWatch }: Target): Verb {
  switch (method) {
    case 'POST':
      return subresource === 'eviction' ? 'evict' : 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      if (isWatch) return 'watch';
      return resource !== '' && name === undefined ? 'list' : 'get';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
