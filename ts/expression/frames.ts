/** Frames of the parser's stack: open brackets, and signs and operators that wait for an operand. */

import type { Call } from './calls.js';
import type { Comparison, Condition } from './conditions.js';
import { add, divide, multiply, power, subtract } from './elementwise.js';
import type { Expression, Operand } from './graph.js';
import type { Value } from './indexed.js';
import { matmul } from './linear.js';

/** A parsed part: a value, or a condition on values. */
export type Parsed = Value | Condition<Value>;

/** A stack frame. */
export type Frame =
  | { readonly kind: 'infix'; readonly symbol: Infix; readonly left: Parsed; readonly position: number }
  | { readonly kind: 'minus'; readonly position: number }
  | { readonly kind: 'not'; readonly position: number }
  | { readonly kind: 'group'; readonly position: number }
  | {
      readonly kind: 'list';
      readonly items: Value[];
      readonly isArgument: boolean;
      readonly position: number;
    }
  | { readonly kind: 'indexed'; readonly first: number; readonly isSum: boolean; readonly position: number }
  | ScanFrame
  | CallFrame;

/** A recurrence `scan(c = initial, i in 0..9: next)`, whose step is parsed once for each value of the index. */
export interface ScanFrame {
  readonly kind: 'scan';
  readonly position: number;
  /** The name of the carry. */
  readonly carry: string;
  /** The carries: the initial one, and that after each step parsed so far. */
  readonly carries: Value[];
  /** The steps, once the initial carry is parsed. */
  steps?: ScanSteps;
}

/** The steps of a recurrence. */
export interface ScanSteps {
  /** The index, its current value and its last one. */
  readonly index: string;
  current: number;
  readonly last: number;
  /** The position of the first character of the step, and a function that goes back to it. */
  readonly start: number;
  readonly goBack: () => void;
}

/** A call whose arguments are being parsed. */
export interface CallFrame {
  readonly kind: 'call';
  readonly name: string;
  readonly call: Call;
  readonly args: Argument[];
  readonly position: number;
}

/**
 * An argument: values, and a function that builds the operand from them; or an attribute that is not a formula, or a
 * condition.
 */
export type Argument =
  | {
      readonly kind: 'values';
      readonly values: readonly Value[];
      readonly build: (operands: Operand[]) => unknown;
    }
  | { readonly kind: 'attribute'; readonly content: unknown };

/** Arithmetic operators. */
export type Arithmetic = '+' | '-' | '*' | '/' | '@' | '^';

/** Binary operators. */
export type Infix = Arithmetic | Comparison | 'and' | 'or';

const COMPARISON_PRECEDENCE = 3;

/** Precedence of the binary operators; those of `not` and unary minus lie between. */
export const PRECEDENCE: Readonly<Record<Infix, number>> = {
  or: 0,
  and: 1,
  ...{ '<': COMPARISON_PRECEDENCE, '<=': COMPARISON_PRECEDENCE, '==': COMPARISON_PRECEDENCE },
  ...{ '>': COMPARISON_PRECEDENCE, '>=': COMPARISON_PRECEDENCE, '!=': COMPARISON_PRECEDENCE },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '@': 5, '^': 7 },
};
export const NOT_PRECEDENCE = 2;
export const MINUS_PRECEDENCE = 6;

/** The operations of the arithmetic operators. */
export const OPERATION: Readonly<
  Record<Arithmetic, { name: string; apply: (a: Operand, b: Operand) => Expression }>
> = {
  '+': { name: 'add', apply: add },
  '-': { name: 'subtract', apply: subtract },
  '*': { name: 'multiply', apply: multiply },
  '/': { name: 'divide', apply: divide },
  '@': { name: 'matmul', apply: matmul },
  '^': { name: 'power', apply: power },
};

/** Returns whether a symbol is an arithmetic operator. */
export const isArithmetic = (text: string): text is Arithmetic => Object.hasOwn(OPERATION, text);

/** Returns whether a symbol or a name is a binary operator. */
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
