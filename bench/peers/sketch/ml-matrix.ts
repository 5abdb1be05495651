// The npm package ml-matrix, run in this process.

import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { timeOf } from '../../support/timing.js';
import type { JavaScriptMethod } from './contests.js';
import type { Problem } from './problems.js';
import type { PeerResult } from './worker.js';

const methods: Readonly<Record<JavaScriptMethod, (matrix: Matrix, rightSide: Matrix) => Matrix>> = {
  qr: (matrix, rightSide) => new QrDecomposition(matrix).solve(rightSide),
  svd: (matrix, rightSide) =>
    new SingularValueDecomposition(matrix, { autoTranspose: true }).solve(rightSide),
};

/** Converts a problem to the package's types; returns the function for one turn. */
export function prepareMlMatrix({ matrix, rightSide }: Problem, method: JavaScriptMethod): () => PeerResult {
  const { rows, columns, data } = matrix;
  const theirs = Matrix.from1DArray(rows, columns, data);
  const column = Matrix.columnVector(rightSide);
  let solution: number[] = [];
  const solve = () => {
    solution = methods[method](theirs, column).to1DArray();
  };
  return () => ({ ...timeOf(solve), solution: [solution] });
}
