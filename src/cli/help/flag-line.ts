import type { Flag } from '../flags/index.js';

/** A flag in the help: how it is written, and what it means. */
export function flagLine(flag: Flag): string {
  return `  ${spelling(flag).padEnd(36)}${flag.meaning}`;
}

export function spelling({ name, short, kind, value }: Flag): string {
  const long = `${short === undefined ? '' : `-${short}, `}--${name}`;
  if (value === undefined) return long;
  return kind === 'choice' ? `${long}${value}` : `${long} ${value}`;
}
