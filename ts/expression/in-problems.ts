/** Formulas in problems: `{formula, inputs, data?}` anywhere in one becomes the function that it is. */

import { MAX_DEPTH } from '../engine/wire.js';
import { type FormulaText, readAt } from './read.js';

/** A problem with all its formulas read. What has none in it stays the same object. */
export function withFormulasRead<Problem>(problem: Problem): Problem {
  return replaced(problem, '', 0) as Problem;
}

const isFormula = (value: object): value is FormulaText => 'formula' in value && 'inputs' in value;

/** Whether a list that starts so is one of numbers or rows: it may be long, and holds nothing else. */
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
