import { resolve } from 'node:path';
import { Failure } from '../model/errors.js';
import type {
  ConnectionFlags,
  ContinueRequest,
  RecreateRequest,
  Request,
  RunOptions,
  RunsRequest,
  ShowRequest,
} from '../model/request.js';
import { readWords, type Words } from './read-words.js';
import { parseAssignments, parseClaimName, parseDuration, parseGracePeriod } from './values.js';

const DEFAULT_UNMOUNT_TIMEOUT_MS = 6 * 60 * 1000;

/** What the words of the command line ask for. @throws Failure usage, with the one thing that is wrong */
export async function parseRequest(argv: readonly string[]): Promise<Request> {
  const words = await readWords(argv);
  const [first, ...others] = words.positional;
  if (words.isOn('help') || (first === 'help' && others.length === 0)) return { verb: 'help' };
  if (words.isOn('version')) return { verb: 'version' };
  if (first === undefined) {
    throw new Failure('usage', 'no claim was named', {
      hint: 'kubectl s3csi-recreate PVC --set KEY=VALUE; see --help',
    });
  }
  if (first === 'resume' || first === 'rollback') return continueRequest(first, others, words);
  if (first === 'runs') return runsRequest(others, words);
  if (first === 'show') return showRequest(others, words);
  return recreateRequest(first, others, words);
}

function continueRequest(verb: ContinueRequest['verb'], runs: readonly string[], words: Words): ContinueRequest {
  const [run, ...more] = runs;
  if (more.length > 0) throw oneRunOnly(verb, runs);
  requireNoEdits(verb, words);
  if (verb === 'rollback' && words.text('on-failure') !== undefined) {
    throw new Failure('usage', '--on-failure does not go with rollback', { hint: 'leave it out' });
  }
  const dryRun = isDryRun(words.text('dry-run'));
  return { verb, ...(run === undefined ? {} : { run: requireRunName(run) }), dryRun, ...runOptions(words) };
}

function runsRequest(others: readonly string[], words: Words): RunsRequest {
  if (others.length > 0) {
    throw new Failure('usage', `runs lists all runs, but "${others.join(' ')}" was given`, {
      hint: 'kubectl s3csi-recreate runs, or show RUN',
    });
  }
  requireNoEdits('runs', words);
  return { verb: 'runs', ...runOptions(words) };
}

function showRequest(runs: readonly string[], words: Words): ShowRequest {
  const [run, ...more] = runs;
  if (run === undefined || more.length > 0) throw oneRunOnly('show', runs);
  requireNoEdits('show', words);
  return { verb: 'show', run: requireRunName(run), ...runOptions(words) };
}

function oneRunOnly(verb: string, runs: readonly string[]): Failure {
  const given = runs.length === 0 ? 'none was given' : `"${runs.join(' ')}" was given`;
  return new Failure('usage', `${verb} takes one run, but ${given}`, {
    hint: `kubectl s3csi-recreate ${verb} RUN, as it was printed; kubectl s3csi-recreate runs lists them`,
  });
}

/** A run is a folder's name, never a path elsewhere. */
function requireRunName(run: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(run)) return run;
  throw new Failure('usage', `"${run}" is not the name of a run`, {
    hint: 'give the name as it was printed; kubectl s3csi-recreate runs lists them',
  });
}

function requireNoEdits(verb: string, words: Words): void {
  const edit = FOR_A_NEW_PLAN.find((name) => words.list(name).length > 0);
  if (edit === undefined) return;
  throw new Failure('usage', `--${edit} does not go with ${verb}`, {
    hint: 'a run keeps the target that was approved; begin a new one for other edits',
  });
}

const EDITS = ['set', 'unset', 'mount-option', 'remove-mount-option', 'filename', 'kustomize'];

/** What only the plan of a new run could heed. */
const FOR_A_NEW_PLAN = [
  ...EDITS,
  'unchanged',
  'allow-unknown-attribute',
  'allow-job-restart',
  'allow-managed',
  'recreate-bare-pods',
];

function recreateRequest(claim: string, others: readonly string[], words: Words): RecreateRequest {
  const [kind, name] = others.length === 1 && /^(pvc|persistentvolumeclaims?)$/i.test(claim) ? [claim, others[0]] : [];
  if (others.length > 0 && kind === undefined) {
    throw new Failure('usage', `one claim at a time, but "${[claim, ...others].join(' ')}" was given`, {
      hint: 'run the command once for each claim',
    });
  }
  const set = parseAssignments(words.list('set'));
  const unset = words.list('unset');
  requireNoContradiction(set, unset, words);
  const [filename, kustomize] = [words.text('filename'), words.text('kustomize')];
  return {
    verb: 'recreate',
    claimName: parseClaimName(name ?? claim),
    set,
    unset,
    addMountOptions: words.list('mount-option'),
    removeMountOptions: words.list('remove-mount-option'),
    unchanged: words.isOn('unchanged'),
    dryRun: isDryRun(words.text('dry-run')),
    allowUnknownAttribute: words.isOn('allow-unknown-attribute'),
    allowJobRestart: words.isOn('allow-job-restart'),
    recreateBarePods: words.isOn('recreate-bare-pods'),
    allowManaged: words.isOn('allow-managed'),
    ...(filename === undefined ? {} : { filename }),
    ...(kustomize === undefined ? {} : { kustomize }),
    ...runOptions(words),
  };
}

function requireNoContradiction(set: ReadonlyMap<string, string>, unset: readonly string[], words: Words): void {
  const both = unset.find((key) => set.has(key));
  if (both !== undefined) throw new Failure('usage', `${both} is both set and unset`, { hint: 'keep one of them' });
  const withValue = unset.find((key) => key.includes('='));
  if (withValue !== undefined) {
    throw new Failure('usage', `--unset "${withValue}" is not a key`, {
      hint: 'name the attribute alone, without a value',
    });
  }
  const options = words.list('mount-option');
  const twice = options.find((option, index) => options.indexOf(option) !== index);
  if (twice !== undefined) {
    throw new Failure('usage', `--mount-option "${twice}" is given more than once`, { hint: 'give it once' });
  }
  const inAndOut = options.find((option) => words.list('remove-mount-option').includes(option));
  if (inAndOut !== undefined) {
    throw new Failure('usage', `mount option "${inAndOut}" is both put in and taken out`, { hint: 'keep one of them' });
  }
  const edit = EDITS.find((name) => words.list(name).length > 0);
  if (edit !== undefined && words.isOn('unchanged')) {
    throw new Failure('usage', `--unchanged and --${edit} contradict each other`, {
      hint: 'an edit that forces a recreation needs no --unchanged',
    });
  }
  const sources = ['filename', 'kustomize'].flatMap((name) => words.list(name));
  if (sources.length > 1) {
    throw new Failure('usage', `one file or kustomization at a time, but ${sources.join(' and ')} were given`, {
      hint: 'put claim and volume into one file',
    });
  }
}

function isDryRun(mode: string | undefined): boolean {
  if (mode === undefined || mode === 'none') return false;
  if (mode === 'client') return true;
  throw new Failure('usage', `--dry-run=${mode} is not offered`, { hint: 'write --dry-run=client' });
}

function runOptions(words: Words): RunOptions {
  const [timeout, unmount, grace, stateDir, onFailure] = [
    'timeout',
    'unmount-timeout',
    'grace-period',
    'state-dir',
    'on-failure',
  ].map((name) => words.text(name));
  return {
    connection: connectionFlags(words),
    yes: words.isOn('yes'),
    quiet: words.isOn('quiet'),
    takeOverLock: words.isOn('take-over-lock'),
    unmountTimeoutMs: unmount === undefined ? DEFAULT_UNMOUNT_TIMEOUT_MS : parseDuration(unmount, 'unmount-timeout'),
    ...(timeout === undefined ? {} : { timeoutMs: parseDuration(timeout, 'timeout') }),
    ...(grace === undefined ? {} : { gracePeriodSeconds: parseGracePeriod(grace) }),
    ...(stateDir === undefined ? {} : { stateDir: resolve(stateDir) }),
    ...(onFailure === undefined ? {} : { onFailure: parseOnFailure(onFailure) }),
  };
}

function parseOnFailure(typed: string): 'stop' | 'rollback' {
  if (typed === 'stop' || typed === 'rollback') return typed;
  throw new Failure('usage', `--on-failure="${typed}" is not offered`, { hint: 'write stop or rollback' });
}

function connectionFlags(words: Words): ConnectionFlags {
  return {
    kubeconfig: words.text('kubeconfig'),
    context: words.text('context'),
    cluster: words.text('cluster'),
    user: words.text('user'),
    namespace: words.text('namespace'),
    as: words.text('as'),
    asGroup: words.list('as-group'),
    asUid: words.text('as-uid'),
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
