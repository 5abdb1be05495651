/**
 * Quadratic programs by their generators, the same doubles as in other languages. Optima are those of Clarabel 0.11.1
 * with its tightest tolerances and those of Newton steps on the active set, which agree to 1e-12.
 */

import type { constrained, Matrix } from 'superlinear';
import { mulberry32, normals } from '../support/random.js';

/** A program with all fields. */
interface DenseProgram extends constrained.QuadraticProgramProblem {
  readonly hessian: Matrix;
  readonly linear: Float64Array;
  readonly constraintMatrix: Matrix;
  readonly constraintLower: Float64Array;
  readonly constraintUpper: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A stream of uniform numbers in [-1, 1). */
function draws(seed: number): (count: number) => Float64Array {
  const next = mulberry32(seed);
  return (count) => Float64Array.from({ length: count }, () => 2 * next() - 1);
}

const at = (values: Float64Array, place: number) => values[place] as number;

/** The Gram matrix of the rows of a matrix. */
function gram(factor: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * rows }, (_, k) => {
    const [i, j] = [Math.floor(k / rows), k % rows];
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += at(factor, i * columns + c) * at(factor, j * columns + c);
    return sum;
  });
}

/** `rand(n, m, seed)`: a dense program with two-sided bounds for rows and variables. */
export function rand(n: number, m: number, seed: number): DenseProgram {
  const draw = draws(seed);
  const [factor, constraints, middle] = [draw(n * n), draw(m * n), draw(n)];
  const linear = draw(n).map((value) => 5 * value);
  draw(n);
  const slack = draw(m).map(Math.abs);
  const hessian = gram(factor, n, n).map((value, k) => value / n + (k % (n + 1) === 0 ? 0.01 : 0));
  const activity = slack.map((_, i) => middle.reduce((sum, x, j) => sum + x * at(constraints, i * n + j), 0));
  return {
    hessian: { rows: n, columns: n, data: hessian },
    linear,
    constraintMatrix: { rows: m, columns: n, data: constraints },
    constraintLower: activity.map((value, i) => value - at(slack, i)),
    constraintUpper: activity.map((value, i) => value + at(slack, i)),
    lower: middle.map((x) => x - 1),
    upper: middle.map((x) => x + 1),
  };
}

/** `portfolio(n, seed)`: shares that sum to 1, each at most 0.3, minimizing risk minus gain. */
export function portfolio(n: number, seed: number): DenseProgram {
  const draw = draws(seed);
  const k = Math.floor(n / 10);
  const [factor, own, gains] = [draw(n * k), draw(n), draw(n)];
  const common = gram(factor, n, k);
  own.forEach((value, i) => {
    common[i * (n + 1)] = at(common, i * (n + 1)) + 0.1 + Math.abs(value);
  });
  return {
    hessian: { rows: n, columns: n, data: common },
    linear: gains.map((gain) => -gain),
    constraintMatrix: { rows: 1, columns: n, data: new Float64Array(n).fill(1) },
    constraintLower: Float64Array.of(1),
    constraintUpper: Float64Array.of(1),
    lower: new Float64Array(n),
    upper: new Float64Array(n).fill(0.3),
  };
}

const H = 0.1;
const DYNAMICS = [
  [1, 0, H, 0],
  [0, 1, 0, H],
  [-2 * H, H, 1 - H / 10, 0],
  [H, -2 * H, 0, 1 - H / 10],
] as const;

/** The number of variables of a step: two inputs and four states. */
const STEP = 6;

/** Two masses between springs; state and inputs determine the next states. */
export const chain = {
  start: [0.45, -0.375, 0, 0] as readonly number[],

  /** The disturbances of the masses in each of 100 steps. */
  disturbances: () => normals(3, 400).map((value) => 0.05 * value),

  /** The sparse matrices and the bounds of a control problem over `steps` steps. */
  program(steps: number) {
    const [indptr, indices, data] = [[0], [] as number[], [] as number[]];
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < 4; i++) {
        const row = new Map<number, number>([[STEP * step + 2 + i, 1]]);
        if (i >= 2) row.set(STEP * step + i - 2, -H);
        if (step > 0)
          for (const [j, value] of DYNAMICS[i]?.entries() ?? [])
            if (value !== 0) row.set(STEP * (step - 1) + 2 + j, -value);
        for (const [column, value] of [...row].sort(([a], [b]) => a - b)) {
          indices.push(column);
          data.push(value);
        }
        indptr.push(indices.length);
      }
    }
    const repeated = (values: readonly number[]) =>
      Float64Array.from({ length: STEP * steps }, (_, k) => values[k % STEP] as number);
    const upper = repeated([0.5, 0.5, 2.5, 2.5, 1, 1]);
    return {
      hessian: repeated([0.05, 0.05, 1, 1, 0.1, 0.1]),
      linear: new Float64Array(STEP * steps),
      constraintMatrix: {
        rows: 4 * steps,
        columns: STEP * steps,
        indptr: Int32Array.from(indptr),
        indices: Int32Array.from(indices),
        data: Float64Array.from(data),
      },
      lower: upper.map((value) => -value),
      upper,
    };
  },

  /** The right sides of the control's equations for a state. */
  rowBounds(steps: number, state: ArrayLike<number>): Float64Array {
    const values = new Float64Array(4 * steps);
    values.set(moved(state));
    return values;
  },

  /** The state after a step with two inputs. */
  next(state: ArrayLike<number>, inputs: ArrayLike<number>, disturbance: ArrayLike<number>): number[] {
    return moved(state).map((value, i) => {
      const limit = i < 2 ? 2.4 : 0.9;
      const pushed = value + (i >= 2 ? H * (inputs[i - 2] as number) : 0) + (disturbance[i] as number);
      return Math.min(limit, Math.max(-limit, pushed));
    });
  },

  /** A solution as the start of the next step: shifted by a step, with the last step repeated. */
  shifted(values: Float64Array, by: number): Float64Array {
    return Float64Array.from([...values.subarray(by), ...values.subarray(-by)]);
  },
};

function moved(state: ArrayLike<number>): number[] {
  return DYNAMICS.map((row) => row.reduce((sum, value, j) => sum + value * (state[j] as number), 0));
}
