// Quadratics on graphs against dense elimination.

import { coordinate } from 'superlinear';
import {
  certifyForest,
  certifyLabelPropagation,
  certifySolveGraphQuadratic,
} from '../../../test/certificates/graphs.js';
import { at, norm, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { sparseOf } from '../sparse.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, endingOf, mustConverge } from '../verdict.js';

interface Graph {
  readonly matrix: number[][];
  readonly rightSide: number[];
}

/** A weighted graph's Laplacian, with some nodes tied to the ground. */
const graph =
  (weight: (random: Random) => number, share: number) =>
  (random: Random): Graph => {
    const n = random.integer(1, 20);
    const matrix = random.matrix(n, n, () => 0);
    const add = (i: number, j: number, value: number) => {
      (matrix[i] as number[])[j] = at(matrix[i] as number[], j) + value;
    };
    for (let i = 0; i < n; i++) {
      if (i === 0 || random.chance(0.3)) add(i, i, weight(random));
      for (let j = 0; j < i; j++) {
        if (j !== i - 1 && !random.chance(share)) continue;
        const tie = weight(random);
        add(i, i, tie);
        add(j, j, tie);
        add(i, j, -tie);
        add(j, i, -tie);
      }
    }
    return { matrix, rightSide: random.list(n, () => random.normal()) };
  };

const graphKinds = {
  chains: graph(() => 1, 0),
  sparse: graph((random) => random.uniform(0.1), 0.1),
  dense: graph((random) => random.integer(1, 3), 0.7),
  'of many decades': graph((random) => random.decade(-4, 4), 0.2),
};

export const graphs = subject<
  Graph,
  coordinate.GraphQuadraticSolution,
  Reply & { readonly solution: number[] }
>({
  method: 'solveGraphQuadratic',
  kinds: graphKinds,
  axes: [['matrix', 'matrix.*', 'rightSide']],
  peer: 'solve',
  pose: ({ matrix, rightSide }) => ({ matrix: sparseOf(matrix), rightSide }),
  solve: (problem, options) =>
    coordinate.solveGraphQuadraticSync(problem as coordinate.GraphQuadraticProblem, options),
  certify: certifySolveGraphQuadratic,
  *judge({ matrix, rightSide }, outcome, { solution }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || endingOf(outcome.status) !== 'solved') return;
    // The error of a residual of 1e-8: at most by the smallest eigenvalue, which the peer's own residual does not show.
    const ours = Array.from(outcome.solution.solution as Float64Array);
    const energy = (x: number[]) =>
      sum(
        x.map(
          (value, i) =>
            value * (sum((matrix[i] as number[]).map((entry, j) => entry * at(x, j))) / 2 - at(rightSide, i)),
        ),
      );
    const unit = norm(rightSide) * norm(solution);
    yield* compareFigures('the energy', energy(ours), energy(solution), 1e-7 * unit);
  },
});

/** The forest of the most edges is not known, but members, pivots and the solution on them prove themselves. */
export const forest = subject<Graph, coordinate.ForestSolution>({
  method: 'forest',
  kinds: graphKinds,
  axes: [['matrix', 'matrix.*', 'rightSide']],
  pose: ({ matrix, rightSide }) => ({ matrix: sparseOf(matrix), rightSide }),
  solve: (problem, options) => coordinate.forestSync(problem as coordinate.ForestProblem, options),
  certify: certifyForest,
});

interface Labeled {
  readonly matrix: number[][];
  readonly labels: (number | null)[];
  readonly alpha: number;
}

const labeled =
  (draw: (random: Random) => Graph) =>
  (random: Random): Labeled => {
    const { matrix } = draw(random);
    return {
      matrix: matrix.map((row, i) => row.map((entry, j) => (i === j || entry === 0 ? 0 : -entry))),
      labels: matrix.map(() => (random.chance(0.4) ? random.integer(0, 2) : null)),
      alpha: random.pick([0, 0, 0.2, 0.9]),
    };
  };

/** Labels of nodes, as means of their neighbors' labels by the definition. */
export const labels = subject<Labeled, coordinate.LabelPropagationSolution>({
  method: 'labelPropagation',
  kinds: Object.fromEntries(Object.entries(graphKinds).map(([name, draw]) => [name, labeled(draw)])),
  axes: [['matrix', 'matrix.*', 'labels']],
  codes: ['labels'],
  exceptions: [
    { cause: /must name the class of at least one node/, reason: 'a graph without a known label is refused' },
  ],
  pose: ({ matrix, ...rest }) => ({ ...rest, weights: sparseOf(matrix) }),
  solve: (problem, options) =>
    coordinate.labelPropagationSync(problem as coordinate.LabelPropagationProblem, options),
  certify: certifyLabelPropagation,
  *judge(_, outcome) {
    yield* mustConverge(outcome);
  },
});
