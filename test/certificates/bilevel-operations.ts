/** Certificates of operation selection: outputs recomputed from the returned network agree with the solution. */

import type { bilevel } from 'superlinear';
import { at, classesOf, dot, holds, near, placesOf, rowsOf, sum, vectorOf } from './support.js';

const OPERATIONS: Record<bilevel.Operation, (z: number) => number> = {
  zero: () => 0,
  identity: (z) => z,
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  tanh: Math.tanh,
  gauss: (z) => Math.exp(-z * z),
  square: (z) => z * z,
};

const times = (row: readonly number[], matrix: readonly number[][]) =>
  (matrix[0] as number[]).map((_, j) => sum(row.map((value, i) => value * at(matrix[i] as number[], j))));

/** The logits of a sample. */
function logitsOf(network: bilevel.GivenNetwork, sample: readonly number[]): number[] {
  const bias = vectorOf(network.inputBias);
  let hidden = times(sample, rowsOf(network.inputWeights)).map((value, j) => value + at(bias, j));
  let next = 0;
  for (const operation of network.operations) {
    const isPlain = operation === 'zero' || operation === 'identity';
    const weights = isPlain ? undefined : network.edgeWeights[next++];
    hidden = (weights === undefined ? hidden : times(hidden, rowsOf(weights))).map(OPERATIONS[operation]);
  }
  const outputBias = vectorOf(network.outputBias);
  return times(hidden, rowsOf(network.outputWeights)).map((value, j) => value + at(outputBias, j));
}

function probabilitiesOf(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  return powers.map((power) => power / sum(powers));
}

const lossOf = (logits: readonly number[][], labels: readonly number[]) =>
  sum(
    logits.map((row, i) => {
      const most = Math.max(...row);
      return most + Math.log(sum(row.map((logit) => Math.exp(logit - most)))) - at(row, at(labels, i));
    }),
  ) / labels.length;

/** Certifies that probabilities, classes and losses are those of the network. */
export function certifyEvaluateOperations(
  problem: bilevel.EvaluateOperationsProblem,
  solution: bilevel.EvaluateOperationsSolution,
): void {
  const logits = rowsOf(problem.matrix).map((row) => logitsOf(problem.network, row));
  // The rounding of large logits is large enough to change classes.
  const size = Math.max(1, ...logits.flat().map(Math.abs));
  if (!(size < 1e6)) return;
  const { outputBias, classes: named = vectorOf(outputBias).map((_, k) => k) } = problem.network;
  const known = Array.from(named as ArrayLike<number | string | boolean>);
  const classes = placesOf(solution.classes, known);
  rowsOf(solution.probabilities).forEach((row, i) => {
    probabilitiesOf(logits[i] as number[]).forEach((probability, j) => {
      near(`probability ${j} of sample ${i}`, at(row, j), probability, 1e-9 * size);
    });
    const best = Math.max(...row);
    holds(`the class of sample ${i} is its likeliest`, at(row, at(classes, i)) >= best - 1e-12);
  });
  if (problem.labels === undefined) return;
  const labels = placesOf(problem.labels, known);
  near('the loss', solution.loss as number, lossOf(logits, labels), 1e-9 * size);
  const right = labels.filter((label, i) => label === at(classes, i)).length;
  near('the accuracy', solution.accuracy as number, right / labels.length, 1e-12);
}

/**
 * Certifies that the loss after retraining is that of the network, and that the chosen operations have the largest
 * mixture weights.
 */
export function certifySelectOperations(
  problem: bilevel.SelectOperationsProblem,
  solution: bilevel.SelectOperationsSolution,
): void {
  const { network, chosen, probabilities } = solution;
  const logits = rowsOf(problem.validationMatrix).map((row) => logitsOf(network, row));
  const loss = lossOf(logits, placesOf(problem.validationLabels, classesOf(problem.labels)));
  if (loss < 1e100) near('the loss', solution.retrainedLoss, loss, 1e-9 * Math.max(1, loss));
  rowsOf(probabilities).forEach((row, edge) => {
    near(
      `the sum of the proportions of edge ${edge}`,
      dot(
        row,
        row.map(() => 1),
      ),
      1,
      1e-12,
    );
    const place = problem.operations.indexOf(chosen[edge] as bilevel.Operation);
    holds(`edge ${edge} has its largest operation`, at(row, place) === Math.max(...row));
  });
  const gap = solution.roundedLoss - solution.softLoss;
  near('the gap', solution.discretizationGap, gap, 1e-12 * Math.max(1, Math.abs(gap)));
}
