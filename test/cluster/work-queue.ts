const RETRY_MS = 100;

/** Does one piece of work after the other, and one that failed or asks for it again a moment later. */
export class WorkQueue {
  readonly #retries = new Set<NodeJS.Timeout>();
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  add(work: () => Promise<'done' | 'again'>): void {
    void this.run(async () => {
      if (this.#stopped) {
        return;
      }
      const outcome = await work().catch(() => 'again' as const);
      if (outcome === 'again') {
        this.#retryLater(work);
      }
    });
  }

  /** Once, in turn, and a failure is the caller's. */
  run(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Returns when the work at hand is done; what waits behind it and what would be tried again is dropped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
    this.#retries.forEach(clearTimeout);
  }

  #retryLater(work: () => Promise<'done' | 'again'>): void {
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      this.add(work);
    }, RETRY_MS);
    this.#retries.add(retry);
  }
}
