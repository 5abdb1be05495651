// The constrained chain of Rosenbrock's function as JavaScript functions, with all derivatives sparse and written by
// hand.

import type { constrained } from 'superlinear';

type Program = Omit<constrained.MinimizeData & constrained.SyncMinimizeFunctions, 'initial'>;

/** Variables per equation. */
const GROUP = 4;

/** Minimize the chain subject to x₄ₖ x₄ₖ₊₁ + exp(x₄ₖ₊₂ − x₄ₖ₊₃) = 2. */
export function chainFunctions(size: number) {
  const count = Math.floor(size / GROUP);
  const jacobianStructure = {
    rows: Int32Array.from({ length: GROUP * count }, (_, k) => Math.floor(k / GROUP)),
    columns: Int32Array.from({ length: GROUP * count }, (_, k) => k),
  };
  // The diagonal and the subdiagonal, which also contains the entries of the products.
  const hessianStructure = {
    rows: Int32Array.from({ length: 2 * size - 1 }, (_, k) => (k < size ? k : k - size + 1)),
    columns: Int32Array.from({ length: 2 * size - 1 }, (_, k) => (k < size ? k : k - size)),
  };
  const at = (x: Float64Array, i: number) => x[i] as number;
  const difference = (x: Float64Array, i: number) => at(x, i + 1) - at(x, i) ** 2;
  const growth = (x: Float64Array, k: number) => Math.exp(at(x, GROUP * k + 2) - at(x, GROUP * k + 3));
  return {
    constraintCount: count,
    jacobianStructure,
    hessianStructure,
    objective(x: Float64Array) {
      let sum = 0;
      for (let i = 0; i < size - 1; i++) sum += 100 * difference(x, i) ** 2 + (1 - at(x, i)) ** 2;
      return sum;
    },
    constraints(x: Float64Array, values: Float64Array) {
      for (let k = 0; k < count; k++) values[k] = at(x, GROUP * k) * at(x, GROUP * k + 1) + growth(x, k) - 2;
    },
    gradient(x: Float64Array, gradient: Float64Array) {
      gradient.fill(0);
      for (let i = 0; i < size - 1; i++) {
        const slope = 200 * difference(x, i);
        gradient[i] = at(gradient, i) - 2 * slope * at(x, i) - 2 * (1 - at(x, i));
        gradient[i + 1] = slope;
      }
    },
    jacobian(x: Float64Array, entries: Float64Array) {
      for (let k = 0; k < count; k++) {
        const exponential = growth(x, k);
        entries[GROUP * k] = at(x, GROUP * k + 1);
        entries[GROUP * k + 1] = at(x, GROUP * k);
        entries[GROUP * k + 2] = exponential;
        entries[GROUP * k + 3] = -exponential;
      }
    },
    hessian(x: Float64Array, multipliers: Float64Array, weight: number, entries: Float64Array) {
      for (let i = 0; i < size; i++) {
        const own = i < size - 1 ? 1200 * at(x, i) ** 2 - 400 * at(x, i + 1) + 2 : 0;
        entries[i] = weight * (own + (i > 0 ? 200 : 0));
        if (i < size - 1) entries[size + i] = weight * -400 * at(x, i);
      }
      for (let k = 0; k < count; k++) {
        const [multiplier, i] = [at(multipliers, k), GROUP * k];
        const bent = multiplier * growth(x, k);
        entries[size + i] = at(entries, size + i) + multiplier;
        entries[i + 2] = at(entries, i + 2) + bent;
        entries[i + 3] = at(entries, i + 3) + bent;
        entries[size + i + 2] = at(entries, size + i + 2) - bent;
      }
    },
  } satisfies Program;
}
