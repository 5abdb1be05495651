/**
 * Pointwise evaluation of models given as data: with numbers for predictions, or with expressions for the residuals of
 * all points at once. Models may use elementwise operations, parts of arrays, reductions and concatenation.
 */

import { invalidInput } from '../engine/errors.js';
import {
  type BINARY,
  type ExpressionFunction,
  type ExpressionNode,
  operandsOf,
  type Shape,
  type UNARY,
} from '../expression/function.js';
import { digamma, erf, erfc, lgamma, modulo, roundToEven } from './special.js';
import { concatenated, entryAt, mapped, reduced, type Tensor, tensorOf } from './tensor.js';

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
  const values: Tensor<Value>[] = [];
  for (const node of model.nodes) values.push(evaluateNode(node, values, { model, inputs, algebra }));
  const { entries } = values[model.outputs[0]] as Tensor<Value>;
  if (entries.length !== 1) throw invalidInput('model', `must give one number, gives ${entries.length}`);
  return entries[0] as Value;
}

interface Context<Value> {
  readonly model: ExpressionFunction;
  readonly inputs: readonly (readonly Value[])[];
  readonly algebra: Algebra<Value>;
}

/** The value of a node, given those of the nodes before it. */
function evaluateNode<Value>(
  node: ExpressionNode,
  values: readonly Tensor<Value>[],
  { model, inputs, algebra }: Context<Value>,
): Tensor<Value> {
  const [operation, first, ...attributes] = node;
  const operands = operandsOf(node).map((k) => values[k] as Tensor<Value>);
  const operand = operands[0] as Tensor<Value>;
  switch (operation) {
    case 'input': {
      const { shape } = model.inputs[first as number] as { readonly shape: Shape };
      return { shape, entries: inputs[first as number] as readonly Value[] };
    }
    case 'constant':
      return { shape: [], entries: [algebra.constant(first as number)] };
    case 'data': {
      const { shape, values: numbers } = model.data[first as number] as DenseData;
      return { shape, entries: Array.from(numbers, (value) => algebra.constant(value)) };
    }
    case 'slice': {
      const [starts, counts, steps] = attributes as [number[], number[], number[]];
      return tensorOf(counts, (place) =>
        entryAt(
          operand,
          place.map((k, axis) => (starts[axis] as number) + k * (steps[axis] as number)),
        ),
      );
    }
    case 'reshape':
      return { shape: attributes[0] as Shape, entries: operand.entries };
    case 'broadcast':
      return tensorOf(attributes[0] as Shape, (place) => entryAt(operand, place));
    case 'sum':
    case 'product':
    case 'amin':
    case 'amax':
      return reduced(
        operand,
        attributes[0] as number[],
        (a, b) => algebra.binary(REDUCTION[operation], a, b),
        () => algebra.constant(ofNone(operation)),
      );
    case 'concatenate':
      return concatenated(operands, attributes[0] as number);
    case 'where': {
      const relation = node[5] as 'less' | 'lessEqual';
      return mapped(operands, operation, ([a, b, p, q]) =>
        algebra.where(relation, a as Value, b as Value, p as Value, q as Value),
      );
    }
    default:
      return elementwise(operation, operands, algebra);
  }
}

/** Constant arrays with values that can be read one by one. */
interface DenseData {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
}

function elementwise<Value>(
  operation: string,
  operands: readonly Tensor<Value>[],
  algebra: Algebra<Value>,
): Tensor<Value> {
  if (Object.hasOwn(EVALUATE, operation)) {
    return mapped(operands, operation, ([a]) =>
      algebra.unary(operation as (typeof UNARY)[number], a as Value),
    );
  }
  if (Object.hasOwn(EVALUATE_TWO, operation)) {
    return mapped(operands, operation, ([a, b]) =>
      algebra.binary(operation as (typeof BINARY)[number], a as Value, b as Value),
    );
  }
  throw invalidInput(
    'model',
    `has the operation ${operation}, which curve fits do not evaluate; write such a model as a function of JavaScript, or its residuals for leastSquares`,
  );
}

/** The operations that reductions apply to two entries. */
const REDUCTION = { sum: 'add', product: 'multiply', amin: 'min', amax: 'max' } as const;

/** The value of a reduction of no entries. */
function ofNone(operation: keyof typeof REDUCTION): number {
  if (operation === 'sum') return 0;
  if (operation === 'product') return 1;
  throw invalidInput('model', `has ${operation} of no entries, which has no value`);
}

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
