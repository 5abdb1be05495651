/** Types of class labels. */

import type { MatrixInput, VectorInput } from './arrays.js';

/** Class labels in the form they were given, with null for unlabeled items. Numeric labels have a default instead. */
export type PartialLabelsOf<Labels> = Labels extends readonly (string | null)[]
  ? { readonly labels: readonly (string | null)[]; readonly classes: readonly string[] }
  : Labels extends readonly (boolean | null)[]
    ? { readonly labels: readonly (boolean | null)[]; readonly classes: readonly boolean[] }
    : { readonly labels: Int32Array; readonly classes: Int32Array };

/** Replaces null by NaN among numeric labels, so that they fit in a typed array. */
export function withGapsAsNaN<Problem>(problem: Problem): Problem {
  const labels = (problem as { readonly labels?: unknown } | undefined)?.labels;
  if (!Array.isArray(labels) || !labels.includes(null)) return problem;
  if (!labels.some((label) => typeof label === 'number')) return problem;
  return { ...problem, labels: labels.map((label) => (label === null ? Number.NaN : label)) };
}

/** Class labels in the form of the response: strings for strings, booleans for booleans, else numbers. */
export type LabelsOf<Response> = Response extends readonly string[]
  ? readonly string[]
  : Response extends readonly boolean[]
    ? readonly boolean[]
    : Response extends VectorInput | MatrixInput
      ? Float64Array
      : Float64Array | readonly string[] | readonly boolean[];
