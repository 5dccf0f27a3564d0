import type { Failure } from '../model/errors.js';
import { safeLines, safeText } from './safe-text.js';

/** A failure as kubectl would say it: one sentence, then what to do about it. */
export function failureLines(failure: Failure): string {
  const hint = failure.hint === undefined ? '' : `${safeLines(failure.hint)}\n`;
  return `error: ${safeText(failure.message)}\n${hint}`;
}
