/** Locks among the processes of this machine: what is left where Leases are forbidden, and how a dead holder is known at once. */
export interface LocalLocks {
  /**
   * @param name what is locked, as in `volume s3-pv of https://…`
   * @param holder who asks, as others will read it
   * @param takesOver take it from a process that lives, too
   * @throws Failure conflict, when a process that lives has it; refused, when it cannot be kept
   */
  take(name: string, holder: string, takesOver: boolean): Promise<LocalLock>;
}

export interface LocalLock {
  /** Who had it and has died without giving it back. */
  readonly deadHolder?: string;
  release(): Promise<void>;
}
