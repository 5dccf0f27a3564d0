import type { Stage } from '../stage.js';

/** What goes on beside a story until it is told to end. */
export interface Meanwhile {
  /** Resolves once it was done for the last time; rejects where it has failed, or gone on for longer than a stage waits. */
  end(): Promise<void>;
}

/** Does something again and again beside a story. */
export function allTheWhile(stage: Stage, what: string, act: () => Promise<void>): Meanwhile {
  let isOver = false;
  const ended = stage.until(`the end of ${what}`, async () => {
    await act();
    return isOver;
  });
  return {
    async end() {
      isOver = true;
      await ended;
    },
  };
}
