/** Conversion of a curve fit to a least-squares problem, and of its solution to that of the fit. */

import { requireFunction, requireKnown, requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { noNumber } from '../engine/hints.js';
import { byRows, hasLayout, isByColumns } from '../engine/layout.js';
import { returnedNumber } from '../engine/returned.js';
import { numbersFromJson } from '../engine/wire.js';
import type { LeastSquaresSolution } from '../generated/constrained.js';
import { addFunctions, around, confidenceLevelOf, errorOf } from './intervals.js';
import type { AnyCurveFitProblem, CurveFitSolution } from './problem.js';
import { studentQuantile } from './student.js';

/** The data points of a fit. */
export interface Points {
  /** The values of the predictor: numbers, or rows. */
  readonly x: readonly (number | Float64Array)[];
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** A model as a function of one vector of parameters. */
export interface Model {
  /** The names of the vector's entries. */
  readonly names: readonly string[];
  /** Converts the vector to the form taken by the model and returned to the caller. */
  named(vector: ArrayLike<number>): unknown;
  /** Writes the model's values at the points `x` into `values`. */
  write(vector: ArrayLike<number>, x: Points['x'], values: Float64Array): void;
}

/** The keys of a fit passed on to least squares. */
const SHARED = ['weights', 'loss', 'lossScale', 'tolerance', 'maxIterations', 'history'] as const;

const OWN = ['x', 'y', 'model', 'modelBatch', 'initial', 'lower', 'upper', 'confidenceLevel'] as const;

/** The keys of a fit. */
export const FIT_KEYS: readonly string[] = [...OWN, ...SHARED];

/** Rejects invalid problems, before any of their fields are read. */
export function checkFit(problem: AnyCurveFitProblem): void {
  requireObject(problem, 'problem');
  requireKnown(problem, FIT_KEYS, { isProblem: true });
  confidenceLevelOf(problem);
}

/** Checks and converts the data points of a fit. */
export function pointsOf({ x, y, weights }: Pick<AnyCurveFitProblem, 'x' | 'y' | 'weights'>): Points {
  const points = rowsOf(x);
  const values = vectorOf('y', y);
  if (points.length === 0) throw invalidInput('x', 'must have at least one entry, got none');
  if (values.length !== points.length) {
    throw invalidInput('y', `must have as many entries as x, ${points.length}, got ${values.length}`);
  }
  // The engine checks the number and the signs of the weights.
  const given = weights === undefined ? undefined : vectorOf('weights', weights);
  return { x: points, y: values, weights: given };
}

function rowsOf(x: unknown): Points['x'] {
  if (typeof x === 'object' && x !== null && 'data' in x) {
    const { rows, columns, data } = x as { rows: number; columns: number; data: unknown };
    const flat = vectorOf('x.data', data);
    if (flat.length !== rows * columns) {
      throw invalidInput('x.data', `must have ${rows * columns} entries, got ${flat.length}`);
    }
    const entries = hasLayout(x) && isByColumns(x, 'x') ? byRows(flat, rows, columns) : flat;
    return Array.from({ length: rows }, (_, i) => entries.subarray(i * columns, (i + 1) * columns));
  }
  if (Array.isArray(x) && listOf(x[0]) !== undefined) {
    const rows = x.map((row, i) => vectorOf(`x[${i}]`, row));
    const wrong = rows.findIndex((row) => row.length !== rows[0]?.length);
    if (wrong >= 0) {
      const [expected, got] = [rows[0]?.length, rows[wrong]?.length];
      throw invalidInput(`x[${wrong}]`, `must have as many entries as x[0], ${expected}, got ${got}`);
    }
    return rows;
  }
  return Array.from(vectorOf('x', x));
}

/** Returns arrays as they are, and restores arrays from their JSON form; `undefined` for all other values. */
export function listOf(value: unknown): ArrayLike<unknown> | undefined {
  const isTyped = ArrayBuffer.isView(value) && !(value instanceof DataView);
  return isTyped || Array.isArray(value) ? (value as ArrayLike<unknown>) : numbersFromJson(value);
}

/** Converts a list to a vector of finite numbers. */
export function vectorOf(path: string, value: unknown): Float64Array {
  const numbers = listOf(value);
  if (numbers === undefined) {
    throw invalidInput(path, `must be a vector of numbers, got ${describeValue(value)}`);
  }
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (typeof value !== 'number') throw invalidInput(`${path}[${i}]`, noNumber(value, path));
    if (!Number.isFinite(value))
      throw invalidInput(`${path}[${i}]`, `must be a finite number, got ${describeValue(value)}`);
  }
  return new Float64Array(numbers as ArrayLike<number>);
}

/** Converts values by name to a vector, with `none` for missing names. Vectors are returned as they are. */
export function byName(
  path: string,
  values: unknown,
  names: readonly string[],
  none: number | undefined,
): number[] | unknown {
  if (values === undefined || listOf(values) !== undefined) return values;
  requireObject(values, path);
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) {
      throw invalidInput(`${path}.${name}`, `is no parameter of the model; these are ${names.join(', ')}`);
    }
  }
  return names.map((name) => {
    const value = (values as Record<string, unknown>)[name] ?? none;
    if (typeof value !== 'number') {
      const got = value === undefined ? 'is missing' : `must be a number, got ${describeValue(value)}`;
      throw invalidInput(`${path}.${name}`, got);
    }
    return value;
  });
}

/** An entry of a parameter vector, as named in errors of least squares. */
const ENTRY = /\b(initial|lower|upper)\[(\d+)\]/g;

/**
 * Rewrites an error of least squares in terms of the fit: its model and, if the caller gave names, its parameter names.
 */
export function inNames(error: unknown, problem: AnyCurveFitProblem, names: readonly string[]): unknown {
  if (!(error instanceof SuperlinearError)) return error;
  // The caller provided a model, not residuals.
  if (error.path === 'residuals' && error.message.startsWith('residuals ')) {
    return ofModel(error.message.slice('residuals '.length), problem);
  }
  const given = problem as unknown as Record<string, unknown>;
  const renamed = (text: string) =>
    text.replace(ENTRY, (entry, field: string, place: string) =>
      listOf(given[field]) === undefined ? `${field}.${names[Number(place)]}` : entry,
    );
  const [message, path] = [renamed(error.message), renamed(error.path)];
  if (message === error.message && path === error.path) return error;
  return new SuperlinearError(error.code, message, path, { cause: error });
}

/** The error of a model that gives no numbers. `about` is that of residuals, after their name. */
function ofModel(about: string, problem: AnyCurveFitProblem): SuperlinearError {
  const { model, modelBatch } = problem as unknown as Record<string, unknown>;
  const message = about.replace(/ in entry (\d+)/, ' at x[$1]');
  if (modelBatch !== undefined)
    return invalidInput('modelBatch', `${message}; it is called as modelBatch(parameters, x, values)`);
  const isFunction = typeof model === 'function';
  return invalidInput('model', isFunction ? `${message}; it is called as model(parameters, x)` : message);
}

/** The error of a missing start of these parameters. */
export function missingStart(names: readonly string[]): SuperlinearError {
  const start = names
    .slice(0, 3)
    .map((name) => `${name}: 1`)
    .join(', ');
  return invalidInput('initial', `is missing: a start for each parameter, such as { ${start} }`);
}

/** The fields passed on to least squares unchanged. */
export function shared(problem: AnyCurveFitProblem): Record<string, unknown> {
  const given = problem as unknown as Record<string, unknown>;
  return Object.fromEntries(SHARED.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]));
}

/** A model given as a JavaScript function. */
export function ofFunction(problem: AnyCurveFitProblem): Model {
  const { model, modelBatch, initial } = problem as unknown as Record<string, unknown>;
  if (model !== undefined && modelBatch !== undefined) {
    throw invalidInput(
      'modelBatch',
      'must not be given together with model: one of them computes the values',
    );
  }
  const name = modelBatch === undefined ? 'model' : 'modelBatch';
  const f = modelBatch ?? model;
  requireFunction(name, f);
  if (initial === undefined) throw missingStart(['a', 'k']);
  const vector = listOf(initial);
  if (vector === undefined) requireObject(initial, 'initial');
  const names = vector
    ? Array.from({ length: vector.length }, (_, j) => String(j))
    : Object.keys(initial as object);
  const named = vector
    ? (vector: ArrayLike<number>) => vector
    : (vector: ArrayLike<number>) => objectOf(names, vector);
  const write: Model['write'] =
    name === 'model'
      ? (vector, x, values) => {
          const parameters = named(vector);
          for (let i = 0; i < x.length; i++) values[i] = returnedNumber(name, f(parameters, x[i]));
        }
      : (vector, x, values) => {
          values.fill(Number.NaN);
          const returned = f(named(vector), x, values);
          if (returned === undefined || returned === values) return;
          const list = listOf(returned);
          if (list?.length !== x.length)
            throw invalidInput(name, `must give ${x.length} numbers, gave ${describeValue(returned)}`);
          values.set(list as ArrayLike<number>);
        };
  return { names, named, write };
}

/** The model's values at the points `x`. */
function valuesOf(model: Model, vector: ArrayLike<number>, x: Points['x']): Float64Array {
  const values = new Float64Array(x.length);
  model.write(vector, x, values);
  return values;
}

/** Makes an object from names and values. */
export function objectOf(names: readonly string[], vector: ArrayLike<number>): Record<string, number> {
  const object: Record<string, number> = {};
  for (let j = 0; j < names.length; j++) object[names[j] as string] = vector[j] as number;
  return object;
}

/**
 * Residuals within this many rounding errors of the largest observation count as zero: a single power or exponential
 * has several.
 */
const ROUNDINGS_OF_ZERO = 64;

/**
 * The status of a fit. Least squares does not know the observations and cannot tell if residuals are zero relative to
 * them.
 */
function statusOf(
  { status, residuals }: LeastSquaresSolution,
  { y }: Points,
): LeastSquaresSolution['status'] {
  const size = y.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const isExact = residuals.every(
    (residual) => Math.abs(residual) <= ROUNDINGS_OF_ZERO * Number.EPSILON * size,
  );
  return isExact && status !== 'timeLimit' ? 'converged' : status;
}

/** Converts a least-squares solution to that of a curve fit. */
export function finished<P, X>(
  problem: AnyCurveFitProblem,
  points: Points,
  model: Model,
  solution: LeastSquaresSolution,
): CurveFitSolution<P, X> {
  const { solution: vector, residuals, degreesOfFreedom, standardErrors, covariance } = solution;
  const { weights, y } = points;
  const weight = (i: number) => weights?.[i] ?? 1;
  const total = y.reduce((sum, _, i) => sum + weight(i), 0);
  const mean = y.reduce((sum, value, i) => sum + weight(i) * value, 0) / total;
  const spread = y.reduce((sum, value, i) => sum + weight(i) * (value - mean) ** 2, 0);
  const squares = residuals.reduce((sum, residual, i) => sum + weight(i) * residual ** 2, 0);
  const level = confidenceLevelOf(problem);
  const quantile = standardErrors === undefined ? 0 : studentQuantile(level, degreesOfFreedom);
  const fit = {
    ...solution,
    status: statusOf(solution, points),
    parameters: model.named(vector) as P,
    names: model.names,
    ...(standardErrors && { errors: model.named(standardErrors) as P }),
    ...(standardErrors && { confidence: around(vector, (j) => standardErrors[j] as number, quantile) }),
    rSquared: spread > 0 ? 1 - squares / spread : 1,
    ...(degreesOfFreedom > 0 && { residualStandardError: Math.sqrt(squares / degreesOfFreedom) }),
  };
  const isOne = (x: unknown): boolean =>
    typeof x === 'number' ||
    (typeof points.x[0] !== 'number' && typeof (x as ArrayLike<unknown>)[0] === 'number');
  const predict = (x: unknown) => {
    const at = (isOne(x) ? [x] : Array.from(x as ArrayLike<number>)) as Points['x'];
    const values = valuesOf(model, vector, at);
    return isOne(x) ? values[0] : values;
  };
  const band = (x: unknown) => {
    if (covariance === undefined) return undefined;
    const at = Array.from(x as ArrayLike<number>) as Points['x'];
    const slopes = slopesOf(model, vector, at);
    const error = (i: number) => errorOf(covariance.data, slopes.length, (j) => slopes[j]?.[i] as number);
    return around(valuesOf(model, vector, at), error, quantile);
  };
  addFunctions(fit, { predict, band });
  return fit as unknown as CurveFitSolution<P, X>;
}

/**
 * Derivatives of the model with respect to each parameter, at all points, by central differences: accurate enough for a
 * band.
 */
function slopesOf(model: Model, vector: Float64Array, x: Points['x']): Float64Array[] {
  return Array.from(vector, (value, j) => {
    const step = Math.cbrt(Number.EPSILON) * (Math.abs(value) || 1);
    const at = (shift: number) => valuesOf(model, vector.with(j, value + shift), x);
    const [above, below] = [at(step), at(-step)];
    return Float64Array.from(above, (entry, i) => (entry - (below[i] as number)) / (2 * step));
  });
}
