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

/** Levenshtein's distance. In plain code, because this room takes no packages (DESIGN, Rooms). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  Array.from(from).forEach((letter, row) => {
    let left = row + 1;
    above = above.map((up, column) => {
      if (column === 0) return left;
      const diagonal = above[column - 1] ?? 0;
      left = Math.min(up + 1, left + 1, diagonal + (letter === to[column - 1] ? 0 : 1));
      return left;
    });
  });
  return above[to.length] ?? 0;
}
