// Quadratic programs for the benchmarks.

import { constrained } from 'superlinear';
import { chain, portfolio, rand } from '../../test/data/quadratic-programs.js';

type Problem = constrained.QuadraticProgramsProblem;

/** Number of control steps simulated. */
const STEPS = 100;
const HORIZON = 20;

/**
 * Constructors of the programs, each with its own matrices; several programs in a call differ only in their row bounds.
 */
export const workloads = {
  'dense-20': () => rand(20, 20, 1),
  'dense-100': () => rand(100, 100, 2),
  'portfolio-50': () => portfolio(50, 3),
  'portfolio-200': () => portfolio(200, 4),
  'control-20': () => control(HORIZON),
  'control-40': () => control(2 * HORIZON),
  'control-80': () => control(4 * HORIZON),
  'control-160': () => control(8 * HORIZON),
} satisfies Record<string, () => Problem>;

export type ProgramWorkload = keyof typeof workloads;

/** Control of two masses: the programs of all steps, with states that follow from their own solutions. */
function control(horizon: number): Problem {
  const pushes = chain.disturbances();
  const program = chain.program(horizon);
  const bounds: Float64Array[] = [];
  let state = chain.start;
  for (let k = 0; k < STEPS; k++) {
    const values = chain.rowBounds(horizon, state);
    bounds.push(values);
    const { solution } = constrained.quadraticProgramSync({
      ...program,
      constraintLower: values,
      constraintUpper: values,
    });
    state = chain.next(state, solution, pushes.subarray(4 * k, 4 * k + 4));
  }
  return { ...program, constraintLower: bounds, constraintUpper: bounds };
}
