import type { Failure, WayOut } from '../model/errors.js';
import { safeLines, safeText } from './safe-text.js';
import { shortened } from './shortened.js';

/** A failure as kubectl would say it: one sentence, then what to do about it. */
export function failureLines({ message, hint, wayOut, manifest }: Failure): string {
  const ways = wayOut === undefined ? [] : wayOutLines(wayOut).map(safeText);
  const lines = [
    ...(hint === undefined || hint === '' ? [] : hint.split('\n').map((line) => shortened(safeText(line)))),
    ...ways,
  ];
  const text = [`error: ${shortened(safeText(message))}`, ...lines].map((line) => `${line}\n`).join('');
  // Last of all: whoever applies it cuts it off there.
  return manifest === undefined ? text : `${text}${safeLines(manifest)}`;
}

function wayOutLines({ run, folder, state, stands, resume, rollback }: WayOut): readonly string[] {
  const ways = [
    ...(resume === undefined ? [] : [`go on:    ${resume}`]),
    ...(rollback === undefined ? [] : [`go back:  ${rollback}`]),
  ];
  switch (state) {
    case 'unchanged':
      return ['nothing was changed'];
    case 'stopped':
      return [...(stands === undefined ? [] : [`stands:   ${stands}`]), `snapshot: ${folder}`, ...ways];
    case 'rolled back':
      return ['rolled back: the snapshot stands again, verified', `snapshot: ${folder}`];
    case 'met':
      return [`run ${run} on this claim is unfinished`, ...ways];
  }
}
