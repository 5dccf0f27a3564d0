import type { Choice } from '../model/terminal.js';

/** For the cursor, the box of a list to pick from, and the blanks between. */
const MARGIN = 4;
/** Less room than this tells nothing. */
const LEAST = 20;

/**
 * A choice on one line: one that the terminal breaks is hard to tell from the next. What is cut off is told whole while the choice is the
 * one that Return would take.
 *
 * @param columns of the terminal; 0 where they are not known
 */
export function fittingChoice(choice: Choice, columns: number, ellipsis: string): Choice {
  const room = columns - MARGIN;
  const { name, short = name, hint } = choice;
  if (room < LEAST || name.length <= room) return choice;
  const whole = name.replace(/ {2,}/g, ', ');
  return {
    ...choice,
    short,
    name: `${name.slice(0, room - ellipsis.length).trimEnd()}${ellipsis}`,
    hint: hint === undefined ? whole : `${whole}: ${hint}`,
  };
}
