import type { ProcessIdentity } from './process-identity.js';

/** What the owner of a process group asks of its supervisor, over the IPC channel between them. */
export type Request =
  | { readonly kind: 'start'; readonly name: string; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: 'stop' };

/** What the supervisor tells. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started'; readonly name: string; readonly process: ProcessIdentity }
  | { readonly kind: 'ended'; readonly name: string; readonly how: string };

/** Handed to the supervisor as its one argument. */
export interface GroupSettings {
  /** Removed when the group ends; each process logs to NAME.log in it. */
  readonly folder: string;
  /** Where the group is written down while it runs, for the sweep after a crash. */
  readonly recordFile: string;
}

/** What is written down: enough to end everything later, and nothing else that has got the same pids. */
export interface GroupRecord {
  readonly folder: string;
  readonly supervisor: ProcessIdentity;
  readonly members: readonly GroupMember[];
}

export interface GroupMember {
  readonly name: string;
  readonly process: ProcessIdentity;
}

/** The API server first: one whose etcd has gone before it never ends by itself. */
export function killingOrder<T extends { readonly name: string }>(members: Iterable<T>): T[] {
  return [...members].sort((a, b) => Number(b.name === 'kube-apiserver') - Number(a.name === 'kube-apiserver'));
}
