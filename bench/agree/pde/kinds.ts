// Partial differential equations against the same difference equations solved by SuperLU.

import { pde } from 'superlinear';
import { certifyDiffusion, certifyHeat, certifyPoisson } from '../../../test/certificates/pde.js';
import { largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';
import { evolutions } from './evolutions.js';

interface Answer extends Reply {
  readonly solution: number[];
}

interface PoissonModel {
  readonly points: number[];
  readonly lengths: number[];
  readonly boundary: pde.Boundary[];
  readonly rightSide: number[];
  readonly reaction: number;
}

const CONDITIONS: readonly pde.Boundary[] = ['dirichlet', 'neumann', 'periodic'];

const poissonKind =
  (dimensions: readonly number[], side: number, lengthOf: (random: Random) => number) =>
  (random: Random): PoissonModel => {
    const dimension = random.pick(dimensions);
    const points = random.list(dimension, () => random.integer(1, side));
    const count = points.reduce((product, n) => product * n, 1);
    const scale = random.chance(0.3) ? random.scale() : 1;
    return {
      points,
      lengths: points.map(() => lengthOf(random)),
      boundary: points.map(() => random.pick(CONDITIONS)),
      rightSide: random.list(count, () => (random.chance(0.1) ? 0 : scale * random.normal())),
      reaction: random.chance(0.5) ? 0 : random.uniform(),
    };
  };

interface DiffusionModel {
  readonly points: number[];
  readonly lengths: number[];
  readonly coefficient: number[];
  readonly rightSide: number[];
  readonly reaction: number;
  readonly boundary: Record<'left' | 'right' | 'bottom' | 'top', pde.SideCondition>;
}

const condition = (random: Random): pde.SideCondition => {
  const value = random.normal();
  const kind = random.pick(['dirichlet', 'neumann', 'robin'] as const);
  return kind === 'robin' ? { kind, value, weight: random.uniform() } : { kind, value };
};

const diffusionKind =
  (side: number, decades: number) =>
  (random: Random): DiffusionModel => {
    const points = [random.integer(1, side), random.integer(1, side)];
    const count = points.reduce((product, n) => product * n, 1);
    return {
      points,
      lengths: [random.uniform() + 0.1, random.uniform() + 0.1],
      coefficient: random.list(count, () => 10 ** (decades * (random.uniform() - 0.5))),
      rightSide: random.list(count, () => random.normal()),
      reaction: random.chance(0.6) ? 0 : random.uniform(),
      // One side has given values, so that the equations are regular.
      boundary: {
        left: { kind: 'dirichlet', value: random.normal() },
        right: condition(random),
        bottom: condition(random),
        top: condition(random),
      },
    };
  };

interface HeatModel extends DiffusionModel {
  readonly initial: number[];
  readonly time: number;
}

const heatKind =
  (side: number, decades: number) =>
  (random: Random): HeatModel => {
    const model = diffusionKind(side, decades)(random);
    return {
      ...model,
      initial: model.rightSide.map(() => random.normal()),
      time: 10 ** (3 * random.uniform() - 3),
    };
  };

/** The part of the sum of estimated errors that the error of a state may be: errors of steps decay, but are estimates. */
const ESTIMATED = 5;

/** The error that the tolerance on the residual allows, relative to the largest value, for matrices of these sizes. */
const ACCURACY = 1e-6;

function* difference(
  found: ArrayLike<number>,
  expected: readonly number[],
  accuracy: number,
): Iterable<Finding> {
  const errors = expected.map((value, k) => Number(found[k]) - value);
  yield* compareFigures('the largest error', largest(errors), 0, accuracy * largest(expected) + 1e-300);
}

export const subjects = [
  subject<PoissonModel, pde.PoissonSolution, Answer>({
    method: 'poisson',
    kinds: {
      tiny: poissonKind([1, 2, 3], 3, () => 1),
      flat: poissonKind([1, 2], 30, (random) => 0.2 + random.uniform()),
      solid: poissonKind([3], 7, (random) => 0.2 + random.uniform()),
      slender: poissonKind([2], 12, (random) => 10 ** (4 * random.uniform() - 2)),
    },
    codes: ['points'],
    peer: 'poisson',
    pose: (model) => ({ ...model, order: 2 }),
    solve: (problem, options) => pde.poissonSync(problem as pde.PoissonProblem, options),
    certify: (problem, solution) => certifyPoisson(problem as pde.PoissonProblem, solution),
    *judge(_, { solution }, { solution: expected }) {
      if (solution === undefined) return;
      yield* difference(solution.solution, expected, 1e-9);
    },
  }),
  subject<DiffusionModel, pde.DiffusionSolution, Answer>({
    method: 'diffusion',
    kinds: {
      tiny: diffusionKind(3, 1),
      smooth: diffusionKind(25, 0),
      rough: diffusionKind(25, 3),
      jumping: diffusionKind(12, 8),
    },
    codes: ['points'],
    peer: 'diffusion',
    solve: (problem, options) => pde.diffusionSync(problem as pde.DiffusionProblem, options),
    certify: (problem, solution) => certifyDiffusion(problem as pde.DiffusionProblem, solution),
    *judge(_, outcome, { solution: expected }) {
      yield* mustConverge(outcome);
      const { solution } = outcome;
      if (solution === undefined) return;
      yield* difference(solution.solution, expected, ACCURACY);
    },
  }),
  subject<HeatModel, pde.HeatSolution, Answer>({
    method: 'heat',
    kinds: { tiny: heatKind(3, 1), smooth: heatKind(10, 0), rough: heatKind(8, 3) },
    codes: ['points'],
    peer: 'heat',
    pose: ({ time, ...model }) => ({ ...model, times: [time] }),
    solve: (problem, options) => pde.heatSync(problem as pde.HeatProblem, options),
    certify: (problem, solution) => certifyHeat(problem as pde.HeatProblem, solution),
    *judge(model, { status, solution }, { solution: expected }) {
      if (solution === undefined) return;
      if (solution.status !== 'finished')
        return yield { cause: `${solution.status} where there is a state`, detail: status };
      const error = Math.hypot(...expected.map((value, k) => Number(solution.states.data[k]) - value));
      const size = Math.max(Math.hypot(...model.initial), Math.hypot(...expected));
      yield* compareFigures('the error', error, 0, size * (ESTIMATED * solution.errorEstimate + 1e-9));
    },
  }),
  ...evolutions,
];
