/**
 * Parameters of differential equations from observed series: least squares of the differences between states and
 * observations, with the sensitivities of the states as their Jacobian.
 */

import type { Interval } from '../curve-fit/problem.js';
import { studentQuantile } from '../curve-fit/student.js';
import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireKnown, requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { LeastSquaresData } from '../families/constrained.js';
import type { LeastSquaresSolution } from '../generated/constrained.js';
import type { SolveExpressionsProblem, SolveSolution } from '../generated/ode.js';

/** Parameters by name, with vectors as lists. */
export type FitParameters = Readonly<Record<string, number | readonly number[]>>;

/** Numbers in the form of guesses. */
export type FittedParameters<Parameters extends FitParameters> = {
  readonly [Name in keyof Parameters]: Parameters[Name] extends number ? number : readonly number[];
};

/** A field with unknown parameters, and observations of its states. */
export interface FitProblem<Parameters extends FitParameters = FitParameters>
  extends Pick<
      SolveExpressionsProblem,
      'field' | 'from' | 'method' | 'tolerance' | 'absoluteTolerance' | 'massMatrix'
    >,
    Pick<LeastSquaresData, 'loss' | 'lossScale' | 'maxIterations'> {
  /** Guesses of the parameters, by name. All of them are fitted. */
  readonly parameters: Parameters;
  /** Lower bounds, in the form of `parameters`. Parameters without an entry are unbounded. */
  readonly lower?: Partial<FittedParameters<Parameters>>;
  /** Upper bounds, in the form of `parameters`. Parameters without an entry are unbounded. */
  readonly upper?: Partial<FittedParameters<Parameters>>;
  /** The initial state, or its guess. */
  readonly initial: VectorInput;
  /**
   * Whether the initial state is fitted, too.
   * @defaultValue `false`
   */
  readonly fitInitial?: boolean;
  /** The times of the observations. */
  readonly times: VectorInput;
  /** The observed states, a row for each time; `NaN`, or null in JSON, for entries without an observation. */
  readonly observations: MatrixInput;
  /**
   * The confidence level of the parameters' intervals, between 0 and 1.
   * @defaultValue 0.95
   */
  readonly confidenceLevel?: number;
}

/** Fitted parameters of differential equations. */
export interface FitSolution<Parameters extends FitParameters = FitParameters> extends LeastSquaresSolution {
  /** The parameters by name, in the form of the guesses. */
  readonly parameters: FittedParameters<Parameters>;
  /** The standard errors of the parameters, in the form of `parameters`. Present if `standardErrors` is. */
  readonly errors?: FittedParameters<Parameters>;
  /** The fitted initial state. Present if `fitInitial` was set. */
  readonly initial?: readonly number[];
  /** The names of the entries of `solution`, `standardErrors` and all other fields with one entry per parameter. */
  readonly names: readonly string[];
  /**
   * Confidence intervals of the parameters at `confidenceLevel`, by Student's t distribution. Present if `covariance`
   * is.
   */
  readonly confidence?: Interval;
}

/** The problem as least squares takes it, apart from the way of solving. */
export interface PreparedFit {
  /** The data of the least-squares problem. */
  readonly data: LeastSquaresData;
  /** The integration for a vector of parameters, with sensitivities or without. */
  integration(vector: Float64Array, isSensitive: boolean): SolveExpressionsProblem;
  /** The residuals of an integration; `NaN` if it ended early. */
  residuals(solution: SolveSolution, vector: Float64Array): Float64Array;
  /** The derivatives of the residuals by the parameters, row by row. */
  jacobian(solution: SolveSolution): Float64Array;
  /** The solution of the fit. */
  finished(solution: LeastSquaresSolution): FitSolution;
  /** An error of least squares in the words of the fit. */
  inNames(error: unknown): unknown;
}

const INTEGRATION = [
  'field',
  'initial',
  'from',
  'times',
  'method',
  'tolerance',
  'absoluteTolerance',
  'massMatrix',
] as const;
const LEAST_SQUARES = ['loss', 'lossScale', 'maxIterations'] as const;
const OWN = ['parameters', 'lower', 'upper', 'observations', 'fitInitial', 'confidenceLevel'] as const;

/** The keys of a fit. */
export const FIT_KEYS: readonly string[] = [...INTEGRATION, ...LEAST_SQUARES, ...OWN];

/** A parameter with the place of its first element. */
interface Parameter {
  readonly name: string;
  readonly start: number;
  /** The number of elements of a vector; `undefined` for a number. */
  readonly length: number | undefined;
}

/** Checks a fit, and prepares its least-squares problem. */
export function preparedFit(problem: FitProblem): PreparedFit {
  requireObject(problem, 'problem');
  requireKnown(problem, FIT_KEYS);
  const { confidenceLevel = 0.95 } = problem;
  if (!(typeof confidenceLevel === 'number' && confidenceLevel > 0 && confidenceLevel < 1)) {
    const got = describeValue(confidenceLevel);
    throw invalidInput('confidenceLevel', `must be above 0 and below 1, got ${got}`);
  }
  const { fitInitial = false } = problem;
  if (typeof fitInitial !== 'boolean')
    throw invalidInput('fitInitial', `must be a boolean, got ${describeValue(fitInitial)}`);
  const parameters = parametersOf(problem.parameters);
  const observed = observedOf(problem);
  const state = fitInitial ? stateOf(problem, parameters) : undefined;
  const all = state === undefined ? parameters : [...parameters, state.parameter];
  const names = all.flatMap((own) => {
    const name = own === state?.parameter ? 'initial' : own.name;
    return own.length === undefined ? [name] : Array.from({ length: own.length }, (_, k) => `${name}[${k}]`);
  });
  const unbounded = (none: number) => Array.from(state?.guess ?? [], () => none);
  const bounds = (path: 'lower' | 'upper', none: number) =>
    problem[path] === undefined
      ? {}
      : { [path]: [...vectorOf(path, problem[path], parameters, none), ...unbounded(none)] };
  const grouped = (vector: ArrayLike<number>, of = all) =>
    Object.fromEntries(of.map((own) => entryOf(own, vector)));
  const skipped = state?.skipped ?? 0;
  const columns = listOf('initial', problem.initial).length;
  return {
    data: {
      ...picked(problem, LEAST_SQUARES),
      ...bounds('lower', -Infinity),
      ...bounds('upper', Infinity),
      initial: [
        ...vectorOf('parameters', problem.parameters, parameters, undefined),
        ...(state?.guess ?? []),
      ],
      residualCount: observed.length,
    },
    integration: (vector, isSensitive) =>
      ({
        ...picked(problem, INTEGRATION),
        ...state?.problem,
        parameters: grouped(vector),
        estimateError: false,
        ...(isSensitive && { sensitivities: all.map(({ name }) => name) }),
      }) as unknown as SolveExpressionsProblem,
    residuals({ status, states }, vector) {
      if (status !== 'finished') return new Float64Array(observed.length).fill(Number.NaN);
      return Float64Array.from(observed, ({ place, value }) => {
        const own = place - skipped * columns;
        const start = state?.parameter.start ?? 0;
        return ((own < 0 ? vector[start + place] : states.data[own]) as number) - value;
      });
    },
    jacobian({ status, sensitivities = {} }) {
      const entries = new Float64Array(observed.length * names.length);
      if (status !== 'finished') return entries.fill(Number.NaN);
      for (const { name, start, length = 1 } of all) {
        const { data } = sensitivities[name] as { data: Float64Array };
        observed.forEach(({ place }, row) => {
          const own = place - skipped * columns;
          for (let k = 0; k < length; k++)
            if (own >= 0) entries[row * names.length + start + k] = data[own * length + k] as number;
        });
      }
      if (state !== undefined) {
        observed.forEach(({ place }, row) => {
          if (place < skipped * columns) entries[row * names.length + state.parameter.start + place] = 1;
        });
      }
      return entries;
    },
    finished: (solution) =>
      ({
        ...solution,
        parameters: grouped(solution.solution, parameters),
        ...(solution.standardErrors && { errors: grouped(solution.standardErrors, parameters) }),
        ...(state && { initial: entryOf(state.parameter, solution.solution)[1] }),
        names,
        ...confidenceOf(solution, confidenceLevel),
      }) as unknown as FitSolution,
    inNames: (error) => inNames(error, names),
  };
}

/**
 * The initial state as a further parameter: a change at the initial time sets the state to it. Observations at that time
 * are of the parameter itself.
 */
function stateOf({ initial, from = 0, times }: FitProblem, parameters: readonly Parameter[]) {
  const guess = Array.from(listOf('initial', initial) as ArrayLike<number>);
  let name = 'initial';
  while (parameters.some((parameter) => parameter.name === name)) name += '_';
  const start = parameters.reduce((sum, { length }) => sum + (length ?? 1), 0);
  const skipped = times[0] === from ? 1 : 0;
  return {
    guess,
    skipped,
    parameter: { name, start, length: guess.length },
    problem: {
      times: Array.from(times).slice(skipped),
      events: [{ times: [from], change: { formula: name, inputs: { [name]: guess.length } } }],
    },
  };
}

const picked = <Key extends string>(problem: { readonly [K in Key]?: unknown }, keys: readonly Key[]) =>
  Object.fromEntries(keys.filter((key) => problem[key] !== undefined).map((key) => [key, problem[key]]));

/** The parameters in the order of the guesses. */
function parametersOf(guesses: unknown): Parameter[] {
  requireObject(guesses, 'parameters');
  let start = 0;
  const parameters = Object.entries(guesses).map(([name, value]) => {
    const length = typeof value === 'number' ? undefined : listOf(`parameters.${name}`, value).length;
    const parameter = { name, start, length };
    start += length ?? 1;
    return parameter;
  });
  if (start === 0) throw invalidInput('parameters', 'must have at least one entry, got none');
  return parameters;
}

/** The elements of all parameters as a vector, with `none` for missing ones. */
function vectorOf(
  path: string,
  given: unknown,
  parameters: readonly Parameter[],
  none: number | undefined,
): number[] {
  requireObject(given, path);
  const values = given as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(values)) {
    if (parameters.some((parameter) => parameter.name === name)) continue;
    const known = parameters.map((parameter) => parameter.name).join(', ');
    throw invalidInput(`${path}.${name}`, `is none of the parameters, which are ${known}`);
  }
  return parameters.flatMap(({ name, length }) => {
    const value = values[name];
    const count = length ?? 1;
    if (value === undefined && none !== undefined) return Array.from({ length: count }, () => none);
    const list = length === undefined ? [value] : listOf(`${path}.${name}`, value);
    if (list.length !== count)
      throw invalidInput(
        `${path}.${name}`,
        `must have ${count} entries, as in parameters, got ${list.length}`,
      );
    return Array.from(list, (entry, k) => {
      if (typeof entry === 'number') return entry;
      const place = length === undefined ? '' : `[${k}]`;
      throw invalidInput(`${path}.${name}${place}`, `must be a number, got ${describeValue(entry)}`);
    });
  });
}

function listOf(path: string, value: unknown): ArrayLike<unknown> {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!isList)
    throw invalidInput(path, `must be a number or a vector of numbers, got ${describeValue(value)}`);
  return value as unknown as ArrayLike<unknown>;
}

/** The name and value of a parameter in a vector of all elements. */
function entryOf({ name, start, length }: Parameter, vector: ArrayLike<number>): [string, number | number[]] {
  if (length === undefined) return [name, vector[start] as number];
  return [name, Array.from({ length }, (_, k) => vector[start + k] as number)];
}

/** The observations with their places among the entries of all states. */
function observedOf({ observations, times, initial }: FitProblem): { place: number; value: number }[] {
  const [rows, columns] = [listOf('times', times).length, listOf('initial', initial).length];
  const entries = rowsOf(observations);
  if (entries.length !== rows) {
    const message = `must have as many rows as times has entries, ${rows}, got ${entries.length}`;
    throw invalidInput('observations', message);
  }
  const observed: { place: number; value: number }[] = [];
  entries.forEach((row, i) => {
    if (row.length !== columns) {
      const message = `must have as many entries as initial, ${columns}, got ${row.length}`;
      throw invalidInput(`observations[${i}]`, message);
    }
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      // JSON has null in the place of NaN.
      if (value === null) continue;
      if (typeof value !== 'number' || Math.abs(value) === Infinity) {
        const message = `must be a finite number, or NaN where there is no observation, got ${describeValue(value)}`;
        throw invalidInput(`observations[${i}][${j}]`, message);
      }
      if (!Number.isNaN(value)) observed.push({ place: i * columns + j, value });
    }
  });
  if (observed.length === 0)
    throw invalidInput('observations', 'must have at least one entry other than NaN');
  return observed;
}

/** The rows of a matrix in any form. */
function rowsOf(matrix: unknown): ArrayLike<unknown>[] {
  if (Array.isArray(matrix)) return matrix.map((row, i) => listOf(`observations[${i}]`, row));
  requireObject(matrix, 'observations');
  const { rows, columns, data } = matrix as { rows?: number; columns?: number; data?: unknown };
  const entries = Array.from(listOf('observations.data', data));
  if (rows === undefined || columns === undefined || rows * columns !== entries.length)
    throw invalidInput('observations.data', 'must have as many entries as rows and columns say');
  return Array.from({ length: rows }, (_, i) => entries.slice(i * columns, (i + 1) * columns));
}

function confidenceOf(
  { solution, standardErrors, degreesOfFreedom }: LeastSquaresSolution,
  level: number,
): { confidence?: Interval } {
  if (standardErrors === undefined) return {};
  const quantile = studentQuantile(level, degreesOfFreedom);
  const shifted = (sign: number) =>
    Float64Array.from(solution, (value, j) => value + sign * quantile * (standardErrors[j] as number));
  return { confidence: { lower: shifted(-1), upper: shifted(1) } };
}

/** An entry of the vector of parameters, as named by least squares. */
const ENTRY = /\b(initial|lower|upper)\[(\d+)\]/g;

/** Rewrites an error of least squares in terms of the fit. */
function inNames(error: unknown, names: readonly string[]): unknown {
  if (!(error instanceof SuperlinearError)) return error;
  if (error.path === 'residuals')
    return invalidInput(
      'parameters',
      'must be guesses for which the equations have a solution up to the last time',
    );
  const renamed = (text: string) =>
    text.replace(ENTRY, (_, field: string, place: string) => {
      const name = names[Number(place)] as string;
      if (name.startsWith('initial[')) return name;
      return `${field === 'initial' ? 'parameters' : field}.${name}`;
    });
  const [message, path] = [renamed(error.message), renamed(error.path)];
  if (message === error.message && path === error.path) return error;
  return new SuperlinearError(error.code, message, path, { cause: error });
}
