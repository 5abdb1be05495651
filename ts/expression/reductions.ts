/** Reductions along axes, which are removed from the result; over all entries if no axes are given. */

import { abs, divide, multiply, power } from './elementwise.js';
import { type Expression, lifted, nodeOf, type Operand, single } from './graph.js';
import { axesOf, axisOf, broadcastShape, refusal, sizeOf, written } from './shapes.js';

/** One or several axes. Negative ones count from the last. */
export type Axes = number | readonly number[];

type Reduction = 'sum' | 'product' | 'amin' | 'amax' | 'norm' | 'logsumexp';

function reduce(operation: Reduction, a: Operand, axes: Axes | undefined): Expression {
  const { graph, operand } = single(a, operation);
  const along = axesOf(axes, operand.shape.length, operation);
  if (along.length === 0) return operation === 'norm' ? abs(operand) : operand;
  const shape = operand.shape.filter((_, axis) => !along.includes(axis));
  return graph.add([operation, nodeOf(operand), along], shape);
}

/** The sum. */
export const sum = (a: Operand, axes?: Axes): Expression => reduce('sum', a, axes);

/** The product. Its derivative is exact, also if there are zeros among the factors. */
export const product = (a: Operand, axes?: Axes): Expression => reduce('product', a, axes);

/** The smallest entry. The derivative is that of the first of equal ones. */
export const amin = (a: Operand, axes?: Axes): Expression => reduce('amin', a, axes);

/** The largest entry. The derivative is that of the first of equal ones. */
export const amax = (a: Operand, axes?: Axes): Expression => reduce('amax', a, axes);

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
export const cumsum = (a: Operand, axis = 0): Expression => cumulate('cumsum', a, axis);

/** The products of all entries up to each one along an axis; by default the first. */
export const cumprod = (a: Operand, axis = 0): Expression => cumulate('cumprod', a, axis);

function cumulate(operation: 'cumsum' | 'cumprod', a: Operand, axis: number): Expression {
  const { graph, operand } = single(a, operation);
  const along = axisOf(axis, operand.shape.length, operation);
  return graph.add([operation, nodeOf(operand), along], operand.shape);
}

/**
 * The solution y of the linear recurrence `y[k] = a[k] y[k - 1] + b[k]` along an axis, by default the first, beginning
 * with `y[0] = b[0]`.
 */
export function recurrence(a: Operand, b: Operand, axis = 0): Expression {
  const { graph, operands } = lifted([a, b], 'recurrence');
  const [factors, terms] = operands as [Expression, Expression];
  const shape = broadcastShape([factors.shape, terms.shape], 'recurrence');
  return graph.add(
    ['recurrence', nodeOf(factors), nodeOf(terms), axisOf(axis, shape.length, 'recurrence')],
    shape,
  );
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
