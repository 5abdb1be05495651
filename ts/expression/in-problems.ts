/** Formulas in problems: `{formula, inputs, data?}` is replaced by its function anywhere in a problem. */

import { encodesOnce, MAX_DEPTH } from '../engine/wire.js';
import type { ExpressionFunction } from './function.js';
import { type FormulaText, readAt } from './read.js';

/** Replaces all formulas in a problem by functions. Parts without formulas are returned unchanged, not copied. */
export function withFormulasRead<Problem>(problem: Problem): Problem {
  return replaced(problem, '', 0) as Problem;
}

/** The number of functions that are kept, and the maximum length of their formulas. */
const MAX_KEPT = 16;
const MAX_KEPT_LENGTH = 10_000;

/** The functions of the last formulas, by text and inputs: the same problem is often solved with many numbers. */
const kept = new Map<string, ExpressionFunction>();

const isShape = (given: unknown) =>
  typeof given === 'number' || (Array.isArray(given) && given.every((count) => typeof count === 'number'));

/** The key of a formula that may be kept. Formulas with data may not: the data are the caller's, who may change them. */
function keyOf({ formula, inputs, ...others }: FormulaText): string | undefined {
  const isSimple =
    typeof formula === 'string' &&
    formula.length <= MAX_KEPT_LENGTH &&
    typeof inputs === 'object' &&
    Object.keys(others).length === 0 &&
    Object.values(inputs ?? {}).every(isShape);
  return isSimple ? JSON.stringify([formula, inputs]) : undefined;
}

/** {@link readAt}, or the function of the same text read before. No one else has it, so it stays as it is. */
function readOnce(text: FormulaText, path: string): ExpressionFunction {
  const key = keyOf(text);
  if (key === undefined) return readAt(text, path);
  const known = kept.get(key);
  const result = known ?? encodesOnce(readAt(text, path));
  // Maps have their keys in the order of insertion: the first one was used least recently.
  kept.delete(key);
  kept.set(key, result);
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
  return result;
}

/** Without `inputs`, a part of a problem is an unfinished formula, which the reader refuses. */
const isFormula = (value: object, path: string): value is FormulaText =>
  'formula' in value && ('inputs' in value || (path !== '' && typeof value.formula === 'string'));

/**
 * Returns whether a list with this first entry is numeric. Such lists may be long and contain no formulas, so they are
 * skipped.
 */
const isNumeric = (first: unknown) =>
  typeof first === 'number' || Array.isArray(first) || ArrayBuffer.isView(first);

function replaced(value: unknown, path: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > MAX_DEPTH)
    return value;
  if (isFormula(value, path)) return readOnce(value, path);
  if (Array.isArray(value) && isNumeric(value[0])) return value;
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const [key, part] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const result = replaced(part, place, depth + 1);
    if (result === part) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    (copy as Record<string, unknown>)[key] = result;
  }
  return copy ?? value;
}
