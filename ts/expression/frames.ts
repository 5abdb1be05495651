/** What the parser's stack holds: brackets, signs and operators that wait for the rest of their operands. */

import type { Call } from './calls.js';
import { add, divide, multiply, power, subtract } from './elementwise.js';
import type { Expression, Operand } from './graph.js';
import type { Value } from './indexed.js';
import { matmul } from './linear.js';

/** What stands on the stack. */
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

/** A call whose arguments are being read. */
export interface CallFrame {
  readonly kind: 'call';
  readonly name: string;
  readonly call: Call;
  readonly args: Argument[];
  /** The left side and the sign of a comparison under way. */
  compared?: { readonly left: Value; readonly sign: string } | undefined;
  readonly position: number;
}

/** An argument: values that the call is applied to, and what it takes them as; or something that is no formula. */
export type Argument =
  | {
      readonly kind: 'values';
      readonly values: readonly Value[];
      readonly build: (operands: Operand[]) => unknown;
    }
  | { readonly kind: 'attribute'; readonly content: unknown };

/** Operators between their operands. */
export type Infix = '+' | '-' | '*' | '/' | '@' | '^';

/** How tightly operators bind; a sign stands between products and powers. */
export const PRECEDENCE: Readonly<Record<Infix, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '@': 2, '^': 4 };
export const MINUS_PRECEDENCE = 3;

/** The operations that they are. */
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

/** Whether a symbol is an operator. */
export const isInfix = (text: string): text is Infix => Object.hasOwn(PRECEDENCE, text);

/** Whether a frame waits for what may hold others without end. */
export const isLevel = (frame: Frame): boolean => frame.kind !== 'infix' || frame.symbol === '^';

/** The bracket that ends a frame. */
export const endOf = (frame: Frame): ')' | ']' =>
  frame.kind === 'list' || (frame.kind === 'indexed' && !frame.isSum) ? ']' : ')';

/** The arguments of a call, its values given as operands in their order. */
export function argumentsOf(args: readonly Argument[], operands: readonly Operand[]): unknown[] {
  let used = 0;
  return args.map((argument) => {
    if (argument.kind === 'attribute') return argument.content;
    const start = used;
    used += argument.values.length;
    return argument.build(operands.slice(start, used));
  });
}
