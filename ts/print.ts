/** Solutions as text for people: a table of estimates, or the numbers by name. */

import { describeValue, invalidInput } from './engine/errors.js';
import { printableInLine } from './engine/printable.js';
import { type Data, dataOf, isList, listOf, revived, sizeOf, vectorOf } from './views/data.js';
import { figure } from './views/format.js';

/** Shown numbers of a list. */
const SHOWN = 8;
/** Shown lines of a table. */
const MAX_LINES = 40;
const DIGITS = 5;

/**
 * Prints a solution on the console: of fits a table of parameters with standard errors and intervals, of others the
 * status and the numbers by name, with long arrays cut.
 *
 * @example
 * ```ts
 * import { constrained, print } from 'superlinear';
 *
 * const fit = await constrained.curveFit({ model: 'exponentialDecay', x: [0, 1, 2, 4, 8], y: [9.8, 6.1, 3.7, 1.4, 0.2] });
 * print(fit);
 * ```
 */
export function print(solution: object): void {
  console.log(textOf(solution));
}

/** The text of `print`. */
export function textOf(solution: object): string {
  if (typeof solution !== 'object' || solution === null)
    throw invalidInput('solution', `must be a solution, got ${describeValue(solution)}`);
  const data = dataOf(revived(solution));
  const estimates = estimatesOf(data);
  const used = estimates.length > 0 ? ESTIMATE_FIELDS : [];
  const rest = linesOf(data, ['status', ...used]);
  const heading = typeof data.status === 'string' ? printableInLine(data.status) : '';
  return [heading, aligned(estimates), aligned(rest)].filter((part) => part !== '').join('\n\n');
}

/** The fields of fits in the table of estimates, or known from it. */
const ESTIMATE_FIELDS = [
  'names',
  'parameters',
  'errors',
  'solution',
  'standardErrors',
  'confidence',
  'covariance',
  'boundMultipliers',
];

/** A row for each parameter of a fit with standard errors, below the headings; none for other solutions. */
function estimatesOf({ names, solution, standardErrors, confidence }: Data): string[][] {
  const values = vectorOf(solution);
  const errors = vectorOf(standardErrors);
  if (!isList(names) || values.length !== names.length) return [];
  const { lower, upper } = dataOf(confidence);
  const [lows, highs] = [vectorOf(lower), vectorOf(upper)];
  const hasInterval = lows.length === values.length && highs.length === values.length;
  const hasErrors = errors.length === values.length;
  const rows = values.map((value, k) => [
    String(names[k]),
    figure(value, DIGITS),
    ...(hasErrors ? [figure(errors[k] as number, 2)] : []),
    ...(hasInterval ? [`${figure(lows[k] as number, DIGITS)} to ${figure(highs[k] as number, DIGITS)}`] : []),
  ]);
  const headings = [
    'parameter',
    'estimate',
    ...(hasErrors ? ['standard error'] : []),
    ...(hasInterval ? ['interval'] : []),
  ];
  return [headings, ...rows];
}

/** A line for each field, and for each field of parts. */
function linesOf(data: Data, left: readonly string[], path = ''): string[][] {
  return Object.entries(data).flatMap(([name, value]): string[][] => {
    if (left.includes(name) || value === undefined || typeof value === 'function') return [];
    const { rows, columns } = sizeOf(value);
    if (columns > 0 && !isList(value)) return [[path + name, `${rows} × ${columns} matrix`]];
    if (typeof value === 'object' && value !== null && !isList(value))
      return path === '' ? linesOf(dataOf(value), [], `${name}.`) : [];
    return [[path + name, inWords(value)]];
  });
}

function inWords(value: unknown): string {
  if (typeof value === 'number') return figure(value, DIGITS);
  if (!isList(value)) return String(value);
  const entries = listOf(value);
  if (entries.some((entry) => typeof entry === 'object' && entry !== null))
    return `${entries.length} entries`;
  if (entries.length === 0) return 'none';
  const shown = entries.slice(0, SHOWN).map(inWords).join(', ');
  return entries.length > SHOWN ? `${shown}, … (${entries.length})` : shown;
}

/** Columns of equal width. */
function aligned(rows: readonly (readonly string[])[]): string {
  const left = rows.length > MAX_LINES ? [[`… ${rows.length - MAX_LINES} more`]] : [];
  const shown = [...rows.slice(0, MAX_LINES), ...left].map((row) => row.map(printableInLine));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => row[column]?.length ?? 0)),
  );
  return shown
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
