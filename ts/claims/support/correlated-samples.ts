/** Samples of correlated features with few relevant ones: the same doubles on every backend and in other languages. */

import { gauss, mulberry32 } from './random.js';

/**
 * `count` samples of features, each correlated with the previous one by 0.5. Of ten features, one is relevant and two
 * others slightly. The response has noise of standard deviation 1, or is a class, -1 or 1.
 */
export function correlated(count: number, features: number, seed: number, kind: 'squared' | 'logistic') {
  const next = mulberry32(seed);
  const data = new Float64Array(count * features);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < features; j++) {
      const k = i * features + j;
      data[k] = j === 0 ? gauss(next) : 0.5 * (data[k - 1] as number) + 0.8660254037844386 * gauss(next);
    }
  const share = (j: number) => (j % 10 === 0 ? 1 : j % 10 === 3 || j % 10 === 6 ? 0.2 : 0);
  const truth = Array.from({ length: features }, (_, j) => share(j) * gauss(next));
  const response = Float64Array.from({ length: count }, (_, i) => {
    let predictor = 0;
    for (let j = 0; j < features; j++) predictor += (data[i * features + j] as number) * (truth[j] as number);
    if (kind === 'squared') return predictor + gauss(next);
    return next() < 1 / (1 + Math.exp(-2 * predictor)) ? 1 : -1;
  });
  return { matrix: { rows: count, columns: features, data }, response };
}
