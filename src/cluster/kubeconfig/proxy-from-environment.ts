import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Env } from '../environment.js';

/** The proxy for a server by HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as Go and so kubectl read them (golang.org/x/net/http/httpproxy). */
export function proxyFromEnvironment(server: string, env: Env): string | undefined {
  const { protocol, hostname, port } = new URL(server);
  const secure = protocol === 'https:';
  const proxy = secure ? first(env, 'HTTPS_PROXY', 'https_proxy') : first(env, 'HTTP_PROXY', 'http_proxy');
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (proxy === undefined || isLocal(host)) return undefined;
  const entries = (first(env, 'NO_PROXY', 'no_proxy') ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  const effectivePort = port === '' ? (secure ? '443' : '80') : port;
  if (entries.some((entry) => entry !== '' && matches(entry, host, effectivePort))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function first(env: Env, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const family = isIPv6(host) ? 'ipv6' : 'ipv4';
  const [network = '', bits] = entry.split('/');
  if (bits !== undefined) {
    if (isIP(host) === 0 || isIP(network) !== isIP(host)) return false;
    const list = new BlockList();
    list.addSubnet(network, Number(bits), family);
    return list.check(host, family);
  }
  const [, name = entry, onlyPort] = /^\[?(.*?)\]?:(\d+)$/.exec(isIPv6(entry) ? `[${entry}]` : entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (isIP(host) !== 0) return isIP(name) !== 0 && sameAddress(name, host);
  const suffix = name.replace(/^\*?\./, '');
  // ".example.com" and "*.example.com" mean only what is below it.
  return host.endsWith(`.${suffix}`) || (suffix === name && host === suffix);
}

function sameAddress(one: string, other: string): boolean {
  return (
    one === other ||
    (isIPv6(one) && isIPv6(other) && new URL(`http://[${one}]`).host === new URL(`http://[${other}]`).host)
  );
}
