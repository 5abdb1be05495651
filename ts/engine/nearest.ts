/** Suggestions for misspelled names. */

/** The name with the smallest edit distance, if it is close. Names are compared in full and without their family. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const far = Math.max(2, Math.ceil(name.length / 4)) + 1;
  let best: { name?: string; changes: number } = { changes: far };
  for (const candidate of names) {
    for (const form of [candidate, candidate.slice(candidate.indexOf('.') + 1)]) {
      // Each change makes the name longer or shorter by one at most. Names of strangers may have millions of characters.
      if (Math.abs(name.length - form.length) >= best.changes) continue;
      const changes = changesBetween(name.toLowerCase(), form.toLowerCase());
      if (changes < best.changes) best = { name: candidate, changes };
    }
  }
  return best.name;
}

/** The Levenshtein distance: the number of characters to insert, delete or replace. */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] as number) + (one[i] === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
}
