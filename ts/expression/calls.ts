/** The functions callable in formulas: their parameters, and the operations they apply. */

import { binary, select, unary } from './elementwise.js';
import { BINARY, type Shape, UNARY } from './function.js';
import type { Expression, Operand } from './graph.js';
import * as operations from './operations.js';

/** The kind of a parameter: a formula, a list of formulas, a condition, or an attribute that is not a formula. */
export type Parameter =
  | 'formula'
  | 'formulas'
  | 'condition'
  | 'integer'
  | 'integers'
  | 'word'
  | 'positions'
  | 'sparse';

/** A function callable in formulas. */
export interface Call {
  readonly parameters: readonly Parameter[];
  /** Whether the last parameter may be given any number of times. */
  readonly isVariadic?: boolean;
  /** The number of required arguments. The others are optional. */
  readonly required: number;
  /** Whether it is elementwise and accepts values that depend on index variables. */
  readonly isElementwise: boolean;
  /** Applies the function to its arguments, or after a condition for the relation and operands of one comparison. */
  apply(...args: never[]): Expression;
}

const elementwise = (required: number, apply: Call['apply'], possible = required): Call => ({
  parameters: Array.from({ length: possible }, () => 'formula'),
  required,
  isElementwise: true,
  apply,
});

const whole = (required: number, parameters: readonly Parameter[], apply: Call['apply']): Call => ({
  parameters,
  required,
  isElementwise: false,
  apply,
});

type Convolution = typeof operations.convolution;

/** Adapts a convolution to positional arguments: in formulas, padding and stride follow the kernel. */
const convolving =
  (convolve: Convolution) => (a: Operand, kernel: Operand, padding?: operations.Padding, stride?: Shape) =>
    convolve(a, kernel, { ...(padding && { padding }), ...(stride && { stride }) });

const table: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(UNARY.map((name) => [name, elementwise(1, (a: Operand) => unary(name, a))])),
  ...Object.fromEntries(
    BINARY.map((name) => [name, elementwise(2, (a: Operand, b: Operand) => binary(name, a, b))]),
  ),
  ln: elementwise(1, operations.ln),
  pow: elementwise(2, operations.pow),
  stopGradient: elementwise(1, operations.stopGradient),
  min: { ...elementwise(2, operations.min), isVariadic: true },
  max: { ...elementwise(2, operations.max), isVariadic: true },
  silu: elementwise(1, operations.silu),
  elu: elementwise(1, operations.elu, 2),
  leakyRelu: elementwise(1, operations.leakyRelu, 2),
  where: { ...elementwise(3, select), parameters: ['condition', 'formula', 'formula'] },
  slice: whole(3, ['formula', 'integers', 'integers', 'integers'], operations.slice),
  reshape: whole(2, ['formula', 'integers'], operations.reshape),
  broadcast: whole(2, ['formula', 'integers'], operations.broadcast),
  permute: whole(1, ['formula', 'integers'], operations.permute),
  concatenate: whole(1, ['formulas', 'integer'], operations.concatenate),
  stack: whole(1, ['formulas', 'integer'], operations.stack),
  gather: whole(2, ['formula', 'positions'], operations.gather),
  take: whole(2, ['formula', 'formula'], operations.take),
  sum: whole(1, ['formula', 'integers'], operations.sum),
  product: whole(1, ['formula', 'integers'], operations.product),
  amin: whole(1, ['formula', 'integers'], operations.amin),
  amax: whole(1, ['formula', 'integers'], operations.amax),
  mean: whole(1, ['formula', 'integers'], operations.mean),
  norm: whole(1, ['formula', 'integers'], operations.norm),
  trace: whole(1, ['formula'], operations.trace),
  logsumexp: whole(1, ['formula', 'integers'], operations.logsumexp),
  softmax: whole(1, ['formula', 'integers'], operations.softmax),
  cumsum: whole(1, ['formula', 'integer'], operations.cumsum),
  cumprod: whole(1, ['formula', 'integer'], operations.cumprod),
  recurrence: whole(2, ['formula', 'formula', 'integer'], operations.recurrence),
  dot: whole(2, ['formula', 'formula'], operations.dot),
  squaredNorm: whole(1, ['formula'], operations.squaredNorm),
  matmul: whole(2, ['formula', 'formula'], operations.matmul),
  solve: whole(2, ['formula', 'formula'], operations.solve),
  inverse: whole(1, ['formula'], operations.inverse),
  det: whole(1, ['formula'], operations.det),
  logdet: whole(1, ['formula'], operations.logdet),
  cholesky: whole(1, ['formula'], operations.cholesky),
  sparseMatmul: whole(2, ['sparse', 'formula'], operations.sparseMatmul),
  convolution: whole(2, ['formula', 'formula', 'word', 'integers'], convolving(operations.convolution)),
  transposedConvolution: whole(
    2,
    ['formula', 'formula', 'word', 'integers'],
    convolving(operations.transposedConvolution),
  ),
  dense: whole(2, ['formula', 'formula', 'formula'], operations.dense),
  crossEntropy: whole(2, ['formula', 'formula'], operations.crossEntropy),
};

/** The functions of the entries of one array, by the name of the one of several operands. */
export const OF_ENTRIES: Readonly<Record<string, string>> = { min: 'amin', max: 'amax' };

/** The kind of the argument at a position of a call; `undefined` beyond the last. */
export const parameterAt = ({ parameters, isVariadic }: Call, position: number): Parameter | undefined =>
  parameters[position] ?? (isVariadic ? parameters.at(-1) : undefined);

/** Looks up a function by name. */
export const callOf = (name: string): Call | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** The names of all functions. */
export const callNames: readonly string[] = Object.keys(table);
