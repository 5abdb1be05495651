// The quadratic programs that are measured.

import { constrained } from 'superlinear';
import { chain, portfolio, rand } from '../../test/data/quadratic-programs.js';

type Problem = constrained.QuadraticProgramsProblem;

/** Steps of control, and of each plan. */
const STEPS = 100;
const HORIZON = 20;

/** Makes the programs, each with matrices of its own; of several programs in a call only the ends of rows differ. */
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

/** Control of two masses: the programs of all steps, from the states that their own solutions lead to. */
function control(horizon: number): Problem {
  const pushes = chain.disturbances();
  const program = chain.program(horizon);
  const ends: Float64Array[] = [];
  let state = chain.start;
  for (let k = 0; k < STEPS; k++) {
    const values = chain.ends(horizon, state);
    ends.push(values);
    const { solution } = constrained.quadraticProgramSync({
      ...program,
      constraintLower: values,
      constraintUpper: values,
    });
    state = chain.next(state, solution, pushes.subarray(4 * k, 4 * k + 4));
  }
  return { ...program, constraintLower: ends, constraintUpper: ends };
}
