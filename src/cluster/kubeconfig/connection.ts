import type { ClusterIdentity } from '../../model/cluster.js';
import type { ClusterEntry, UserEntry } from './entries.js';

/** One server and one user on it. Nothing in it is relative, and no file is left to read but a tokenFile. */
export interface Connection {
  readonly identity: ClusterIdentity;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  /** With its scheme, without a slash at the end; may have a path (Rancher's do). */
  readonly server: string;
  readonly proxyUrl: string | undefined;
  /** 0: without end. */
  readonly requestTimeoutMs: number;
}
