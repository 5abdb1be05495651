/** Formulas in problems: `{formula, inputs, data?}` is replaced by its function anywhere in a problem. */

import { MAX_DEPTH } from '../engine/wire.js';
import { type FormulaText, readAt } from './read.js';

/** Replaces all formulas in a problem by functions. Parts without formulas are returned unchanged, not copied. */
export function withFormulasRead<Problem>(problem: Problem): Problem {
  return replaced(problem, '', 0) as Problem;
}

const isFormula = (value: object): value is FormulaText => 'formula' in value && 'inputs' in value;

/**
 * Returns whether a list with this first entry is numeric. Such lists may be long and contain no formulas, so they are
 * skipped.
 */
const isNumeric = (first: unknown) =>
  typeof first === 'number' || Array.isArray(first) || ArrayBuffer.isView(first);

function replaced(value: unknown, path: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > MAX_DEPTH)
    return value;
  if (isFormula(value)) return readAt(value, path);
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
