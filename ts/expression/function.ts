/** A function as plain data: its inputs, its constants' arrays, and a graph of operations; and the limits of all three. */

import type { VectorInput } from '../engine/arrays.js';
import type { WireArray } from '../engine/wire.js';

/** The lengths of an array's axes, row-major; none of a single number. */
export type Shape = readonly number[];

/** An operation: its name, the numbers of the nodes that are its operands, and its attributes. */
export type ExpressionNode = readonly [
  operation: string,
  ...operands: (number | string | readonly number[])[],
];

/** Numbers that a function holds. */
export interface TensorData {
  readonly shape: Shape;
  readonly values: WireArray;
}

/** A sparse matrix that a function holds, by compressed rows. */
export interface SparseData {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: WireArray;
}

/** Whatever a function holds. */
export type ExpressionData = TensorData | SparseData;

/**
 * A function of named inputs, as plain data: it survives `structuredClone`, `postMessage` and JSON, and goes wherever a problem takes
 * one. `Name` is the union of the inputs' names.
 */
export interface ExpressionFunction<Name extends string = string> {
  /** The version of this format. */
  readonly version: 1;
  /** The inputs, in order; the shape `[]` is that of a single number. */
  readonly inputs: readonly { readonly name: Name; readonly shape: Shape }[];
  /** The arrays that nodes refer to by number. */
  readonly data: readonly ExpressionData[];
  /** The operations, each after its operands. */
  readonly nodes: readonly ExpressionNode[];
  /** The number of the node whose value is the function's. */
  readonly outputs: readonly [number];
}

/** Lists of numbers, of lists of numbers, and so on: an array of several axes. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** A dense array of any number of axes, row-major. */
export interface TensorInput {
  readonly shape: Shape;
  readonly values: VectorInput;
}

/** The most nodes of a function. */
export const MAX_NODES = 200_000;
/** The most inputs of a function. */
export const MAX_INPUTS = 64;
/** The most axes of an array. */
export const MAX_RANK = 6;
/** The most elements of an array, one less than 2^31. */
export const MAX_SIZE = 2 ** 31 - 1;

/** The nodes that a node takes as operands; they are written before it. */
export function operandsOf(node: ExpressionNode): readonly number[] {
  const [operation, first] = node;
  switch (operation) {
    case 'input':
    case 'constant':
    case 'data':
      return [];
    case 'concatenate':
      return first as readonly number[];
    case 'where':
      return node.slice(1, 5) as number[];
    default:
      return node.slice(1, TWO_OPERANDS.has(operation) ? 3 : 2) as number[];
  }
}

/** The elementwise functions of one operand. */
export const UNARY = [
  'negate',
  'abs',
  'sqrt',
  'exp',
  'expm1',
  'log',
  'log1p',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'sigmoid',
  'softplus',
  'relu',
  'gelu',
] as const;

/** The elementwise functions of two operands. */
export const BINARY = ['add', 'subtract', 'multiply', 'divide', 'power', 'min', 'max', 'atan2'] as const;

const TWO_OPERANDS: ReadonlySet<string> = new Set([
  ...BINARY,
  'take',
  'matmul',
  'convolution',
  'transposedConvolution',
]);

/** The number in `data` that a node refers to, if it does. */
export function dataNumberOf([operation, first, second]: ExpressionNode): number | undefined {
  if (operation === 'data') return first as number;
  return operation === 'gather' || operation === 'sparseMatmul' ? (second as number) : undefined;
}
