/** The graph under construction: each node is kept once, whoever makes it again gets the same expression. */

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
 * A value in a function that is being defined: a number or an array, of known shape, computed from the inputs. What operations make of
 * it are expressions again.
 */
export class Expression {
  /** The lengths of its axes; none of a single number. */
  readonly shape: Shape;
  readonly #graph: Graph;
  readonly #node: number;

  /** Expressions are made by operations. */
  constructor(graph: Graph, node: number, shape: Shape) {
    this.#graph = graph;
    this.#node = node;
    this.shape = shape;
  }

  /** The graph that an expression belongs to. */
  static graphOf(expression: Expression): Graph {
    return expression.#graph;
  }

  /** The number of an expression's node in its graph. */
  static nodeOf(expression: Expression): number {
    return expression.#node;
  }

  /** JavaScript's own operators would make nonsense of it. */
  [Symbol.toPrimitive](): never {
    throw refusal('expression', 'is no number to JavaScript; write add(a, b), or a formula');
  }
}

/** What operations take: an expression, a number, or an array of numbers, which becomes data of the function. */
export type Operand = Expression | number | ArrayData;

/** Arrays up to this length are compared by their numbers, longer ones by identity. */
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

  /** The node, new or as it is there already. `operation` is who makes it, for messages. */
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

  /** A number. Zero has no sign: JSON has none. */
  constant(value: number, operation: string): Expression {
    if (!Number.isFinite(value)) throw refusal(operation, `expected a finite number, got ${value}`);
    return this.add(['constant', value + 0], [], operation);
  }

  /** The place of data in the list, where each is once. */
  dataNumber(data: ExpressionData): number {
    const key = 'shape' in data ? this.#keyOfTensor(data) : this.#keyOfSparse(data);
    const known = this.#dataNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.data.push(data) - 1;
    this.#dataNumbers.set(key, number);
    return number;
  }

  /** Positions to gather from, as data: whole numbers. */
  positions(data: ArrayData, operation: string): { readonly shape: Shape; readonly number: number } {
    const { shape, values } = tensorData(data, operation);
    const positions = this.#positions.get(values) ?? whole(values, operation);
    this.#positions.set(values, positions);
    return { shape, number: this.dataNumber({ shape, values: positions }) };
  }

  /** An operand as an expression of this graph. */
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

/** A node as text; twice as fast as joining its parts. */
function keyOf(node: ExpressionNode): string {
  let key = node[0];
  for (let k = 1; k < node.length; k++) key += `|${node[k]}`;
  return key;
}

let current: Graph | undefined;

/** Runs an action in which operations without expressions among their operands belong to `graph`. */
export function within<Result>(graph: Graph, action: () => Result): Result {
  const outer = current;
  current = graph;
  try {
    return action();
  } finally {
    current = outer;
  }
}

/** The graph that operands belong to: that of the first expression, else the one being defined. */
export function graphOf(operands: readonly unknown[], operation: string): Graph {
  for (const operand of operands) if (operand instanceof Expression) return Expression.graphOf(operand);
  if (current === undefined)
    throw refusal(operation, 'has no expression among its operands; use it within define');
  return current;
}

/** Operands as expressions of one graph. */
export function lifted(
  operands: readonly Operand[],
  operation: string,
): { graph: Graph; operands: Expression[] } {
  const graph = graphOf(operands, operation);
  return { graph, operands: operands.map((operand) => graph.lift(operand, operation)) };
}

/** `a` as the one operand of an operation. */
export function single(a: Operand, operation: string): { graph: Graph; operand: Expression } {
  const { graph, operands } = lifted([a], operation);
  return { graph, operand: operands[0] as Expression };
}

/** The number of an expression's node. */
export const nodeOf = (expression: Expression): number => Expression.nodeOf(expression);
