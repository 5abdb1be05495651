/** Trade-offs between the gain and the cost of ternary genes, as in the choice of network components. */

import { normals, uniform } from './random.js';

const GENES = 45;

/** Number of gene pairs across the halves with an extra joint cost. */
const PAIRS = 15;

/** Fraction of gene pairs with an interaction, and the size of the interaction. */
const COUPLED = 0.1;
const COUPLING = 0.35;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** 45 genes with values 0, 1 and 2: negated gains, and costs. The reference point is zero gain at the full cost. */
export function compromises(seed: number) {
  const exponential = (offset: number) => uniform(seed + offset, GENES).map((value) => -Math.log(1 - value));
  const gains = exponential(0);
  const draws = uniform(seed + 2, GENES * GENES);
  const couplings = normals(seed + 1, GENES * GENES).map((value, k) =>
    (draws[k] as number) < COUPLED ? COUPLING * value : 0,
  );
  const others = exponential(4);
  const costs = exponential(3).map((value, k) => value + (others[k] as number));
  const exponents = uniform(seed + 5, GENES).map((value) => 1 + value);
  const objective = (genes: ArrayLike<number>): [number, number] => {
    const z = Array.from(genes, (gene) => gene / 2);
    const alone = sum(gains.map((gain, i) => gain * Math.sqrt(z[i] as number)));
    const together = sum(
      couplings.map((factor, k) => factor * (z[Math.floor(k / GENES)] as number) * (z[k % GENES] as number)),
    );
    const cost = sum(costs.map((factor, i) => factor * (z[i] as number) ** (exponents[i] as number)));
    const pairs = costs
      .slice(0, PAIRS)
      .map((factor, i) => factor * (z[i] as number) * (z[i + PAIRS] as number));
    return [-(alone + together), cost + 0.5 * sum(pairs)];
  };
  const gene = { type: 'category', values: [0, 1, 2] } as const;
  const variables = Array.from({ length: GENES }, () => gene);
  return { variables, objective, reference: [0, objective(new Array<number>(GENES).fill(2))[1]] };
}
