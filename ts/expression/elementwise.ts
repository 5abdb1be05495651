/** Elementwise operations, with NumPy's broadcasting rules. */

import { Condition, chosen, type Relation } from './conditions.js';
import type { BINARY, UNARY } from './function.js';
import { type Expression, graphOf, lifted, nodeOf, type Operand } from './graph.js';
import { broadcastShape, refusal } from './shapes.js';

/** Applies the unary elementwise operation of this name. */
export function unary(operation: (typeof UNARY)[number], a: Operand): Expression {
  const graph = graphOf([a], operation);
  const operand = graph.lift(a, operation);
  return graph.add([operation, nodeOf(operand)], operand.shape);
}

/** Applies the binary elementwise operation of this name. */
export function binary(operation: (typeof BINARY)[number], a: Operand, b: Operand): Expression {
  const graph = graphOf([a, b], operation);
  const [left, right] = [graph.lift(a, operation), graph.lift(b, operation)];
  return graph.add(
    [operation, nodeOf(left), nodeOf(right)],
    broadcastShape([left.shape, right.shape], operation),
  );
}

/** `-a`. */
export const negate = (a: Operand): Expression => unary('negate', a);

/** The absolute value; its derivative at 0 is 0. */
export const abs = (a: Operand): Expression => unary('abs', a);

/** -1, 0 or 1, by the sign; its derivative is 0. */
export const sign = (a: Operand): Expression => unary('sign', a);

/** The largest integer not above `a`; its derivative is 0. */
export const floor = (a: Operand): Expression => unary('floor', a);

/** The smallest integer not below `a`; its derivative is 0. */
export const ceil = (a: Operand): Expression => unary('ceil', a);

/**
 * The nearest integer, of two equally near the even one, as in NumPy; its derivative is 0. See {@link straightThrough} for
 * another derivative.
 */
export const round = (a: Operand): Expression => unary('round', a);

/** The integer part, rounded toward 0; its derivative is 0. */
export const trunc = (a: Operand): Expression => unary('trunc', a);

/** The square root; `NaN` for negative numbers. */
export const sqrt = (a: Operand): Expression => unary('sqrt', a);

/** The cube root, also of negative numbers. */
export const cbrt = (a: Operand): Expression => unary('cbrt', a);

/** The exponential function. */
export const exp = (a: Operand): Expression => unary('exp', a);

/** `exp(a) - 1`, accurate near 0. */
export const expm1 = (a: Operand): Expression => unary('expm1', a);

/** The natural logarithm; `NaN` for negative numbers. */
export const log = (a: Operand): Expression => unary('log', a);

/** The same as {@link log}. */
export const ln = log;

/** The logarithm with base 2. */
export const log2 = (a: Operand): Expression => unary('log2', a);

/** The logarithm with base 10. */
export const log10 = (a: Operand): Expression => unary('log10', a);

/** `log(1 + a)`, accurate near 0. */
export const log1p = (a: Operand): Expression => unary('log1p', a);

/** The sine. */
export const sin = (a: Operand): Expression => unary('sin', a);

/** The cosine. */
export const cos = (a: Operand): Expression => unary('cos', a);

/** The tangent. */
export const tan = (a: Operand): Expression => unary('tan', a);

/** The inverse sine. */
export const asin = (a: Operand): Expression => unary('asin', a);

/** The inverse cosine. */
export const acos = (a: Operand): Expression => unary('acos', a);

/** The inverse tangent. */
export const atan = (a: Operand): Expression => unary('atan', a);

/** The hyperbolic sine. */
export const sinh = (a: Operand): Expression => unary('sinh', a);

/** The hyperbolic cosine. */
export const cosh = (a: Operand): Expression => unary('cosh', a);

/** The hyperbolic tangent. */
export const tanh = (a: Operand): Expression => unary('tanh', a);

/** The inverse hyperbolic sine. */
export const asinh = (a: Operand): Expression => unary('asinh', a);

/** The inverse hyperbolic cosine; `NaN` below 1. */
export const acosh = (a: Operand): Expression => unary('acosh', a);

/** The inverse hyperbolic tangent; `NaN` beyond -1 and 1. */
export const atanh = (a: Operand): Expression => unary('atanh', a);

/** The error function. */
export const erf = (a: Operand): Expression => unary('erf', a);

/** `1 - erf(a)`, accurate for large `a`. */
export const erfc = (a: Operand): Expression => unary('erfc', a);

/** The logarithm of the absolute value of the gamma function. */
export const lgamma = (a: Operand): Expression => unary('lgamma', a);

/** The derivative of {@link lgamma}. */
export const digamma = (a: Operand): Expression => unary('digamma', a);

/** `1 / (1 + exp(-a))`, without overflow. */
export const sigmoid = (a: Operand): Expression => unary('sigmoid', a);

/** `log(1 + exp(a))`, without overflow. */
export const softplus = (a: Operand): Expression => unary('softplus', a);

/** `max(a, 0)`; its derivative at 0 is 0. */
export const relu = (a: Operand): Expression => unary('relu', a);

/** `a` times the cumulative distribution function of the standard normal distribution at `a`. */
export const gelu = (a: Operand): Expression => unary('gelu', a);

/** `a + b`. */
export const add = (a: Operand, b: Operand): Expression => binary('add', a, b);

/** `a - b`. */
export const subtract = (a: Operand, b: Operand): Expression => binary('subtract', a, b);

/** `a * b`, elementwise. */
export const multiply = (a: Operand, b: Operand): Expression => binary('multiply', a, b);

/** `a / b`. */
export const divide = (a: Operand, b: Operand): Expression => binary('divide', a, b);

/**
 * `a` to the power `b`. An integer constant `b` up to 64 in magnitude is computed by multiplications, a larger one by
 * `exp(b log |a|)` with the sign restored. Any other `b` gives `exp(b log a)`, `NaN` for negative `a`.
 */
export const power = (a: Operand, b: Operand): Expression => binary('power', a, b);

/** The same as {@link power}. */
export const pow = power;

/** The smallest of two or more values; the first of equal ones, and `NaN` if one is. */
export const min = (a: Operand, b: Operand, ...more: Operand[]): Expression =>
  more.reduce<Expression>((least, operand) => binary('min', least, operand), binary('min', a, b));

/** The largest of two or more values; the first of equal ones, and `NaN` if one is. */
export const max = (a: Operand, b: Operand, ...more: Operand[]): Expression =>
  more.reduce<Expression>((greatest, operand) => binary('max', greatest, operand), binary('max', a, b));

/** The angle of the point `(b, a)`, from `-pi` to `pi`. */
export const atan2 = (a: Operand, b: Operand): Expression => binary('atan2', a, b);

/** `sqrt(a^2 + b^2)`, without overflow; its derivatives at the origin are 0. */
export const hypot = (a: Operand, b: Operand): Expression => binary('hypot', a, b);

/** The remainder `a - b floor(a / b)`, with the sign of `b`, as in NumPy and Python. */
export const mod = (a: Operand, b: Operand): Expression => binary('mod', a, b);

/** The value of `a` with the derivatives of `b`, such as `straightThrough(round(x), x)`. */
export const straightThrough = (a: Operand, b: Operand): Expression => binary('straightThrough', a, b);

/** `a` as a constant in derivatives: all of them are 0. */
export const stopGradient = (a: Operand): Expression => binary('straightThrough', a, 0);

/**
 * `a` where the condition holds, else `b`. The value not selected does not contribute to derivatives, even if it is
 * `NaN`.
 */
export function where(condition: Condition, a: Operand, b: Operand): Expression {
  if (!(condition instanceof Condition)) {
    throw refusal('where', 'takes a condition first, such as less(a, b), or a < b in a formula');
  }
  return chosen(condition, [a, b], select) as Expression;
}

/** The choice by a single comparison. */
export function select(
  relation: Relation,
  choice: readonly [Operand, Operand, Operand, Operand],
): Expression {
  const { graph, operands } = lifted(choice, 'where');
  const shape = broadcastShape(
    operands.map((operand) => operand.shape),
    'where',
  );
  return graph.add(['where', ...operands.map(nodeOf), relation], shape);
}
