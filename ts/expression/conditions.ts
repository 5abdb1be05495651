/** Conditions of `where`: comparisons, and their combinations by and, or and not. */

import type { COMPARISONS } from '../generated/operations.js';
import type { Operand } from './graph.js';
import { refusal } from './shapes.js';

/** A comparison of two operands. Comparisons with `NaN` are false. */
export type Relation = (typeof COMPARISONS)[number];

/** A condition, for {@link where}: a comparison of two operands, or a combination of conditions. */
export class Condition<Leaf = Operand> {
  /** The relation and its operands. */
  readonly form:
    | { readonly relation: Relation; readonly a: Leaf; readonly b: Leaf }
    | { readonly relation: 'and'; readonly a: Condition<Leaf>; readonly b: Condition<Leaf> }
    | { readonly relation: 'or'; readonly a: Condition<Leaf>; readonly b: Condition<Leaf> }
    | { readonly relation: 'not'; readonly a: Condition<Leaf> };

  /** Use `less`, `equal`, `and` and the like instead. */
  constructor(form: Condition<Leaf>['form']) {
    this.form = form;
  }
}

/** The symbol of a comparison. */
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** Returns whether a symbol is a comparison. */
export const isComparison = (text: string): text is Comparison => /^([<>]=?|[=!]=)$/.test(text);

/** The comparison of this symbol, by `less` and `lessEqual`. */
export function comparison<Leaf>(symbol: Comparison, a: Leaf, b: Leaf): Condition<Leaf> {
  switch (symbol) {
    case '<':
      return new Condition({ relation: 'less', a, b });
    case '<=':
      return new Condition({ relation: 'lessEqual', a, b });
    case '>':
      return comparison('<', b, a);
    case '>=':
      return comparison('<=', b, a);
    case '==':
      return combination('and', [comparison('<=', a, b), comparison('<=', b, a)]);
    case '!=':
      return negation(comparison('==', a, b));
  }
}

/** The conjunction or disjunction of conditions. */
export function combination<Leaf>(
  relation: 'and' | 'or',
  conditions: readonly Condition<Leaf>[],
): Condition<Leaf> {
  requireConditions(relation, conditions);
  return conditions.reduce((a, b) => new Condition({ relation, a, b }));
}

/** The opposite of a condition. */
export function negation<Leaf>(condition: Condition<Leaf>): Condition<Leaf> {
  requireConditions('not', [condition]);
  return new Condition({ relation: 'not', a: condition });
}

/** `a < b`, for {@link where}. */
export const less = (a: Operand, b: Operand): Condition => comparison('<', a, b);

/** `a <= b`, for {@link where}. */
export const lessEqual = (a: Operand, b: Operand): Condition => comparison('<=', a, b);

/** `a > b`, for {@link where}. */
export const greater = (a: Operand, b: Operand): Condition => comparison('>', a, b);

/** `a >= b`, for {@link where}. */
export const greaterEqual = (a: Operand, b: Operand): Condition => comparison('>=', a, b);

/** `a == b`, for {@link where}. */
export const equal = (a: Operand, b: Operand): Condition => comparison('==', a, b);

/** `a != b`, for {@link where}; true with `NaN`. */
export const notEqual = (a: Operand, b: Operand): Condition => comparison('!=', a, b);

/** Whether all conditions hold, for {@link where}. */
export const and = (...conditions: Condition[]): Condition => combination('and', conditions);

/** Whether at least one condition holds, for {@link where}. */
export const or = (...conditions: Condition[]): Condition => combination('or', conditions);

/** Whether the condition does not hold, for {@link where}. */
export const not = (condition: Condition): Condition => negation(condition);

/** Requires at least one condition, and nothing else. */
function requireConditions(operation: string, conditions: readonly unknown[]): void {
  if (conditions.length === 0 || !conditions.every((condition) => condition instanceof Condition)) {
    throw refusal(operation, 'takes conditions, such as less(a, b)');
  }
}

/**
 * Builds `p` where a condition holds, else `q`, from `select` of single comparisons: where(A and B, p, q) is
 * where(A, where(B, p, q), q). Does not recurse.
 */
export function chosen<Leaf>(
  condition: Condition<Leaf>,
  [p, q]: readonly [Leaf, Leaf],
  select: (relation: Relation, operands: [Leaf, Leaf, Leaf, Leaf]) => Leaf,
): Leaf {
  // An undefined choice is the result of the condition handled before.
  const waiting: { condition: Condition<Leaf>; p: Leaf | undefined; q: Leaf | undefined }[] = [
    { condition, p, q },
  ];
  let result: Leaf | undefined;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { form } = next.condition;
    const [yes, no] = [next.p ?? result, next.q ?? result] as [Leaf, Leaf];
    if (form.relation === 'not') {
      waiting.push({ condition: form.a, p: no, q: yes });
    } else if (form.relation === 'and' || form.relation === 'or') {
      const [p, q] = form.relation === 'and' ? [undefined, no] : [yes, undefined];
      waiting.push({ condition: form.a, p, q }, { condition: form.b, p: yes, q: no });
    } else {
      result = select(form.relation, [form.a, form.b, yes, no]);
    }
  }
  return result as Leaf;
}
