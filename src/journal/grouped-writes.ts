/** Resolves when the text was written, and when it is durable where that was asked for. */
export type Write = (text: string, isDurable: boolean) => Promise<void>;

/**
 * One write after the other, in the order in which they were asked for; what is asked for while one is under way goes
 * together into the next. A hundred changes at a time then wait for a few syncs of the disk, and not for a hundred.
 */
export function groupedWrites(write: Write): Write {
  let last: Promise<void> = Promise.resolve();
  let next: { texts: string[]; isDurable: boolean; written: Promise<void> } | undefined;
  return (text, isDurable) => {
    if (next !== undefined) {
      next.texts.push(text);
      next.isDurable ||= isDurable;
      return next.written;
    }
    const before = last;
    const group = { texts: [text], isDurable, written: Promise.resolve() };
    group.written = before
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return write(group.texts.join(''), group.isDurable);
      });
    next = group;
    last = group.written;
    return group.written;
  };
}
