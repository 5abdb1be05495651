/**
 * Pointwise evaluation of models given as data: with numbers for predictions, or with expressions for the residuals of
 * all points at once. Models may use elementwise operations, parts of vectors and sums.
 */

import { invalidInput } from '../engine/errors.js';
import {
  type BINARY,
  type ExpressionFunction,
  type ExpressionNode,
  operandsOf,
  type TensorData,
  type UNARY,
} from '../expression/function.js';
import { digamma, erf, erfc, lgamma, modulo, roundToEven } from './special.js';

/** The arithmetic on values. */
export interface Algebra<Value> {
  constant(value: number): Value;
  unary(operation: (typeof UNARY)[number], a: Value): Value;
  binary(operation: (typeof BINARY)[number], a: Value, b: Value): Value;
  /** Returns `p` if `a` is less than `b`, or equal to it for `lessEqual`, else `q`. */
  where(relation: 'less' | 'lessEqual', a: Value, b: Value, p: Value, q: Value): Value;
}

/** Evaluates a model, given the entries of its inputs. */
export function interpret<Value>(
  model: ExpressionFunction,
  inputs: readonly (readonly Value[])[],
  algebra: Algebra<Value>,
): Value {
  // The entries of each node's value; one for a scalar.
  const values: (readonly Value[])[] = [];
  const of = (k: unknown) => values[k as number] as readonly Value[];
  // The number of axes of each node's value.
  const ranks: number[] = [];
  for (const node of model.nodes) {
    values.push(entriesOf(node, of, { model, inputs, algebra, ranks }));
    ranks.push(rankOf(node, model, ranks));
  }
  const output = of(model.outputs[0]);
  if (output.length !== 1) throw invalidInput('model', `must give one number, gives ${output.length}`);
  return output[0] as Value;
}

interface Context<Value> {
  readonly model: ExpressionFunction;
  readonly inputs: readonly (readonly Value[])[];
  readonly algebra: Algebra<Value>;
  readonly ranks: readonly number[];
}

function entriesOf<Value>(
  node: ExpressionNode,
  of: (k: unknown) => readonly Value[],
  { model, inputs, algebra, ranks }: Context<Value>,
): readonly Value[] {
  const [operation, ...parts] = node;
  switch (operation) {
    case 'input':
      return inputs[parts[0] as number] as readonly Value[];
    case 'constant':
      return [algebra.constant(parts[0] as number)];
    case 'data': {
      const { values } = model.data[parts[0] as number] as { readonly values: ArrayLike<number> };
      return Array.from(values, (value) => algebra.constant(value));
    }
    case 'slice': {
      const [operand, starts, counts, steps] = parts as [number, number[], number[], number[]];
      if (starts.length !== 1) throw notPointwise('slice of a matrix');
      const [start, count, step] = [starts[0], counts[0], steps[0]] as [number, number, number];
      return Array.from({ length: count }, (_, k) => of(operand)[start + k * step] as Value);
    }
    case 'reshape':
      return of(parts[0]);
    case 'sum':
    case 'product':
    case 'amin':
    case 'amax': {
      const [operand, axes] = parts as [number, number[]];
      if (axes.length !== ranks[operand]) throw notPointwise(`${operation} along some axes`);
      return [of(operand).reduce((total, entry) => algebra.binary(REDUCTION[operation], total, entry))];
    }
    case 'stack':
    case 'concatenate':
      return (parts[0] as readonly number[]).flatMap(of);
    case 'where': {
      const relation = parts[4] as 'less' | 'lessEqual';
      return alike(parts.slice(0, 4).map(of), ([a, b, p, q]) =>
        algebra.where(relation, a as Value, b as Value, p as Value, q as Value),
      );
    }
    default: {
      const operands = parts.map(of);
      if (operands.length === 1 && Object.hasOwn(EVALUATE, operation)) {
        return alike(operands, ([a]) => algebra.unary(operation as (typeof UNARY)[number], a as Value));
      }
      if (operands.length === 2 && Object.hasOwn(EVALUATE_TWO, operation)) {
        return alike(operands, ([a, b]) =>
          algebra.binary(operation as (typeof BINARY)[number], a as Value, b as Value),
        );
      }
      throw notPointwise(operation);
    }
  }
}

/** The number of axes of a node's value. */
function rankOf(
  node: ExpressionNode,
  { inputs, data }: ExpressionFunction,
  ranks: readonly number[],
): number {
  const [operation, ...parts] = node;
  switch (operation) {
    case 'input':
      return inputs[parts[0] as number]?.shape.length as number;
    case 'data':
      return (data[parts[0] as number] as TensorData).shape.length;
    case 'reshape':
      return (parts[1] as readonly number[]).length;
    case 'constant':
    case 'sum':
    case 'product':
    case 'amin':
    case 'amax':
      return 0;
    default: {
      const rank = Math.max(...operandsOf(node).map((k) => ranks[k] as number));
      return operation === 'stack' ? rank + 1 : rank;
    }
  }
}

/** Applies an elementwise operation. Single entries are broadcast. */
function alike<Value>(
  operands: readonly (readonly Value[])[],
  apply: (entries: readonly Value[]) => Value,
): readonly Value[] {
  const length = Math.max(...operands.map((operand) => operand.length));
  return Array.from({ length }, (_, k) =>
    apply(operands.map((operand) => (operand.length === 1 ? operand[0] : operand[k]) as Value)),
  );
}

const notPointwise = (operation: string) =>
  invalidInput(
    'model',
    `must go entry by entry, and has the operation ${operation}; write such a model as a function of JavaScript, or its residuals for leastSquares`,
  );

/** The operations that reductions apply to two entries. */
const REDUCTION = { sum: 'add', product: 'multiply', amin: 'min', amax: 'max' } as const;

/** The unary operations on numbers. */
const EVALUATE: Readonly<Record<(typeof UNARY)[number], (a: number) => number>> = {
  negate: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundToEven,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  erf,
  erfc,
  lgamma,
  digamma,
  sigmoid: (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a))),
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  relu: (a) => Math.max(a, 0),
  gelu: (a) => 0.5 * a * (1 + erf(a / Math.SQRT2)),
};

/** The binary operations on numbers. */
const EVALUATE_TWO: Readonly<Record<(typeof BINARY)[number], (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  atan2: Math.atan2,
  hypot: Math.hypot,
  mod: modulo,
  straightThrough: (a) => a,
};

/** Arithmetic on numbers. */
export const numbers: Algebra<number> = {
  constant: (value) => value,
  unary: (operation, a) => EVALUATE[operation](a),
  binary: (operation, a, b) => EVALUATE_TWO[operation](a, b),
  where: (relation, a, b, p, q) => ((relation === 'less' ? a < b : a <= b) ? p : q),
};
