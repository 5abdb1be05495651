// Controls of a state on a grid, against Newton's method on the same equations with SciPy's sparse factorization.

import { constrained } from 'superlinear';
import { certifyPoissonControl } from '../../../test/certificates/constrained.js';
import { at, largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';

interface Control {
  readonly size: number;
  readonly controlWeight: number;
  readonly reaction: number;
  readonly target: number[][];
}

const control =
  (reaction: (random: Random) => number, unit: (random: Random) => number) =>
  (random: Random): Control => {
    const [size, own] = [random.integer(1, 8), unit(random)];
    return {
      size,
      controlWeight: random.decade(-6, 1),
      reaction: reaction(random),
      target: random.normals(size, size).map((row) => row.map((value) => own * value)),
    };
  };

type Fields = Reply & { readonly state: number[]; readonly control: number[]; readonly residual: number };

export const controls = subject<Control, constrained.PoissonControlSolution, Fields>({
  method: 'poissonControl',
  kinds: {
    linear: control(
      () => 0,
      () => 1,
    ),
    cubic: control(
      (random) => random.decade(-2, 1),
      () => 1,
    ),
    scaled: control(
      () => 0,
      (random) => random.decade(-3, 3),
    ),
  },
  codes: ['size', 'controlWeight', 'reaction'],
  peer: 'control',
  solve: (problem, options) =>
    constrained.poissonControlSync(problem as constrained.PoissonControlProblem, options),
  certify: certifyPoissonControl,
  *judge({ controlWeight }, outcome, { state, control, residual }) {
    yield* mustConverge(outcome);
    const { solution } = outcome;
    if (solution === undefined || residual > 1e-9 || outcome.status !== 'converged') return;
    // Residuals of up to 1e-8 move the state by at most as much, divided by the weight in the equation of the control.
    const slack = 1e-6 * (1 + largest(state)) + 1e-8 / controlWeight;
    for (const [k, value] of solution.state.data.entries())
      yield* compareFigures('the state', value, at(state, k), slack);
    const rough = 1e-5 * (1 + largest(control)) + 1e-7 / controlWeight;
    for (const [k, value] of solution.control.data.entries())
      yield* compareFigures('the control', value, at(control, k), rough);
  },
});
