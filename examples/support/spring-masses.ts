// Two masses between springs, and the programs that plan the forces on them.

import type { constrained } from 'superlinear';
import { normal, randomNumbers } from './random-numbers.js';

/** Positions and velocities of both. */
export type State = readonly [number, number, number, number];

const H = 0.1;

/** The dynamics of a step without forces. */
const DYNAMICS: readonly State[] = [
  [1, 0, H, 0],
  [0, 1, 0, H],
  [-2 * H, H, 1 - H / 10, 0],
  [H, -2 * H, 0, 1 - H / 10],
];

/** Variables of a step: two forces, then the state after it. */
const STEP = 6;
const WEIGHTS = [0.05, 0.05, 1, 1, 0.1, 0.1];
const LIMITS = [0.5, 0.5, 2.5, 2.5, 1, 1];

/** The disturbances of the masses in each step. */
export function disturbances(steps: number): State[] {
  const random = randomNumbers(3);
  const next = () => normal(random)[0];
  return Array.from({ length: steps }, () =>
    [next(), next(), next(), next()].map((value) => 0.05 * value),
  ) as unknown as State[];
}

/** The programs of plans of this length: each step's state follows from the previous one and the forces. */
export function masses(horizon: number) {
  const size = STEP * horizon;
  const rows = 4 * horizon;
  const repeated = (entries: readonly number[]) =>
    Float64Array.from({ length: size }, (_, k) => entries[k % STEP]);
  const entries = Array.from({ length: rows }, (_, row) => {
    const [step, i] = [Math.floor(row / 4), row % 4];
    const own: [number, number][] = [[STEP * step + 2 + i, 1]];
    if (i >= 2) own.unshift([STEP * step + i - 2, -H]);
    const before =
      step === 0
        ? []
        : DYNAMICS[i].map((value, j) => [STEP * (step - 1) + 2 + j, -value] as [number, number]);
    return [...before.filter(([, value]) => value !== 0), ...own];
  });
  const indptr = new Int32Array(rows + 1);
  entries.forEach((row, i) => {
    indptr[i + 1] = indptr[i] + row.length;
  });
  const program = {
    hessian: repeated(WEIGHTS),
    linear: new Float64Array(size),
    constraintMatrix: {
      rows,
      columns: size,
      indptr,
      indices: Int32Array.from(entries.flatMap((row) => row.map(([column]) => column))),
      data: Float64Array.from(entries.flatMap((row) => row.map(([, value]) => value))),
    },
    lower: repeated(LIMITS.map((limit) => -limit)),
    upper: repeated(LIMITS),
  };
  const moved = (state: State) =>
    DYNAMICS.map((row) => row.reduce((sum, value, j) => sum + value * state[j], 0));
  return {
    program,
    /** The right sides of the equations for a state. */
    ends(state: State): Float64Array {
      const ends = new Float64Array(rows);
      ends.set(moved(state));
      return ends;
    },
    /** The state after a step. */
    next(state: State, force: readonly [number, number], push: State): State {
      return moved(state).map(
        (value, i) => value + (i >= 2 ? H * force[i - 2] : 0) + push[i],
      ) as unknown as State;
    },
  };
}

/** A solution as the start of a plan that begins some steps later; its last steps are repeated. */
export function laterBy(
  steps: number,
  { solution, multipliers, boundMultipliers }: constrained.QuadraticProgramSolution,
) {
  const later = (values: Float64Array, by: number) =>
    Float64Array.from([...values.subarray(by), ...values.subarray(-by)]);
  return {
    initial: later(solution, STEP * steps),
    initialMultipliers: later(multipliers, 4 * steps),
    initialBoundMultipliers: later(boundMultipliers, STEP * steps),
  };
}
