import { resolve } from 'node:path';
import { Failure } from '../model/errors.js';
import type { ConnectionFlags, Consent, DryRun, RunOptions } from '../model/request.js';
import { parseOutput } from './output-format.js';
import type { ColourMode } from '../model/terminal.js';
import type { Words } from './read-words.js';
import { parseDigest, parseDuration, parseExtras, parseGracePeriod, parseLevel } from './values.js';

const DEFAULT_UNMOUNT_TIMEOUT_MS = 6 * 60 * 1000;

/** As in kubectl. @throws Failure usage */
export function dryRunOption(words: Words): { readonly dryRun?: DryRun } {
  const mode = words.text('dry-run');
  if (mode === undefined || mode === 'none') return {};
  if (mode === 'client' || mode === 'server') return { dryRun: mode };
  throw new Failure('usage', `--dry-run=${mode} is not offered`, {
    hint: 'write --dry-run=client or --dry-run=server',
  });
}

/** What a new run may be let do, and one that is gone on with or taken back. @throws Failure usage */
export function consent(words: Words): Consent {
  return {
    allowJobRestart: words.isOn('allow-job-restart'),
    allowManaged: words.isOn('allow-managed'),
    allowDisruption: words.isOn('allow-disruption'),
    recreateBarePods: words.isOn('recreate-bare-pods'),
    restart: parseRestart(words.text('restart')),
  };
}

function parseRestart(typed = 'eviction'): Consent['restart'] {
  if (typed === 'eviction' || typed === 'none') return typed;
  throw new Failure('usage', `--restart="${typed}" is not offered`, { hint: 'write eviction or none' });
}

/** What every verb may be given. @throws Failure usage */
export function runOptions(words: Words): RunOptions {
  const output = parseOutput(words.text('output'));
  const expectPlan = words.text('expect-plan');
  const [timeout, unmount, grace, stateDir, onFailure] = [
    'timeout',
    'unmount-timeout',
    'grace-period',
    'state-dir',
    'on-failure',
  ].map((name) => words.text(name));
  const colour = words.text('color');
  parseExtras(words.list('as-user-extra'));
  return {
    connection: connectionFlags(words),
    yes: words.isOn('yes'),
    ...(expectPlan === undefined ? {} : { expectPlan: parseDigest(expectPlan) }),
    quiet: words.isOn('quiet'),
    tellsRequests: parseLevel(words.text('v')) >= 6,
    ...(colour === undefined ? {} : { colour: parseColour(colour) }),
    forceDeletePods: words.isOn('force-delete-pods'),
    ...(output === undefined ? {} : { output }),
    takeOverLock: words.isOn('take-over-lock'),
    unmountTimeoutMs: unmount === undefined ? DEFAULT_UNMOUNT_TIMEOUT_MS : parseDuration(unmount, 'unmount-timeout'),
    ...(timeout === undefined ? {} : { timeoutMs: parseDuration(timeout, 'timeout') }),
    ...(grace === undefined ? {} : { gracePeriodSeconds: parseGracePeriod(grace) }),
    ...(stateDir === undefined ? {} : { stateDir: resolve(stateDir) }),
    ...(onFailure === undefined ? {} : { onFailure: parseOnFailure(onFailure) }),
  };
}

function parseColour(typed: string): ColourMode {
  if (typed === 'auto' || typed === 'always' || typed === 'never') return typed;
  throw new Failure('usage', `--color="${typed}" is not offered`, { hint: 'write auto, always or never' });
}

function parseOnFailure(typed: string): 'stop' | 'rollback' {
  if (typed === 'stop' || typed === 'rollback') return typed;
  throw new Failure('usage', `--on-failure="${typed}" is not offered`, { hint: 'write stop or rollback' });
}

/** kubectl's own flags, as they were typed. */
export function connectionFlags(words: Pick<Words, 'text' | 'list' | 'isOn'>): ConnectionFlags {
  return {
    kubeconfig: words.text('kubeconfig'),
    context: words.text('context'),
    cluster: words.text('cluster'),
    user: words.text('user'),
    namespace: words.text('namespace'),
    as: words.text('as'),
    asGroup: words.list('as-group'),
    asUid: words.text('as-uid'),
    asUserExtra: words.list('as-user-extra'),
    server: words.text('server'),
    token: words.text('token'),
    certificateAuthority: words.text('certificate-authority'),
    clientCertificate: words.text('client-certificate'),
    clientKey: words.text('client-key'),
    insecureSkipTlsVerify: words.isOn('insecure-skip-tls-verify'),
    tlsServerName: words.text('tls-server-name'),
    requestTimeout: words.text('request-timeout'),
  };
}
