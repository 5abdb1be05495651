// Points around ten centers, with 40 % of the labels wrong and a few trusted samples.

import type { bilevel } from 'superlinear';
import { gauss, mulberry32 } from '../../ts/claims/support/random.js';

const FEATURES = 64;
const CLASSES = 10;

/** Standard deviation of the centers along a feature, in units of the points' standard deviation around them. */
const DISTANCE = 0.35;

/** `count` training samples, and a twentieth as many trusted ones. */
export function labels(count: number): bilevel.CleanSamplesProblem {
  const next = mulberry32(5);
  const centers = Float64Array.from({ length: CLASSES * FEATURES }, () => DISTANCE * gauss(next));
  const points = (rows: number) => {
    const right = Array.from({ length: rows }, () => Math.floor(CLASSES * next()));
    const data = new Float64Array(rows * FEATURES).map((_, place) => {
      const label = right[Math.floor(place / FEATURES)] ?? 0;
      return (centers[label * FEATURES + (place % FEATURES)] ?? 0) + gauss(next);
    });
    return { matrix: { rows, columns: FEATURES, data }, right };
  };
  const [training, trusted] = [points(count), points(Math.ceil(count / 20))];
  const moved = (label: number) => (label + 1 + Math.floor((CLASSES - 1) * next())) % CLASSES;
  return {
    matrix: training.matrix,
    response: training.right.map((label) => (next() < 0.4 ? moved(label) : label)),
    trustedMatrix: trusted.matrix,
    trustedResponse: trusted.right,
  };
}
