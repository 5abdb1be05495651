/** Graphs under construction. Equal nodes are shared: creating a node again returns the same expression. */

import { describeValue } from '../engine/errors.js';
import { type ArrayData, isSparse, tensorData, whole } from './data.js';
import {
  type ExpressionData,
  type ExpressionNode,
  MAX_NODES,
  type Shape,
  type SparseData,
  type TensorData,
} from './function.js';
import { refusal, requireShape } from './shapes.js';

/**
 * A value in a function being defined: a scalar or an array of known shape, computed from the inputs. Operations on
 * expressions create new expressions.
 */
export class Expression {
  /** The lengths of its axes; none for a scalar. */
  readonly shape: Shape;
  readonly #graph: Graph;
  readonly #node: number;

  /** Internal. Operations create expressions. */
  constructor(graph: Graph, node: number, shape: Shape) {
    this.#graph = graph;
    this.#node = node;
    this.shape = shape;
  }

  /** The graph of an expression. */
  static graphOf(expression: Expression): Graph {
    return expression.#graph;
  }

  /** The index of an expression's node in its graph. */
  static nodeOf(expression: Expression): number {
    return expression.#node;
  }

  /** Throws, because JavaScript's operators would silently give nonsense. */
  [Symbol.toPrimitive](): never {
    throw refusal('expression', 'is no number to JavaScript; write add(a, b), or a formula');
  }
}

/** An operand: an expression, a number, or an array of numbers, which is stored in the function. */
export type Operand = Expression | number | ArrayData;

/**
 * Arrays up to this length are shared if their entries are equal, longer ones only if they are the same object:
 * comparison takes time, but without it equal arrays are stored twice.
 */
const COMPARED_LENGTH = 4096;

/** The nodes, shapes and data of a function under construction. */
export class Graph {
  readonly nodes: ExpressionNode[] = [];
  readonly data: ExpressionData[] = [];
  readonly expressions: Expression[] = [];
  /** The inputs by name. */
  readonly inputs = new Map<string, Expression>();
  readonly #numbers = new Map<string, Expression>();
  readonly #dataNumbers = new Map<string, number>();
  readonly #identities = new Map<object, number>();
  readonly #positions = new Map<object, Int32Array>();

  /** Adds a node, or returns the existing equal one. `operation` is named in error messages. */
  add(node: ExpressionNode, shape: Shape, operation: string = node[0]): Expression {
    const key = keyOf(node);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    requireShape(shape, operation);
    if (this.nodes.length >= MAX_NODES) {
      throw refusal(
        operation,
        `a function has at most ${MAX_NODES} nodes; write sums over indices and operations on whole arrays`,
      );
    }
    const expression = new Expression(this, this.nodes.push(node) - 1, shape);
    this.expressions.push(expression);
    this.#numbers.set(key, expression);
    return expression;
  }

  /** Adds a scalar constant. Negative zero becomes zero, because JSON does not preserve its sign. */
  constant(value: number, operation: string): Expression {
    if (!Number.isFinite(value)) throw refusal(operation, `expected a finite number, got ${value}`);
    return this.add(['constant', value + 0], [], operation);
  }

  /** The index of a constant in `data`, added if it is new. */
  dataNumber(data: ExpressionData): number {
    const key = 'shape' in data ? this.#keyOfTensor(data) : this.#keyOfSparse(data);
    const known = this.#dataNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.data.push(data) - 1;
    this.#dataNumbers.set(key, number);
    return number;
  }

  /** Adds integer positions for gathering to `data`. */
  positions(data: ArrayData, operation: string): { readonly shape: Shape; readonly number: number } {
    const { shape, values } = tensorData(data, operation);
    const positions = this.#positions.get(values) ?? whole(values, operation);
    this.#positions.set(values, positions);
    return { shape, number: this.dataNumber({ shape, values: positions }) };
  }

  /** Converts an operand to an expression of this graph. */
  lift(operand: Operand, operation: string): Expression {
    if (operand instanceof Expression) {
      if (Expression.graphOf(operand) === this) return operand;
      throw refusal(
        operation,
        'expressions of two functions do not mix; each belongs to the define that made it',
      );
    }
    if (typeof operand === 'number') return this.constant(operand, operation);
    if (isSparse(operand)) throw refusal(operation, 'takes no sparse matrix; write sparseMatmul(matrix, a)');
    if (typeof operand === 'string') {
      throw refusal(
        operation,
        `expected an expression, got ${describeValue(operand)}; write formula\`${operand}\``,
      );
    }
    const data = tensorData(operand, operation);
    return this.add(['data', this.dataNumber(data)], data.shape, operation);
  }

  #keyOfTensor({ shape, values }: TensorData): string {
    return `${shape.join()}|${this.#keyOfValues(values)}`;
  }

  #keyOfSparse({ rows, columns, indptr, indices, values }: SparseData): string {
    return `${rows}x${columns}|${[indptr, indices, values].map((array) => this.#keyOfValues(array)).join('|')}`;
  }

  #keyOfValues(values: ExpressionData['values']): string {
    if (values.length <= COMPARED_LENGTH) return `${values.constructor.name}:${values.join()}`;
    const known = this.#identities.get(values);
    if (known !== undefined) return `#${known}`;
    this.#identities.set(values, this.#identities.size);
    return `#${this.#identities.size - 1}`;
  }
}

/** A string key of a node. Twice as fast as `join`. */
function keyOf(node: ExpressionNode): string {
  let key = node[0];
  for (let k = 1; k < node.length; k++) key += `|${node[k]}`;
  return key;
}

let current: Graph | undefined;

/** Runs an action with `graph` as the current graph, used by operations without expressions among their operands. */
export function within<Result>(graph: Graph, action: () => Result): Result {
  const outer = current;
  current = graph;
  try {
    return action();
  } finally {
    current = outer;
  }
}

/** The graph of the first expression among the operands, else the current one. */
export function graphOf(operands: readonly unknown[], operation: string): Graph {
  for (const operand of operands) if (operand instanceof Expression) return Expression.graphOf(operand);
  if (current === undefined)
    throw refusal(operation, 'has no expression among its operands; use it within define');
  return current;
}

/** Converts operands to expressions of one graph. */
export function lifted(
  operands: readonly Operand[],
  operation: string,
): { graph: Graph; operands: Expression[] } {
  const graph = graphOf(operands, operation);
  return { graph, operands: operands.map((operand) => graph.lift(operand, operation)) };
}

/** Converts the operand of a unary operation. */
export function single(a: Operand, operation: string): { graph: Graph; operand: Expression } {
  const { graph, operands } = lifted([a], operation);
  return { graph, operand: operands[0] as Expression };
}

/** The index of an expression's node. */
export const nodeOf = (expression: Expression): number => Expression.nodeOf(expression);
