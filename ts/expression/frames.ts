/** Frames of the parser's stack: open brackets, and signs and operators that wait for an operand. */

import type { Call } from './calls.js';
import { add, divide, multiply, power, subtract } from './elementwise.js';
import type { Expression, Operand } from './graph.js';
import type { Value } from './indexed.js';
import { matmul } from './linear.js';

/** A stack frame. */
export type Frame =
  | { readonly kind: 'infix'; readonly symbol: Infix; readonly left: Value; readonly position: number }
  | { readonly kind: 'minus'; readonly position: number }
  | { readonly kind: 'group'; readonly position: number }
  | {
      readonly kind: 'list';
      readonly items: Value[];
      readonly isArgument: boolean;
      readonly position: number;
    }
  | { readonly kind: 'indexed'; readonly first: number; readonly isSum: boolean; readonly position: number }
  | CallFrame;

/** A call whose arguments are being parsed. */
export interface CallFrame {
  readonly kind: 'call';
  readonly name: string;
  readonly call: Call;
  readonly args: Argument[];
  /** The left side and the symbol of a comparison being parsed. */
  compared?: { readonly left: Value; readonly sign: string } | undefined;
  readonly position: number;
}

/** An argument: values, and a function that builds the operand from them; or an attribute that is not a formula. */
export type Argument =
  | {
      readonly kind: 'values';
      readonly values: readonly Value[];
      readonly build: (operands: Operand[]) => unknown;
    }
  | { readonly kind: 'attribute'; readonly content: unknown };

/** Binary operators. */
export type Infix = '+' | '-' | '*' | '/' | '@' | '^';

/** Precedence of the binary operators. Unary minus is between products and powers. */
export const PRECEDENCE: Readonly<Record<Infix, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '@': 2, '^': 4 };
export const MINUS_PRECEDENCE = 3;

/** The operations of the binary operators. */
export const OPERATION: Readonly<
  Record<Infix, { name: string; apply: (a: Operand, b: Operand) => Expression }>
> = {
  '+': { name: 'add', apply: add },
  '-': { name: 'subtract', apply: subtract },
  '*': { name: 'multiply', apply: multiply },
  '/': { name: 'divide', apply: divide },
  '@': { name: 'matmul', apply: matmul },
  '^': { name: 'power', apply: power },
};

/** Returns whether a symbol is a binary operator. */
export const isInfix = (text: string): text is Infix => Object.hasOwn(PRECEDENCE, text);

/**
 * Whether a frame counts as a level of nesting. The other operators are left associative and do not accumulate on the
 * stack.
 */
export const isLevel = (frame: Frame): boolean => frame.kind !== 'infix' || frame.symbol === '^';

/** The closing bracket of a frame. */
export const endOf = (frame: Frame): ')' | ']' =>
  frame.kind === 'list' || (frame.kind === 'indexed' && !frame.isSum) ? ']' : ')';

/** The arguments of a call, built from its operands in order. */
export function argumentsOf(args: readonly Argument[], operands: readonly Operand[]): unknown[] {
  let used = 0;
  return args.map((argument) => {
    if (argument.kind === 'attribute') return argument.content;
    const start = used;
    used += argument.values.length;
    return argument.build(operands.slice(start, used));
  });
}
