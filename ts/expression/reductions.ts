/** Reductions along axes, which are removed from the result; over all entries if no axes are given. */

import { abs, divide, multiply, power } from './elementwise.js';
import { type Expression, lifted, nodeOf, type Operand, single } from './graph.js';
import { axesOf, axisOf, refusal, sizeOf, written } from './shapes.js';
import { reshape, slice } from './structure.js';

/** One or several axes. Negative ones count from the last. */
export type Axes = number | readonly number[];

/** Maximum number of factors, because a product is expanded into multiplications. */
const MAX_FACTORS = 64;

function reduce(operation: 'sum' | 'norm' | 'logsumexp', a: Operand, axes: Axes | undefined): Expression {
  const { graph, operand } = single(a, operation);
  const along = axesOf(axes, operand.shape.length, operation);
  if (along.length === 0) return operation === 'norm' ? abs(operand) : operand;
  const shape = operand.shape.filter((_, axis) => !along.includes(axis));
  return graph.add([operation, nodeOf(operand), along], shape);
}

/** The sum. */
export const sum = (a: Operand, axes?: Axes): Expression => reduce('sum', a, axes);

/** The Euclidean norm. Its derivative at the origin is 0. */
export const norm = (a: Operand, axes?: Axes): Expression => reduce('norm', a, axes);

/** The logarithm of the sum of exponentials, without overflow. */
export const logsumexp = (a: Operand, axes?: Axes): Expression => reduce('logsumexp', a, axes);

/** The mean. */
export function mean(a: Operand, axes?: Axes): Expression {
  const { operand } = single(a, 'mean');
  const along = axesOf(axes, operand.shape.length, 'mean');
  return divide(sum(operand, along), sizeOf(along.map((axis) => operand.shape[axis] as number)));
}

/**
 * `exp(a - logsumexp(a, axes))`: positive numbers with sum 1 along the axes, which are kept. Computed from differences
 * to the largest entry, without loss of accuracy for large entries.
 */
export function softmax(a: Operand, axes?: Axes): Expression {
  const { graph, operand } = single(a, 'softmax');
  return graph.add(
    ['softmax', nodeOf(operand), axesOf(axes, operand.shape.length, 'softmax')],
    operand.shape,
  );
}

/** The sums of all entries up to each one along an axis; by default the first. */
export function cumsum(a: Operand, axis = 0): Expression {
  const { graph, operand } = single(a, 'cumsum');
  const along = axisOf(axis, operand.shape.length, 'cumsum');
  return graph.add(['cumsum', nodeOf(operand), along], operand.shape);
}

/** The product of all entries, or along one axis; at most 64 factors. */
export function product(a: Operand, axis?: number): Expression {
  const { operand: given } = single(a, 'product');
  const operand = axis === undefined ? reshape(given, [sizeOf(given.shape)]) : given;
  const { shape } = operand;
  const along = axisOf(axis ?? 0, shape.length, 'product');
  const factors = shape[along] as number;
  if (factors === 0 || factors > MAX_FACTORS) {
    throw refusal('product', `takes 1 to ${MAX_FACTORS} factors, got ${factors}; write exp(sum(log(a)))`);
  }
  const counts = shape.with(along, 1);
  const factor = (k: number) =>
    slice(
      operand,
      shape.map((_, n) => (n === along ? k : 0)),
      counts,
    );
  let result = factor(0);
  for (let k = 1; k < factors; k++) result = multiply(result, factor(k));
  return reshape(result, shape.toSpliced(along, 1));
}

/** The dot product of two vectors. */
export function dot(a: Operand, b: Operand): Expression {
  const { operands } = lifted([a, b], 'dot');
  const [left, right] = operands as [Expression, Expression];
  if (left.shape.length !== 1 || right.shape.length !== 1 || left.shape[0] !== right.shape[0]) {
    throw refusal(
      'dot',
      `takes two vectors of one length, got shapes ${written(left.shape)} and ${written(right.shape)}`,
    );
  }
  return sum(multiply(left, right));
}

/** The sum of the squares of all entries. */
export const squaredNorm = (a: Operand): Expression => sum(power(a, 2));
