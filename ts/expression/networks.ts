/** Building blocks of neural networks, composed of other operations. */

import { less } from './conditions.js';
import { add, expm1, multiply, sigmoid, subtract, where } from './elementwise.js';
import { type Expression, lifted, type Operand } from './graph.js';
import { matmul } from './linear.js';
import { logsumexp } from './reductions.js';
import { refusal, written } from './shapes.js';
import { take } from './structure.js';

/** `a / (1 + exp(-a))`. */
export const silu = (a: Operand): Expression => multiply(a, sigmoid(a));

/** `a` where positive, else `alpha (exp(a) - 1)`; `alpha` is 1 by default. */
export const elu = (a: Operand, alpha: Operand = 1): Expression =>
  where(less(0, a), a, multiply(alpha, expm1(a)));

/** `a` where positive, else `slope a`; `slope` is 0.01 by default. */
export const leakyRelu = (a: Operand, slope: Operand = 0.01): Expression =>
  where(less(0, a), a, multiply(slope, a));

/** A dense layer: `x w + b` with `w` of shape `[inputs, outputs]`, or `x w` without `b`. */
export function dense(x: Operand, w: Operand, b?: Operand): Expression {
  const result = matmul(x, w);
  return b === undefined ? result : add(result, b);
}

/** The cross-entropy of a label with the softmax of `logits`, a vector: `logsumexp(logits) - logits[label]`. */
export function crossEntropy(logits: Operand, label: Operand): Expression {
  const { operands } = lifted([logits, label], 'crossEntropy');
  const [scores, position] = operands as [Expression, Expression];
  if (scores.shape.length !== 1 || position.shape.length !== 0) {
    const got = `got shapes ${written(scores.shape)} and ${written(position.shape)}`;
    throw refusal(
      'crossEntropy',
      `takes a vector and a number, ${got}; many rows are given as points of one more axis`,
    );
  }
  return subtract(logsumexp(scores), take(scores, position));
}
