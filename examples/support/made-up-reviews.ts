// Synthetic reviews: words drawn at random, some of them more often in positive reviews.

import { randomNumbers } from './random-numbers.js';

/** The logarithm of a word's frequency in positive reviews relative to negative ones. */
const LEANINGS: Readonly<Record<string, number>> = {
  wonderful: 1.8,
  moving: 1.2,
  brilliant: 1.5,
  charming: 1.3,
  funny: 0.8,
  fresh: 0.7,
  touching: 1.1,
  best: 0.9,
  masterpiece: 2,
  enjoyed: 1.4,
  dull: -1.7,
  boring: -1.8,
  waste: -2,
  predictable: -1.2,
  worst: -1.9,
  mess: -1.4,
  slow: -0.6,
  disappointing: -1.6,
  unfunny: -1.5,
  clumsy: -1.1,
};

const NEUTRAL =
  `the a and of to it is in this that was with for on film story plot scene actor actress director camera music
  script character dialogue ending beginning minute hour night city house family friend brother sister war love train
  sea dog winter summer book novel stage screen light color sound cut shot role part cast crew sequel original remake
  version audience critic cinema ticket popcorn row seat door street window rain letter song dance king queen doctor teacher`
    .split(/\s+/)
    .filter((word) => word !== '');

/** The words, in the order of their columns. */
export const VOCABULARY: readonly string[] = [...Object.keys(LEANINGS), ...NEUTRAL];

/** Reviews as word indices, and whether each is positive. */
export interface Reviews {
  readonly texts: readonly (readonly number[])[];
  readonly isPositive: readonly boolean[];
}

/** Generates `count` reviews of thirty words. A twentieth of them is labeled wrongly. */
export function makeUpReviews(count: number): Reviews {
  const next = randomNumbers(1871);
  const opinionated = Object.values(LEANINGS);
  const texts: number[][] = [];
  const isPositive: boolean[] = [];
  for (let i = 0; i < count; i++) {
    const positive = next() < 0.5;
    const weights = [
      ...opinionated.map((leaning) => 0.4 * Math.exp(((positive ? 1 : -1) * leaning) / 2)),
      // Neutral words roughly follow Zipf's law: the frequency of the k-th falls as 1/k.
      ...NEUTRAL.map((_, k) => 40 / (k + 4)),
    ];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    texts.push(Array.from({ length: 30 }, () => draw(weights, total * next())));
    isPositive.push(next() < 0.05 ? !positive : positive);
  }
  return { texts, isPositive };
}

function draw(weights: readonly number[], place: number): number {
  let left = place;
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return found < 0 ? weights.length - 1 : found;
}
