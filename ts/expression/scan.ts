/** Recurrences by a step that is any function, expanded into the operations of all steps. */

import { type Expression, lifted, type Operand } from './graph.js';
import { refusal, written } from './shapes.js';
import { reshape, slice, stack } from './structure.js';

/** The result of {@link scan}. */
export interface Scanned<Carry> {
  /** The carry after the last step. */
  readonly carry: Carry;
  /** The outputs of all steps, stacked along the first axis. */
  readonly outputs: Expression;
}

/**
 * Calls `step` with a carry and with row k of each input, for all rows in turn. It returns the next carry, which may be
 * a list or an object of several expressions, and an output. Each step adds its own operations to the function; a linear
 * recurrence is one operation by `recurrence`.
 */
export function scan<Carry>(
  step: (carry: Carry, ...rows: Expression[]) => readonly [Carry, Operand],
  initial: Carry,
  ...inputs: Operand[]
): Scanned<Carry> {
  if (inputs.length === 0)
    throw refusal('scan', 'takes at least one input, whose rows are those of the steps');
  const { operands } = lifted(inputs, 'scan');
  const [length] = (operands[0] as Expression).shape;
  if (length === undefined || length === 0 || operands.some(({ shape }) => shape[0] !== length)) {
    const shapes = operands.map(({ shape }) => written(shape)).join(', ');
    throw refusal('scan', `takes inputs of equally many rows, at least one, got shapes ${shapes}`);
  }
  const outputs: Operand[] = [];
  let carry = initial;
  for (let k = 0; k < length; k++) {
    const [next, output] = step(carry, ...operands.map((operand) => rowOf(operand, k)));
    carry = next;
    outputs.push(output);
  }
  return { carry, outputs: stack(outputs) };
}

/** Row k, without the first axis. */
function rowOf(operand: Expression, k: number): Expression {
  const [, ...rest] = operand.shape;
  const row = slice(operand, [k, ...rest.map(() => 0)], [1, ...rest]);
  return reshape(row, rest);
}
