/** Longer than anything that a person reads, shorter than a screen. */
const LONGEST = 1000;

/**
 * A line for a screen, cut off where it would push everything else away, with how much was left out. Documents for scripts
 * have it whole.
 */
export function shortened(line: string, longest = LONGEST): string {
  const letters = Array.from(line);
  if (letters.length <= longest) return line;
  return `${letters.slice(0, longest).join('')} … (${letters.length - longest} more characters)`;
}
