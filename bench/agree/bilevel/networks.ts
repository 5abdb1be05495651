// Networks: outputs against their definition in NumPy, and chosen networks against the figures of their own solution.

import { bilevel } from 'superlinear';
import {
  certifyEvaluateOperations,
  certifySelectOperations,
} from '../../../test/certificates/bilevel-operations.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

const OPERATIONS: readonly bilevel.Operation[] = [
  ...(['zero', 'identity', 'linear', 'relu'] as const),
  ...(['tanh', 'gauss', 'square'] as const),
];

interface Network {
  readonly operations: bilevel.Operation[];
  readonly inputWeights: number[][];
  readonly inputBias: number[];
  readonly edgeWeights: number[][][];
  readonly outputWeights: number[][];
  readonly outputBias: number[];
}

interface Evaluated {
  readonly network: Network;
  readonly matrix: number[][];
  readonly labels: number[];
}

const evaluated =
  (size: (random: Random) => number) =>
  (random: Random): Evaluated => {
    const [features, width, classes] = [random.integer(1, 4), random.integer(1, 5), random.integer(2, 4)];
    const weights = (rows: number, columns: number) => random.matrix(rows, columns, () => size(random));
    const operations = random.list(random.integer(1, 4), () => random.pick(OPERATIONS));
    const rows = random.integer(1, 6);
    return {
      network: {
        operations,
        inputWeights: weights(features, width),
        inputBias: random.list(width, () => size(random)),
        edgeWeights: operations
          .filter((name) => name !== 'zero' && name !== 'identity')
          .map(() => weights(width, width)),
        outputWeights: weights(width, classes),
        outputBias: random.list(classes, () => size(random)),
      },
      matrix: random.normals(rows, features),
      labels: random.list(rows, () => random.integer(0, classes - 1)),
    };
  };

type Outputs = Reply & { readonly probabilities: number[][]; readonly loss: number; readonly size: number };

const outputs = subject<Evaluated, bilevel.EvaluateOperationsSolution, Outputs>({
  method: 'evaluateOperations',
  kinds: {
    normal: evaluated((random) => random.normal()),
    large: evaluated((random) => 10 * random.normal()),
  },
  axes: [['matrix', 'labels']],
  codes: ['network', 'labels'],
  peer: 'outputs',
  solve: (problem, options) =>
    bilevel.evaluateOperationsSync(problem as bilevel.EvaluateOperationsProblem, options) as never,
  certify: (problem, solution) => certifyEvaluateOperations(problem as never, solution),
  *judge(_, { solution }, { probabilities, loss, size }) {
    if (solution === undefined) return;
    // Logits are sums of terms of this size.
    const rounding = 1e-13 * (1 + size);
    const { columns } = solution.probabilities;
    for (const [k, value] of solution.probabilities.data.entries()) {
      const row = probabilities[Math.floor(k / columns)] as number[];
      yield* compareFigures('a probability', value, at(row, k % columns), rounding);
    }
    yield* compareFigures('the loss', solution.loss ?? Number.NaN, loss, rounding * (1 + loss));
  },
});

interface Selected {
  readonly matrix: number[][];
  readonly labels: number[];
  readonly validationMatrix: number[][];
  readonly validationLabels: number[];
  readonly operations: bilevel.Operation[];
}

/** A choice of operations, and the chosen network's outputs for the validation samples. */
interface Chosen {
  readonly solution: bilevel.SelectOperationsSolution;
  readonly validation: bilevel.EvaluateOperationsSolution;
}

const choices = subject<Selected, Chosen>({
  method: 'selectOperations',
  kinds: {
    'circle and corners': (random: Random): Selected => {
      const rows = (count: number) => random.normals(count, 2);
      const labelOf = ([a = 0, b = 0]: number[]) => Number(a * a + b * b > 1.4);
      const withBoth = (count: number) => [[0, 0], [2, 2], ...rows(count)];
      const [matrix, validationMatrix] = [withBoth(random.integer(2, 20)), withBoth(random.integer(2, 10))];
      return {
        ...{ matrix, labels: matrix.map(labelOf) },
        ...{ validationMatrix, validationLabels: validationMatrix.map(labelOf) },
        operations: ['identity', ...OPERATIONS.slice(2).filter(() => random.chance(0.5)), 'zero'],
      };
    },
  },
  axes: [
    ['matrix', 'labels'],
    ['validationMatrix', 'validationLabels'],
  ],
  pose: (model) => ({ ...model, edges: 2, width: 4, epochs: 5, retrainEpochs: 3, batchSize: 8 }),
  solve: (problem, options) => {
    const given = problem as bilevel.SelectOperationsProblem;
    const solution = bilevel.selectOperationsSync(given, options);
    const { network } = solution;
    const samples = { matrix: given.validationMatrix, labels: given.validationLabels };
    return {
      solution,
      validation: bilevel.evaluateOperationsSync({ network, ...samples } as never, options) as never,
    };
  },
  certify: (problem, { solution }) => certifySelectOperations(problem as never, solution),
  *judge({ operations }, outcome) {
    const { solution, validation } = outcome.solution ?? {};
    if (solution === undefined || validation === undefined) return;
    const loss = validation.loss ?? Number.NaN;
    yield* compareFigures('the loss', solution.retrainedLoss, loss, 1e-12 * (1 + loss));
    const gap = solution.roundedLoss - solution.softLoss;
    const slack = 1e-12 * (solution.roundedLoss + solution.softLoss);
    yield* compareFigures('the increase of the loss', solution.discretizationGap, gap, slack);
    const { columns, data } = solution.probabilities;
    for (const [edge, chosen] of solution.chosen.entries()) {
      const row = Array.from(data.subarray(edge * columns, (edge + 1) * columns));
      const largest = operations[row.indexOf(Math.max(...row))];
      if (chosen !== largest)
        yield { cause: 'a choice is not the largest', detail: `${chosen}, not ${largest}` };
    }
  },
});

export const networks = [outputs, choices];
