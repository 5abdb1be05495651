// Figures of given coefficients, and predictions: recomputed from their definitions by the certificates.

import { coordinate } from 'superlinear';
import {
  certifyDualityGap,
  certifyKktViolation,
  certifyPredict,
  certifyScore,
} from '../../../test/certificates/coordinate.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { RESPONSES } from './fits.js';

interface Given {
  readonly matrix: Table;
  readonly response: number[];
  readonly loss: coordinate.LossKind;
  readonly coefficients: number[];
  readonly intercept: number;
}

const LOSSES = ['squared', 'huber', 'logistic', 'poisson'] as const;

/** Kinds of tables, with coefficients that are zero, of the size that fits, or too large. */
const kinds = <Model extends Given>(whole: (random: Random, given: Given) => Model) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      (random: Random) => {
        const matrix = table(random);
        const loss = random.pick(LOSSES);
        const respond = RESPONSES[loss] ?? RESPONSES.squared;
        const response = respond?.(random, predicted(random, matrix)) ?? [];
        const factor = random.pick([0, 0.1, 1, 10]);
        const coefficients = (matrix[0] ?? []).map((_, j) => {
          const size = Math.max(...matrix.map((row) => Math.abs(row[j] as number))) || 1;
          return random.chance(0.3) ? 0 : (factor * random.normal()) / size;
        });
        return whole(random, { matrix, response, loss, coefficients, intercept: random.normal() });
      },
    ]),
  );

interface Penalized extends Given {
  readonly lambda: number;
  readonly penalty: coordinate.PenaltyKind;
}

const penalized = kinds(
  (random, given): Penalized => ({
    ...given,
    lambda: random.decade(-4, 2),
    penalty: random.pick(['l1', 'l2', 'elasticNet', 'mcp', 'none'] as const),
  }),
);

const axes = [
  ['matrix', 'response'],
  ['matrix.*', 'coefficients'],
];

const exceptions = [
  { cause: /at least two classes|a count above/, reason: 'one class, or no count, is refused' },
];

const atPoint = ({ coefficients, intercept, ...problem }: Penalized) => ({
  ...problem,
  point: { coefficients, intercept },
});

const gap = subject<Penalized, coordinate.DualityGapSolution>({
  method: 'dualityGap',
  kinds: penalized,
  axes,
  exceptions,
  pose: atPoint,
  solve: (problem, options) => coordinate.dualityGapSync(problem as coordinate.DualityGapProblem, options),
  certify: certifyDualityGap,
});

const violation = subject<Penalized, coordinate.KktViolationSolution>({
  method: 'kktViolation',
  kinds: penalized,
  axes,
  exceptions,
  pose: atPoint,
  solve: (problem, options) =>
    coordinate.kktViolationSync(problem as coordinate.KktViolationProblem, options),
  certify: certifyKktViolation,
});

const modelOf = ({ loss, coefficients, intercept }: Given) => ({
  loss,
  coefficients,
  intercept,
  ...(loss === 'logistic' && { classes: [-1, 1] }),
});

const prediction = subject<Given, coordinate.PredictSolution>({
  method: 'predict',
  kinds: kinds((_, given) => given),
  axes,
  // The mean of a count may overflow.
  mayBeInfinite: ['response'],
  pose: (given) => ({ model: modelOf(given), matrix: given.matrix }),
  solve: (problem, options) => coordinate.predictSync(problem as coordinate.PredictProblem, options),
  certify: certifyPredict,
});

const score = subject<Given, coordinate.ScoreSolution>({
  method: 'score',
  kinds: kinds((_, given) => given),
  axes,
  exceptions,
  pose: (given) => ({ model: modelOf(given), matrix: given.matrix, response: given.response }),
  solve: (problem, options) => coordinate.scoreSync(problem as coordinate.ScoreProblem, options),
  certify: certifyScore,
});

export const evaluations = [gap, violation, prediction, score];
