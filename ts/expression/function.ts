/** Functions as plain data: inputs, constants and a graph of operations; and the limits of all three. */

import type { VectorInput } from '../engine/arrays.js';
import type { WireArray } from '../engine/wire.js';
import { BINARY, OPERANDS } from '../generated/operations.js';

export { BINARY, MAX_INPUTS, MAX_NODES, MAX_RANK, MAX_SIZE, UNARY } from '../generated/operations.js';

/** The lengths of an array's axes, row-major. A scalar has none. */
export type Shape = readonly number[];

/** An operation: its name, the indices of its operand nodes, and its attributes. */
export type ExpressionNode = readonly [
  operation: string,
  ...operands: (number | string | readonly number[])[],
];

/** A constant array of a function. */
export interface TensorData {
  readonly shape: Shape;
  readonly values: WireArray;
}

/** A constant sparse matrix of a function, in compressed row format. */
export interface SparseData {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: WireArray;
}

/** A constant of a function. */
export type ExpressionData = TensorData | SparseData;

/**
 * A function of named inputs, as plain data. It survives `structuredClone`, `postMessage` and JSON, and is accepted by
 * every problem that takes a function. `Name` is the union of the inputs' names.
 */
export interface ExpressionFunction<Name extends string = string> {
  /** The version of this format. */
  readonly version: 1;
  /** The inputs, in order. The shape `[]` denotes a scalar. */
  readonly inputs: readonly { readonly name: Name; readonly shape: Shape }[];
  /** The constants, referred to by nodes by index. */
  readonly data: readonly ExpressionData[];
  /** The operations, each after its operands. */
  readonly nodes: readonly ExpressionNode[];
  /** The index of the output node. */
  readonly outputs: readonly [number];
}

/** Nested lists of numbers: an array of several axes. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** A dense array with any number of axes, row-major. */
export interface TensorInput {
  readonly shape: Shape;
  readonly values: VectorInput;
}

const OPERAND_COUNTS: ReadonlyMap<string, number | 'list'> = new Map<string, number | 'list'>([
  ...BINARY.map((name) => [name, 2] as const),
  ...Object.entries(OPERANDS),
]);

/** The operand nodes of a node. They precede it in the list. */
export function operandsOf(node: ExpressionNode): readonly number[] {
  const count = OPERAND_COUNTS.get(node[0]) ?? 1;
  return count === 'list' ? (node[1] as readonly number[]) : (node.slice(1, 1 + count) as number[]);
}

/** The index into `data` used by a node, if it uses one. */
export function dataNumberOf([operation, first, second]: ExpressionNode): number | undefined {
  if (operation === 'data') return first as number;
  return operation === 'gather' || operation === 'sparseMatmul' ? (second as number) : undefined;
}
