import { distance as editDistance } from 'fastest-levenshtein';

/** The candidate that was most likely meant by a mistyped word, whatever its case; undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= tolerance(word, candidate))
    .sort((one, other) => one.distance - other.distance)[0]?.candidate;
}

/** Two slips in five letters are still the same word ("bucket" for "bucketName"), but five slips are another word. */
function tolerance(word: string, candidate: string): number {
  return Math.min(4, Math.floor(0.4 * Math.max(word.length, candidate.length)));
}
