/** Matrix products, functions of square matrices, and convolutions. */

import { MAX_ORDER } from '../generated/operations.js';
import { heldData, isSparse, type SparseInput } from './data.js';
import type { Shape, SparseData } from './function.js';
import { type Expression, lifted, nodeOf, type Operand, single } from './graph.js';
import { sum } from './reductions.js';
import { broadcastShape, isCount, refusal, written } from './shapes.js';
import { reshape, slice } from './structure.js';

/**
 * The matrix product with the rules of NumPy's `matmul`: vectors are rows on the left and columns on the right;
 * additional leading axes are batch axes.
 */
export function matmul(a: Operand, b: Operand): Expression {
  const { graph, operands } = lifted([a, b], 'matmul');
  const [left, right] = operands as [Expression, Expression];
  return graph.add(['matmul', nodeOf(left), nodeOf(right)], productShape(left.shape, right.shape));
}

function productShape(a: Shape, b: Shape): Shape {
  const inner = b.length === 1 ? b[0] : b.at(-2);
  if (a.length === 0 || b.length === 0 || a.at(-1) !== inner) {
    throw refusal('matmul', `shapes ${written(a)} and ${written(b)} do not go together`);
  }
  const outer = broadcastShape([a.slice(0, -2), b.slice(0, -2)], 'matmul');
  return [
    ...outer,
    ...(a.length > 1 ? [a.at(-2) as number] : []),
    ...(b.length > 1 ? [b.at(-1) as number] : []),
  ];
}

/** The sum of the diagonal of a square matrix. */
export function trace(a: Operand): Expression {
  const { operand } = single(a, 'trace');
  const [rows, columns] = operand.shape;
  if (operand.shape.length !== 2 || rows === undefined || rows !== columns)
    throw notSquare('trace', operand.shape);
  return sum(slice(reshape(operand, [rows * rows]), [0], [rows], [rows + 1]));
}

/** Adds a function of square matrices in the last two axes. `shapeOf` has the result's shape. */
function ofSquare(
  operation: 'inverse' | 'det' | 'logdet' | 'cholesky',
  a: Operand,
  shapeOf: (shape: Shape) => Shape,
): Expression {
  const { graph, operand } = single(a, operation);
  requireSquare(operand.shape, operation);
  return graph.add([operation, nodeOf(operand)], shapeOf(operand.shape));
}

const notSquare = (operation: string, shape: Shape) =>
  refusal(operation, `takes a square matrix, got shape ${written(shape)}`);

function requireSquare(shape: Shape, operation: string): void {
  const [rows, columns] = shape.slice(-2);
  if (columns === undefined || rows !== columns) throw notSquare(operation, shape);
  if (columns > MAX_ORDER) {
    throw refusal(operation, `takes matrices with at most ${MAX_ORDER} rows, got ${columns}`);
  }
}

/**
 * The solution _x_ of the linear system _A x_ = _b_ with a square matrix of at most 128 rows; `b` is a vector or a
 * matrix of right sides as columns. Additional leading axes are batch axes. NaN if the matrix is singular.
 */
export function solve(a: Operand, b: Operand): Expression {
  const { graph, operands } = lifted([a, b], 'solve');
  const [matrix, right] = operands as [Expression, Expression];
  requireSquare(matrix.shape, 'solve');
  const rows = right.shape.length === 1 ? right.shape[0] : right.shape.at(-2);
  if (rows === undefined || rows !== matrix.shape.at(-1)) {
    throw refusal('solve', `shapes ${written(matrix.shape)} and ${written(right.shape)} do not go together`);
  }
  const batch = broadcastShape([matrix.shape.slice(0, -2), right.shape.slice(0, -2)], 'solve');
  return graph.add(['solve', nodeOf(matrix), nodeOf(right)], [...batch, ...right.shape.slice(-2)]);
}

/** The inverse of a square matrix of at most 128 rows; NaN if singular. To solve systems, {@link solve} is cheaper. */
export const inverse = (a: Operand): Expression => ofSquare('inverse', a, (shape) => shape);

/**
 * The determinant of a square matrix of at most 128 rows. From order 4 on, derivatives at singular matrices are NaN.
 */
export const det = (a: Operand): Expression => ofSquare('det', a, (shape) => shape.slice(0, -2));

/**
 * The logarithm of the absolute value of the determinant of a square matrix of at most 128 rows, without overflow;
 * -Infinity if singular.
 */
export const logdet = (a: Operand): Expression => ofSquare('logdet', a, (shape) => shape.slice(0, -2));

/**
 * The lower triangular Cholesky factor _L_ with _L L_ᵀ = (_A_ + _A_ᵀ) / 2, for a matrix of at most 128 rows; NaN if
 * this symmetric part is not positive definite.
 */
export const cholesky = (a: Operand): Expression => ofSquare('cholesky', a, (shape) => shape);

/** The product of a constant sparse matrix with a vector or a matrix. */
export function sparseMatmul(matrix: SparseInput, a: Operand): Expression {
  if (!isSparse(matrix))
    throw refusal('sparseMatmul', 'takes a sparse matrix first: {rows, columns, indptr, indices, data}');
  const { graph, operand } = single(a, 'sparseMatmul');
  const data = heldData(matrix, 'sparseMatmul') as SparseData;
  const { shape } = operand;
  if (shape.length < 1 || shape.length > 2 || shape[0] !== data.columns) {
    throw refusal(
      'sparseMatmul',
      `shapes [${data.rows}, ${data.columns}] and ${written(shape)} do not go together`,
    );
  }
  return graph.add(['sparseMatmul', nodeOf(operand), graph.dataNumber(data)], shape.with(0, data.rows));
}

/** The values beyond the boundary: zeros, periodic continuation, or none. */
export type Padding = 'zero' | 'circular' | 'none';

/** Options of convolutions. */
export interface ConvolutionOptions {
  /**
   * The padding, half the kernel's length (rounded down) on either side.
   * @defaultValue 'zero'
   */
  readonly padding?: Padding;
  /**
   * The step between kernel positions, for all axes or for each.
   * @defaultValue 1
   */
  readonly stride?: number | readonly number[];
}

const PADDINGS: readonly string[] = ['zero', 'circular', 'none'] satisfies Padding[];

/**
 * The cross-correlation of an array `[batch, channel, length]` or `[batch, channel, height, width]` with a kernel
 * `[output channels, input channels, length]` or `[…, height, width]`.
 */
export function convolution(a: Operand, kernel: Operand, options: ConvolutionOptions = {}): Expression {
  return convolve(
    'convolution',
    a,
    kernel,
    options,
    1,
    (length, window, stride, padding) => Math.floor((length + 2 * padding - window) / stride) + 1,
  );
}

/** The transpose of {@link convolution} with the same kernel. Its output channels are the channels of `a` here. */
export function transposedConvolution(
  a: Operand,
  kernel: Operand,
  options: ConvolutionOptions = {},
): Expression {
  return convolve(
    'transposedConvolution',
    a,
    kernel,
    options,
    0,
    (length, window, stride, padding) => (length - 1) * stride + window - 2 * padding,
  );
}

function convolve(
  operation: 'convolution' | 'transposedConvolution',
  a: Operand,
  kernel: Operand,
  { padding = 'zero', stride = 1 }: ConvolutionOptions,
  inputAxis: 0 | 1,
  lengthOf: (length: number, window: number, stride: number, padding: number) => number,
): Expression {
  const { graph, operands } = lifted([a, kernel], operation);
  const [{ shape }, { shape: window }] = operands as [Expression, Expression];
  const isKnown = (shape.length === 3 || shape.length === 4) && window.length === shape.length;
  if (!isKnown || shape[1] !== window[inputAxis]) {
    const expected = '[batch, channel, length] and [out, in, length], or with height and width';
    throw refusal(
      operation,
      `shapes ${written(shape)} and ${written(window)} do not go together; expected ${expected}`,
    );
  }
  if (!PADDINGS.includes(padding)) throw refusal(operation, `padding is one of ${PADDINGS.join(', ')}`);
  const lengths = shape.slice(2);
  const strides = typeof stride === 'number' ? lengths.map(() => stride) : [...stride];
  if (strides.length !== lengths.length || !strides.every((step) => isCount(step) && step > 0)) {
    throw refusal(operation, `stride is a whole number from 1 on, or ${lengths.length} of them`);
  }
  const result = lengths.map((length, k) => {
    const width = window[k + 2] as number;
    return lengthOf(length, width, strides[k] as number, padding === 'none' ? 0 : Math.floor(width / 2));
  });
  if (result.some((length) => length < 1) || window.includes(0)) {
    throw refusal(
      operation,
      `a kernel of shape ${written(window)} leaves nothing of shape ${written(shape)}`,
    );
  }
  const channels = window[1 - inputAxis] as number;
  return graph.add(
    [operation, ...(operands.map(nodeOf) as [number, number]), padding, strides],
    [shape[0] as number, channels, ...result],
  );
}
