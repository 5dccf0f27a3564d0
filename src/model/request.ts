import type { ColourMode } from './terminal.js';

/** kubectl's own connection flags, as they were typed. What is left out is taken from the kubeconfig and the environment. */
export interface ConnectionFlags {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  readonly as?: string | undefined;
  readonly asGroup?: readonly string[] | undefined;
  readonly asUid?: string | undefined;
  /** `KEY=VALUE` each. */
  readonly asUserExtra?: readonly string[] | undefined;
  readonly server?: string | undefined;
  readonly token?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly tlsServerName?: string | undefined;
  /** Seconds, or a Go duration such as `1m30s`; 0 means without end. */
  readonly requestTimeout?: string | undefined;
}

/** What was typed, checked as far as it can be without a cluster. */
export type Request =
  | HelpRequest
  | { readonly verb: 'version' }
  | RecreateRequest
  | ChooseRequest
  | ContinueRequest
  | RunsRequest
  | ShowRequest;

export interface HelpRequest {
  readonly verb: 'help';
  /** A verb, or one of the other topics of the help; undefined: the help itself. */
  readonly topic?: string;
}

/** Whether only this side plans, or the server tries each request too. */
export type DryRun = 'client' | 'server';

/** What may be done to Pods and objects, also where a check stands against it. */
export interface Consent {
  readonly allowJobRestart: boolean;
  readonly allowManaged: boolean;
  readonly allowDisruption: boolean;
  readonly recreateBarePods: boolean;
  /** What becomes of the Pods after a change in place. */
  readonly restart: 'eviction' | 'none';
}

export interface RecreateRequest extends RunOptions, Consent {
  readonly verb: 'recreate';
  readonly claimName: string;
  readonly set: ReadonlyMap<string, string>;
  readonly unset: readonly string[];
  readonly addMountOptions: readonly string[];
  readonly removeMountOptions: readonly string[];
  readonly unchanged: boolean;
  readonly volumeHandle?: string;
  /** Paths of files or folders, or `-` for standard input; empty where none was given. */
  readonly filenames: readonly string[];
  readonly kustomize?: string;
  /** Open both manifests in an editor. */
  readonly edit: boolean;
  /** Prints what the source should say, and does nothing else. */
  readonly printManifest: boolean;
  readonly dryRun?: DryRun;
  readonly allowUnknownAttribute: boolean;
}

/** A recreation of a claim that was not named: on a terminal one is chosen. */
export interface ChooseRequest extends Omit<RecreateRequest, 'verb' | 'claimName'> {
  readonly verb: 'choose';
}

/** `resume` goes on toward the run's target, `rollback` toward its snapshot. */
export interface ContinueRequest extends RunOptions, Consent {
  readonly verb: 'resume' | 'rollback';
  /** Undefined: the one that is unfinished. */
  readonly run?: string;
  readonly dryRun?: DryRun;
  /** For resume: another handle for the volume that is still to be made. */
  readonly volumeHandle?: string;
}

/** Lists the runs that are kept. */
export interface RunsRequest extends RunOptions {
  readonly verb: 'runs';
}

/** Tells of one run: what was to happen, what did, what stands, what to do next. */
export interface ShowRequest extends RunOptions {
  readonly verb: 'show';
  readonly run: string;
  /** The file for a page that a browser shows; `-` is standard output. */
  readonly html?: string;
}

/** What a script reads on standard output instead of the line for a person. */
export type OutputFormat = 'json' | 'jsonl' | 'yaml' | 'name';

export interface RunOptions {
  readonly connection: ConnectionFlags;
  readonly yes: boolean;
  /** The digest of the only plan that may be run. */
  readonly expectPlan?: string;
  readonly quiet: boolean;
  /** Tells of each request to the API server. */
  readonly tellsRequests: boolean;
  /** Undefined: `auto`. */
  readonly colour?: ColourMode;
  readonly output?: OutputFormat;
  /** Milliseconds; undefined: five minutes, or longer where a Pod's grace period is longer. */
  readonly timeoutMs?: number;
  readonly unmountTimeoutMs: number;
  /** Seconds. */
  readonly gracePeriodSeconds?: number;
  readonly forceDeletePods: boolean;
  readonly stateDir?: string;
  readonly takeOverLock: boolean;
  /** What to do when a run has failed; undefined: ask where there is somebody to ask, else stop. */
  readonly onFailure?: 'stop' | 'rollback';
}
