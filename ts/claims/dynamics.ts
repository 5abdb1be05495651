/** Claims about series and sequences: in-context prediction by one step of gradient descent. */

import { recursiveLeastSquaresSync } from '../families/dynamics.js';
import { solveSync } from '../families/ode.js';
import type { Claim } from './support/claim.js';

const range = (count: number) => Array.from({ length: count }, (_, k) => k);

const MESA =
  'Zheng, Huang, Wang, Wu, Zhu, Li, On Mesa-Optimization in Autoregressively Trained Transformers, NeurIPS 2024';

/**
 * The sums of <p, y> and |p|² over all positions, for the prediction p of x_{t+1} by one gradient step of scale 1, on
 * two numbers of modulus 1 that rotate with a phase between them. The other phase cancels in both sums.
 */
function sumsOf(positions: number, phase: number): [number, number] {
  const kernel = range(positions + 1).map((m) => [1 + Math.cos(phase * m), Math.sin(phase * m)] as const);
  let [product, square] = [0, 0];
  const sums = [0, 0, 0, 0];
  for (let n = 1; n <= positions; n++) {
    // p_k = (1 / n) Σ_m conj(w_k)^m c(m) relative to the next number, with w = (1, exp(i phase)).
    const [c = 0, s = 0] = kernel[n] ?? [];
    const [cosine, sine] = [Math.cos(phase * n), Math.sin(phase * n)];
    const terms = [c, s, cosine * c + sine * s, cosine * s - sine * c];
    for (const [k, term] of terms.entries()) sums[k] = (sums[k] as number) + term;
    product += ((sums[0] as number) + (sums[2] as number)) / n;
    square += sums.reduce((total, value) => total + value * value, 0) / (n * n);
  }
  return [product, square];
}

export const claims: readonly Claim[] = [
  {
    name: 'one-step-scale',
    claim:
      'A linear attention layer, trained by gradient flow to predict sequences x_{t+1} = W x_t in context, ends as one step of gradient descent of the optimal scale',
    source: MESA,
    shown: {
      what: 'two rotating numbers, 98 positions, the mean over phases by 400 nodes; a′ = b (l − q a b), b′ = a (l − q a b) from (0.1, 0.1) by ode.solve; the scale N/(N + H_N) in closed form',
      budget: 0.3,
      measure() {
        const [positions, nodes] = [98, 400];
        const sums = range(nodes).map((k) => sumsOf(positions, (2 * Math.PI * (k + 0.5)) / nodes));
        const [l, q] = [0, 1].map(
          (i) => sums.reduce((total, pair) => total + (pair[i] as number), 0) / nodes,
        );
        const { states } = solveSync({
          field: {
            formula: '[y[1] * (1 - r * y[0] * y[1]), y[0] * (1 - r * y[0] * y[1])]',
            inputs: { y: 2, r: [] },
          },
          parameters: { r: (q as number) / (l as number) },
          initial: [0.1, 0.1],
          to: 30,
          tolerance: 1e-10,
        });
        const [a, b] = states.data.slice(-2);
        return { scale: (l as number) / (q as number), flow: (a as number) * (b as number) };
      },
    },
    gold: {
      scale: { near: 0.94991360940733, relative: 1e-12 },
      flow: { near: 0.94991360940733, relative: 1e-8 },
    },
    verdict: 'holds',
  },
  {
    name: 'one-step-is-not-least-squares',
    claim:
      'Such a layer recovers the sequence only for special starts: one gradient step is not least squares in context',
    source: MESA,
    shown: {
      what: 'a rotation of the plane by 0.7 from (1, 1), 98 positions: the last error of the optimal step, and of recursiveLeastSquares with a ridge of 1e-9',
      budget: 0.1,
      measure() {
        const rotated = range(100).map((t) => [
          Math.cos(0.7 * t) - Math.sin(0.7 * t),
          Math.sin(0.7 * t) + Math.cos(0.7 * t),
        ]);
        const { errors } = recursiveLeastSquaresSync({ series: rotated, ridge: 1e-9 });
        const recursive = Math.hypot(...(errors as { data: Float64Array }).data.slice(-2));
        const [x = [], ...next] = rotated.slice(0, 99).reverse();
        // S x for S = Σ x_{i+1} x_i', over all pairs before the last number.
        const step = next.reduce(
          ([p = 0, q = 0], row, i) => {
            const weight = row.reduce((total, value, k) => total + value * (x[k] as number), 0);
            const [y = 0, z = 0] = rotated[98 - i] as number[];
            return [p + weight * y, q + weight * z];
          },
          [0, 0],
        );
        const last = rotated[99] as number[];
        // The scale that is best for this sequence.
        const scale = (step[0] as number) * (last[0] as number) + (step[1] as number) * (last[1] as number);
        const square = step.reduce((total, value) => total + value * value, 0);
        const oneStep = Math.hypot(...last.map((value, k) => value - (scale / square) * (step[k] as number)));
        return { recursive, oneStep };
      },
    },
    gold: { recursive: { atMost: 1e-8 }, oneStep: { atLeast: 1e-3 } },
    verdict: 'holds',
  },
];
