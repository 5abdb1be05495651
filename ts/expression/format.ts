/** Conversion of functions to text. `read` restores them node for node. */

import { requireObject } from '../engine/check.js';
import { invalidInput } from '../engine/errors.js';
import {
  dataNumberOf,
  type ExpressionFunction,
  type ExpressionNode,
  operandsOf,
  type Shape,
} from './function.js';
import type { FormulaText } from './read.js';
import { isCount } from './shapes.js';

/** A subexpression used more than once gets a line of its own if it has more nodes than this. */
const MAX_REPEATED = 8;

/** A subexpression nested more deeply gets a line of its own. Below the parser's limit of nesting levels. */
const MAX_NESTED = 200;

/** Operator precedences, as in the parser. */
const SUM = 1;
const PRODUCT = 2;
const SIGN = 3;
const POWER = 4;
const PRIMARY = 5;

/** A subexpression as text. */
interface Part {
  readonly text: string;
  readonly binds: number;
  /** The number of nodes in it, with multiplicity. */
  readonly size: number;
  readonly depth: number;
}

/**
 * Converts a function to a formula with its inputs and data, to be restored by `read`. Subexpressions with more than 8
 * nodes that are used more than once become lines `let t1 = …;`. (`read` rejects text of more than a million
 * characters.)
 *
 * @example
 * ```ts
 * import { define, format, sum, power, subtract } from 'superlinear/expression';
 *
 * const { formula: text } = format(define({ x: 3 }, ({ x }) => sum(power(subtract(x, 1), 2))));
 * // text is 'sum((x - 1)^2, 0)'
 * ```
 */
export function format<Name extends string>(
  f: ExpressionFunction<Name>,
): FormulaText<Readonly<Record<Name, Shape>>> {
  requireFunctionData(f);
  const inputs = Object.fromEntries(f.inputs.map(({ name, shape }) => [name, shape])) as Record<Name, Shape>;
  const taken = new Set(Object.keys(inputs));
  const dataNames = f.data.map((_, k) => freeName(`d${k + 1}`, taken));
  const data = Object.fromEntries(f.data.map((held, k) => [dataNames[k] as string, held]));
  const text = new Formatter(f, dataNames, taken).text();
  return { formula: text, inputs, ...(f.data.length > 0 && { data }) };
}

/** Appends underscores to the name until it is not taken, then marks it as taken. */
function freeName(name: string, taken: Set<string>): string {
  const free = taken.has(name) ? freeName(`${name}_`, taken) : name;
  taken.add(free);
  return free;
}

function requireFunctionData(f: ExpressionFunction): void {
  requireObject(f, 'function');
  for (const key of ['inputs', 'data', 'nodes', 'outputs'] as const) {
    if (!Array.isArray(f[key]))
      throw invalidInput(key, 'must be a list: expected a function of define or read');
  }
  f.nodes.forEach((node, number) => {
    const why = refusalOfNode(node, number, f);
    if (why !== undefined) throw invalidInput(`nodes[${number}]`, why);
  });
  if (!isBelow(f.outputs[0], f.nodes.length))
    throw invalidInput('outputs[0]', 'must be the number of a node');
}

const isBelow = (value: unknown, limit: number) => isCount(value) && value < limit;

/**
 * The reason a node is invalid at its position; `undefined` if it is valid. Shapes are not checked here but by `read`.
 */
function refusalOfNode(node: unknown, number: number, f: ExpressionFunction): string | undefined {
  if (!Array.isArray(node) || typeof node[0] !== 'string') return 'must be a list, an operation first';
  if (node[0] === 'concatenate' && !Array.isArray(node[1])) return 'must have a list of operands';
  const known = node as unknown as ExpressionNode;
  if (!operandsOf(known).every((operand) => isBelow(operand, number)))
    return 'must have earlier nodes as operands';
  if (node[0] === 'constant' && !Number.isFinite(node[1])) return 'must have a finite number';
  if (node[0] === 'input' && !isBelow(node[1], f.inputs.length)) return 'must have the number of an input';
  const held = dataNumberOf(known);
  return held === undefined || isBelow(held, f.data.length) ? undefined : 'must have a number of data';
}

class Formatter {
  readonly #f: ExpressionFunction;
  readonly #dataNames: readonly string[];
  readonly #taken: Set<string>;
  readonly #lines: string[] = [];

  constructor(f: ExpressionFunction, dataNames: readonly string[], taken: Set<string>) {
    this.#f = f;
    this.#dataNames = dataNames;
    this.#taken = taken;
  }

  text(): string {
    const { nodes, outputs } = this.#f;
    const uses = this.#uses();
    const parts: Part[] = [];
    nodes.forEach((node, number) => {
      if (uses[number] === 0) return;
      const part = this.#part(node, parts);
      const isLine = ((uses[number] as number) > 1 && part.size > MAX_REPEATED) || part.depth > MAX_NESTED;
      parts[number] = isLine && number !== outputs[0] ? this.#line(part) : part;
    });
    return `${this.#lines.join('')}${(parts[outputs[0]] as Part).text}`;
  }

  /** The number of uses of each node by nodes that the output needs. */
  #uses(): Uint32Array {
    const { nodes, outputs } = this.#f;
    const uses = new Uint32Array(nodes.length);
    uses[outputs[0]] = 1;
    for (let number = nodes.length - 1; number >= 0; number--) {
      if (uses[number] === 0) continue;
      for (const operand of operandsOf(nodes[number] as ExpressionNode))
        uses[operand] = (uses[operand] ?? 0) + 1;
    }
    return uses;
  }

  #line({ text }: Part): Part {
    const name = freeName(`t${this.#lines.length + 1}`, this.#taken);
    this.#lines.push(`let ${name} = ${text};\n`);
    return { text: name, binds: PRIMARY, size: 1, depth: 0 };
  }

  #part(node: ExpressionNode, parts: readonly Part[]): Part {
    const [operation, first, second] = node;
    if (operation === 'input') return leaf(this.#f.inputs[first as number]?.name as string);
    if (operation === 'constant') return leaf(String(first), (first as number) < 0 ? SIGN : PRIMARY);
    if (operation === 'data') return leaf(this.#dataNames[first as number] as string);
    const operands = operandsOf(node).map((operand) => parts[operand] as Part);
    const size = operands.reduce((sum, operand) => sum + operand.size, 1);
    const infix = INFIX[operation];
    if (infix !== undefined) return { ...infixPart(infix, operands as [Part, Part]), size };
    const depth = Math.max(...operands.map((operand) => operand.depth)) + 1;
    const [operand] = operands as [Part];
    if (operation === 'negate' && operand.binds >= POWER && !/^\d/.test(operand.text)) {
      return { text: `-${operand.text}`, binds: SIGN, size, depth };
    }
    return { text: this.#call(node, operands, second), binds: PRIMARY, size, depth };
  }

  #call([operation, ...rest]: ExpressionNode, operands: readonly Part[], second: unknown): string {
    const texts = operands.map(({ text }) => text);
    if (operation === 'concatenate') return `concatenate([${texts.join(', ')}], ${second})`;
    if (operation === 'where') return `where(${whereText(texts, rest[4] as string)})`;
    if (operation === 'sparseMatmul')
      return `sparseMatmul(${this.#dataNames[second as number]}, ${texts[0]})`;
    if (operation === 'gather') return `gather(${texts[0]}, ${this.#dataNames[second as number]})`;
    const attributes = rest.slice(operands.length).map((attribute) => {
      if (!Array.isArray(attribute)) return String(attribute);
      return attribute.length === 1 ? String(attribute[0]) : `[${attribute.join(', ')}]`;
    });
    return `${operation}(${[...texts, ...attributes].join(', ')})`;
  }
}

const leaf = (text: string, binds = PRIMARY): Part => ({ text, binds, size: 1, depth: 0 });

const whereText = ([a, b, p, q]: readonly string[], relation: string) =>
  `${a} ${relation === 'less' ? '<' : '<='} ${b}, ${p}, ${q}`;

/** The symbol of an operator, its precedence, and the minimum precedences of its operands. */
interface Infix {
  readonly sign: string;
  readonly binds: number;
  readonly left: number;
  readonly right: number;
}

const INFIX: Readonly<Record<string, Infix>> = {
  add: { sign: ' + ', binds: SUM, left: SUM, right: PRODUCT },
  subtract: { sign: ' - ', binds: SUM, left: SUM, right: PRODUCT },
  multiply: { sign: ' * ', binds: PRODUCT, left: PRODUCT, right: POWER },
  divide: { sign: ' / ', binds: PRODUCT, left: PRODUCT, right: POWER },
  matmul: { sign: ' @ ', binds: PRODUCT, left: PRODUCT, right: POWER },
  power: { sign: '^', binds: POWER, left: PRIMARY, right: SIGN },
};

/** Joins the operands by an operator. An unbracketed left operand adds no level of nesting. */
function infixPart({ sign, binds, left, right }: Infix, [a, b]: [Part, Part]): Omit<Part, 'size'> {
  const [before, after] = [
    bracketed(a, left),
    bracketed(b, binds === SUM && b.binds === SIGN ? POWER : right),
  ];
  const depth = Math.max(before === a.text ? a.depth : a.depth + 1, b.depth + 1);
  return { text: `${before}${sign}${after}`, binds, depth };
}

const bracketed = ({ text, binds }: Part, needed: number) => (binds >= needed ? text : `(${text})`);
