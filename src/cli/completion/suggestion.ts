import type { KnownAttribute } from '../../model/attribute.js';
import type { ConnectionFlags } from '../../model/request.js';

/** One word that could stand there. */
export interface Suggestion {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly meaning?: string;
}

/** What a shell is to do besides; the bits are cobra's (shell_completions.md). */
export const DIRECTIVE = { noSpace: 2, noFiles: 4, filterExtension: 8, filterFolders: 16, keepOrder: 32 } as const;

export interface Completion {
  readonly suggestions: readonly Suggestion[];
  readonly directive: number;
}

/** A claim of an S3 volume. */
export interface ClaimSuggestion extends Suggestion {
  readonly attributes: readonly string[];
  readonly mountOptions: readonly string[];
}

export interface OptionSuggestion extends Suggestion {
  readonly takesValue: boolean;
}

/** Where the words come from. Each answers soon, and with nothing where it cannot. */
export interface Sources {
  readonly attributes: readonly KnownAttribute[];
  readonly mountOptions: readonly OptionSuggestion[];
  readonly topics: readonly Suggestion[];
  /** Of the namespace that the flags or the kubeconfig name. */
  claims(flags: ConnectionFlags): Promise<readonly ClaimSuggestion[]>;
  namespaces(flags: ConnectionFlags): Promise<readonly Suggestion[]>;
  kubeconfig(kind: 'contexts' | 'clusters' | 'users', flags: ConnectionFlags): Promise<readonly Suggestion[]>;
  /** The newest first. */
  runs(stateDir: string | undefined): Promise<readonly Suggestion[]>;
}
