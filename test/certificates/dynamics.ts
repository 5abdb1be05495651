/** Certificates of series and sequences, recomputed from the problem and the returned solution. */

import type { dynamics, MatrixInput, VectorInput } from 'superlinear';
import { at, atMost, EPSILON, holds, near, rowsOf, vectorOf } from './support.js';

/** The rows of a vector or a matrix: a number is a row of one. */
const rowsOfSeries = (input: VectorInput | MatrixInput): number[][] =>
  isVector(input) ? vectorOf(input).map((value) => [value]) : rowsOf(input);

const isVector = (input: VectorInput | MatrixInput): input is VectorInput =>
  !('rows' in input) && !Array.isArray(input[0]) && !ArrayBuffer.isView(input[0]);

/** The inputs, with the constant, and the outputs of each row of a stream. */
function streamOf(problem: dynamics.RecursiveLeastSquaresProblem): { inputs: number[]; outputs: number[] }[] {
  const constant = problem.intercept === true ? [1] : [];
  if (problem.inputs !== undefined && problem.inputs !== null) {
    const outputs = rowsOfSeries(problem.outputs as VectorInput);
    return rowsOf(problem.inputs).map((row, t) => ({
      inputs: [...row, ...constant],
      outputs: outputs[t] as number[],
    }));
  }
  const { order = 1, state } = problem;
  const before = state === undefined || state === null ? [] : rowsOf(state.recent);
  const rows = [...before, ...rowsOfSeries(problem.series as VectorInput)];
  return rows.slice(order).map((outputs, t) => ({
    inputs: [
      ...rows
        .slice(t, t + order)
        .reverse()
        .flat(),
      ...constant,
    ],
    outputs,
  }));
}

/** The equations before the first row: those of the state, or of the ridge. */
function priorOf(problem: dynamics.RecursiveLeastSquaresProblem, inputs: number, outputs: number) {
  const { state, ridge } = problem;
  if (state !== undefined && state !== null)
    return { factor: rowsOf(state.factor), targets: rowsOf(state.targets), windups: state.windups };
  const root = Math.sqrt(ridge ?? 1e-3);
  const square = Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: inputs }, (_, j) => (i === j ? root : 0)),
  );
  return { factor: square, targets: square.map(() => new Array<number>(outputs).fill(0)), windups: 0 };
}

/**
 * Certifies the coefficients after the last row: as long as forgetting was not limited, the gradient of the weighted sum
 * of squares vanishes up to the rounding of an orthogonal factorization.
 */
export function certifyRecursiveLeastSquares(
  problem: dynamics.RecursiveLeastSquaresProblem,
  solution: dynamics.RecursiveLeastSquaresSolution,
): void {
  const { forgetting = 1 } = problem;
  const stream = streamOf(problem);
  const predictions = rowsOfSeries(solution.predictions);
  const errors = rowsOfSeries(solution.errors);
  holds('each row has a prediction', predictions.length === stream.length && errors.length === stream.length);
  for (const [t, { outputs }] of stream.entries())
    for (const [k, output] of outputs.entries()) {
      const predicted = at(predictions[t] as number[], k);
      near('an error', at(errors[t] as number[], k), output - predicted, 0);
    }
  const first = stream[0] as { inputs: number[]; outputs: number[] };
  const prior = priorOf(problem, first.inputs.length, first.outputs.length);
  if (solution.windups > prior.windups) return;
  const coefficients = rowsOf(solution.coefficients).map((row, k) =>
    solution.intercept === undefined ? row : [...row, at(solution.intercept, k)],
  );
  // The equations of the prior and of the rows, weighted by the square root of what is not forgotten.
  const decay = (age: number) => Math.sqrt(forgetting) ** age;
  const equations = [
    ...prior.factor.map((inputs, i) => ({
      weight: decay(stream.length),
      inputs,
      outputs: prior.targets[i] as number[],
    })),
    ...stream.map((row, t) => ({ weight: decay(stream.length - 1 - t), ...row })),
  ];
  const norm = (value: (row: (typeof equations)[number]) => number) =>
    Math.hypot(...equations.map((row) => row.weight * value(row)));
  const sizes = first.inputs.map((_, j) => norm(({ inputs }) => at(inputs, j)));
  for (const [k, own] of coefficients.entries()) {
    const explained = own.reduce((total, value, j) => total + Math.abs(value) * at(sizes, j), 0);
    const size = explained + norm(({ outputs }) => at(outputs, k));
    for (const [j, columnSize] of sizes.entries()) {
      const gradient = equations.reduce((total, { weight, inputs, outputs }) => {
        const fitted = inputs.reduce((sum, value, i) => sum + weight * value * at(own, i), 0);
        return total + weight * at(inputs, j) * (weight * at(outputs, k) - fitted);
      }, 0);
      const rounding = 8 * EPSILON * (equations.length + sizes.length) * columnSize * size;
      atMost('the gradient of the weighted squares', Math.abs(gradient), rounding + 1e-280);
    }
  }
}
