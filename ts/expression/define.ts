/** Definition of functions: from named inputs and the expressions built of them to plain data. */

import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import {
  dataNumberOf,
  type ExpressionData,
  type ExpressionFunction,
  type ExpressionNode,
  MAX_INPUTS,
  MAX_RANK,
  MAX_SIZE,
  operandsOf,
  type Shape,
} from './function.js';
import { type Expression, Graph, nodeOf, type Operand, within } from './graph.js';
import { parse } from './parser.js';
import { isCount, sizeOf, written } from './shapes.js';

/** The shapes of a function's inputs, by name. A number n is a vector of length n, `[]` a scalar. */
export type InputShapes = Readonly<Record<string, number | readonly number[]>>;

const NAME = /^(?!__proto__$)[A-Za-z_]\w*$/;

/**
 * Defines a function of named inputs, as plain data.
 *
 * @param inputs The shapes of the inputs: a number n is a vector of length n, `[]` a scalar, `[2, 3]` a matrix.
 * @param build Builds the value from the inputs' expressions, with operations or as a formula.
 *
 * @example
 * ```ts
 * import { define, tanh, matmul } from 'superlinear/expression';
 *
 * const rosenbrock = define({ x: 10 }, () => 'sum(i in 0..8: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)');
 * const layer = define({ x: 3, w: [3, 2] }, ({ x, w }) => tanh(matmul(x, w)));
 * ```
 */
export function define<const Shapes extends InputShapes>(
  inputs: Shapes,
  build: (inputs: { readonly [Name in keyof Shapes]: Expression }) => Operand | string,
): ExpressionFunction<keyof Shapes & string> {
  if (typeof build !== 'function')
    throw invalidInput('define', `takes a function, got ${describeValue(build)}`);
  const { graph, listed } = graphWith(inputs, 'inputs');
  const expressions = Object.fromEntries(graph.inputs) as { [Name in keyof Shapes]: Expression };
  const output = within(graph, () => {
    const value = build(expressions);
    const isText = typeof value === 'string';
    return graph.lift(isText ? parse(value, { graph, data: new Map(), holes: [] }) : value, 'define');
  });
  return finished(graph, listed, output) as ExpressionFunction<keyof Shapes & string>;
}

/** Creates a graph that contains only inputs. */
export function graphWith(
  inputs: InputShapes,
  path: string,
): { graph: Graph; listed: ExpressionFunction['inputs'] } {
  if (inputs === undefined)
    throw invalidInput(path, 'is missing: the shape of each name in the formula, such as { y: 2, k: [] }');
  requireObject(inputs, path);
  const listed = Object.entries(inputs).map(([name, given]) => {
    const place = `${path}.${name}`;
    if (!NAME.test(name))
      throw invalidInput(place, 'is no name; names are letters, digits and _, not a digit first');
    return { name, shape: inputShape(given, place) };
  });
  if (listed.length > MAX_INPUTS)
    throw invalidInput(path, `has ${listed.length} inputs; at most ${MAX_INPUTS} are possible`);
  const graph = new Graph();
  listed.forEach(({ name, shape }, k) => {
    graph.inputs.set(name, graph.add(['input', k], shape));
  });
  return { graph, listed };
}

function inputShape(given: unknown, path: string): Shape {
  const shape = typeof given === 'number' ? [given] : given;
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    const forms = 'n for a vector of n, [2, 3] for a matrix, [] for a single number';
    throw invalidInput(path, `must be a shape: ${forms}`);
  }
  if (shape.length > MAX_RANK)
    throw invalidInput(path, `has ${shape.length} axes; at most ${MAX_RANK} are possible`);
  if (sizeOf(shape) > MAX_SIZE) throw invalidInput(path, `has too many elements: shape ${written(shape)}`);
  return [...shape];
}

/** Converts the part of a graph needed by its output to a function, with the nodes in depth-first postorder. */
export function finished(
  graph: Graph,
  inputs: ExpressionFunction['inputs'],
  output: Expression,
): ExpressionFunction {
  const order = inOrder(graph.nodes, nodeOf(output));
  const numbers = new Map(order.map((node, number) => [node, number]));
  const data: ExpressionData[] = [];
  const dataNumbers = new Map<number, number>();
  const newDataNumber = (old: number) => {
    const known = dataNumbers.get(old);
    if (known !== undefined) return known;
    const number = data.push(graph.data[old] as ExpressionData) - 1;
    dataNumbers.set(old, number);
    return number;
  };
  const nodes = order.map((old) => renumbered(graph.nodes[old] as ExpressionNode, numbers, newDataNumber));
  return { version: 1, inputs, data, nodes, outputs: [nodes.length - 1] };
}

/** The nodes needed by `output`, each once and after its operands. */
function inOrder(nodes: readonly ExpressionNode[], output: number): number[] {
  const order: number[] = [];
  const state = new Uint8Array(nodes.length); // 1: operands are on the stack, 2: in `order`
  const stack = [output];
  while (stack.length > 0) {
    const node = stack.at(-1) as number;
    if (state[node] === 0) {
      state[node] = 1;
      for (const operand of operandsOf(nodes[node] as ExpressionNode).toReversed()) {
        if (state[operand] === 0) stack.push(operand);
      }
    } else {
      stack.pop();
      if (state[node] === 1) order.push(node);
      state[node] = 2;
    }
  }
  return order;
}

function renumbered(
  node: ExpressionNode,
  numbers: ReadonlyMap<number, number>,
  newDataNumber: (old: number) => number,
): ExpressionNode {
  const number = (old: number) => numbers.get(old) as number;
  const [operation, ...parts] = node;
  if (operation === 'concatenate')
    return [operation, (parts[0] as readonly number[]).map(number), parts[1] as number];
  const operands = operandsOf(node).map(number);
  const held = dataNumberOf(node);
  const rest = parts.slice(operands.length);
  return [operation, ...operands, ...(held === undefined ? rest : [newDataNumber(held)])];
}
