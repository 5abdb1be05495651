// Models at falling strengths, each by its certificate, and the largest strength by its formula.

import { coordinate } from 'superlinear';
import { certifyLambdaMax, certifyPath } from '../../../test/certificates/coordinate.js';
import { largest as largestOf } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareFigures, mustConverge } from '../verdict.js';
import { AXES, largestSlope } from './fits.js';

interface Squares {
  readonly matrix: Table;
  readonly response: number[];
}

/** Responses with noise on each kind of table. */
const kinds = Object.fromEntries(
  Object.entries(tables).map(([name, table]) => [
    name,
    (random: Random): Squares => {
      const matrix = table(random);
      const response = predicted(random, matrix).map((value) => 3 * value + 0.3 * random.normal() + 1);
      return { matrix, response };
    },
  ]),
);

export const paths = subject<Squares, coordinate.PathSolution>({
  method: 'path',
  kinds,
  axes: AXES,
  pose: (model) => ({ ...model, count: 8, smallestRatio: 0.01, maxIterations: 1000 }),
  solve: (problem, options) => coordinate.pathSync(problem as coordinate.PathProblem, options),
  certify: certifyPath,
  judge: (_, outcome) => mustConverge(outcome),
});

export const largest = subject<Squares, coordinate.LambdaMaxSolution>({
  method: 'lambdaMax',
  kinds,
  axes: AXES,
  solve: (problem, options) => coordinate.lambdaMaxSync(problem as coordinate.LambdaMaxProblem, options),
  certify: certifyLambdaMax,
  *judge({ matrix, response }, { solution }) {
    const strength = largestSlope(matrix, response);
    // Of features far from zero some digits are left.
    const size = largestOf(matrix.flat()) * largestOf(response);
    const slack = 1e-9 * strength + 1e-13 * size;
    if (solution !== undefined)
      yield* compareFigures('the largest strength', solution.lambdaMax, strength, slack);
  },
});
