// Minimization of similar functions by CMA-ES: evaluations from the old minimum, with and without the learned
// covariance.

import { blackbox } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { gauss, mulberry32 } from '../ts/claims/support/random.js';

/** A function with minimum value 0, shifted by a vector. */
type Movable = (moved: Float64Array) => (x: Float64Array) => number;

const SEEDS = [1, 2, 3, 4, 5];

const box = { lower: -5, upper: 5, target: 1e-8, method: 'cmaes' } as const;

const dot = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);

/** A random orthonormal basis, by Gram-Schmidt. */
function rotation(size: number, random: () => number): Float64Array[] {
  const basis: Float64Array[] = [];
  while (basis.length < size) {
    let vector = Float64Array.from({ length: size }, () => gauss(random));
    for (const other of basis) {
      const part = dot(vector, other);
      vector = vector.map((value, k) => value - part * (other[k] as number));
    }
    const length = Math.sqrt(dot(vector, vector));
    basis.push(vector.map((value) => value / length));
  }
  return basis;
}

/** An ellipsoid with axis lengths in the ratio 1000 : 1. */
function ellipsoid(size: number, random: () => number): Movable {
  const basis = rotation(size, random);
  return (moved) => (x) => {
    const from = x.map((value, k) => value - (moved[k] as number));
    return basis.reduce((sum, axis, k) => sum + 10 ** ((6 * k) / (size - 1)) * dot(axis, from) ** 2, 0);
  };
}

const rosenbrock: Movable = (moved) => (x) => {
  const z = x.map((value, k) => value - (moved[k] as number));
  return z.reduce((sum, value, k) => {
    const next = z[k + 1];
    return next === undefined ? sum : sum + 100 * (next - value ** 2) ** 2 + (1 - value) ** 2;
  }, 0);
};

const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/**
 * Evaluations for a minimum shifted by a fraction `share` of the box, from the old minimum, with and without the
 * learned state.
 */
function compare(
  make: (random: () => number) => Movable,
  size: number,
  share: number,
  model: 'none' | 'quadratic',
) {
  const counts = SEEDS.map((seed) => {
    const random = mulberry32(seed);
    const movable = make(random);
    const problem = { ...box, dimension: size, model };
    const before = blackbox.minimizeSync(
      { ...problem, objective: movable(new Float64Array(size)) },
      { seed },
    );
    const moved = Float64Array.from({ length: size }, () => share * (box.upper - box.lower) * gauss(random));
    const objective = movable(moved);
    const { initial, initialCovariance } = before.warmStart as blackbox.MinimizeWarmStart;
    const cold = blackbox.minimizeSync({ ...problem, objective, initial }, { seed });
    const warm = blackbox.minimizeSync({ ...problem, objective, initial, initialCovariance }, { seed });
    return [cold.evaluations, warm.evaluations] as const;
  });
  return [median(counts.map(([cold]) => cold)), median(counts.map(([, warm]) => warm))] as const;
}

const cases = [
  ...[0.001, 0.01, 0.1].map((share) => ({
    name: 'ellipsoid',
    share,
    sizes: [5, 10, 20],
    model: 'none' as const,
  })),
  { name: 'rosenbrock', share: 0.01, sizes: [5, 10], model: 'none' as const },
  { name: 'rosenbrock', share: 0.01, sizes: [5, 10], model: 'quadratic' as const },
];

const lines = cases.flatMap(({ name, share, sizes, model }) =>
  sizes.map((size) => {
    const make = name === 'ellipsoid' ? (random: () => number) => ellipsoid(size, random) : () => rosenbrock;
    const [cold, warm] = compare(make, size, share, model);
    return {
      function: name,
      model,
      variables: String(size),
      'moved by': String(share),
      'from its minimum': String(cold),
      'and with the covariance': String(warm),
    };
  }),
);
console.log(formatTable(lines));
