/** Tables of short sequences, such as DNA, with a hidden score of letters and adjacent pairs. */

import { normals, uniform } from './random.js';

const LENGTH = 8;
const LETTERS = 4;
const COUNT = LETTERS ** LENGTH;

/** Weight of pairs relative to letters. */
const PAIRS = 0.7;

/** Letters of the sequence with index `place` in lexicographic order. */
const lettersOf = (place: number): number[] =>
  Array.from({ length: LENGTH }, (_, j) => Math.floor(place / LETTERS ** (LENGTH - 1 - j)) % LETTERS);

/**
 * A table of `rows` sequences from the worse half of all, with noise in units of the standard deviation; the best true
 * score in it; and the true score, from 0 to 1 over all sequences.
 */
export function motifs({ seed, rows, noise }: { seed: number; rows: number; noise: number }) {
  const weights = normals(seed, LENGTH * LETTERS);
  const pairs = normals(seed + 1, (LENGTH - 1) * LETTERS * LETTERS).map((weight) => PAIRS * weight);
  const raw = (letters: ArrayLike<number>): number => {
    let score = 0;
    for (let j = 0; j < LENGTH; j++) {
      const letter = letters[j] as number;
      score += weights[LETTERS * j + letter] as number;
      if (j + 1 < LENGTH)
        score += pairs[LETTERS * (LETTERS * j + letter) + (letters[j + 1] as number)] as number;
    }
    return score;
  };
  const all = Array.from({ length: COUNT }, (_, place) => raw(lettersOf(place)));
  const sorted = [...all].sort((a, b) => a - b);
  const [least, most] = [sorted[0] as number, sorted.at(-1) as number];
  const scoreOf = (letters: ArrayLike<number>) => (raw(letters) - least) / (most - least);
  const middle = ((sorted[COUNT / 2 - 1] as number) + (sorted[COUNT / 2] as number)) / 2;
  const worse = all.flatMap((score, place) => (score <= middle ? [place] : []));
  const draws = uniform(seed + 2, worse.length);
  const order = worse.map((_, k) => k).sort((a, b) => (draws[a] as number) - (draws[b] as number));
  const chosen = order.slice(0, rows).map((k) => lettersOf(worse[k] as number));
  const truth = chosen.map(scoreOf);
  const mean = truth.reduce((sum, score) => sum + score, 0) / rows;
  const deviation = Math.sqrt(truth.reduce((sum, score) => sum + (score - mean) ** 2, 0) / rows);
  const scores = normals(seed + 3, rows).map(
    (normal, k) => (truth[k] as number) + noise * deviation * normal,
  );
  return {
    designs: { rows, columns: LENGTH, data: Float64Array.from(chosen.flat()) },
    scores,
    best: Math.max(...truth),
    scoreOf,
  };
}
