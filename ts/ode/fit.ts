/**
 * Parameters of differential equations from observed series: least squares of the differences between states and
 * observations, with the sensitivities of the states as their Jacobian.
 */

import { around, confidenceLevelOf, errorOf } from '../curve-fit/intervals.js';
import type { Interval } from '../curve-fit/problem.js';
import { studentQuantile } from '../curve-fit/student.js';
import type { Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireKnown, requireObject } from '../engine/check.js';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import type { LeastSquaresData } from '../families/constrained.js';
import type { LeastSquaresSolution } from '../generated/constrained.js';
import type { EventExpressions, SolveExpressionsProblem, SolveSolution } from '../generated/ode.js';
import { listOf, observationsOf } from './observations.js';

/** Parameters by name, with vectors as lists. */
export type FitParameters = Readonly<Record<string, number | readonly number[]>>;

/** Numbers in the form of guesses. */
export type FittedParameters<Parameters extends FitParameters> = {
  readonly [Name in keyof Parameters]: Parameters[Name] extends number ? number : readonly number[];
};

/** An event during a fit, which may change the state but not end the integration. */
export type FitEvent = Omit<EventExpressions, 'terminal'>;

/** A field with unknown parameters, and observations of its states. */
export interface FitProblem<Parameters extends FitParameters = FitParameters>
  extends Pick<
      SolveExpressionsProblem,
      'field' | 'system' | 'from' | 'method' | 'tolerance' | 'absoluteTolerance' | 'massMatrix'
    >,
    Pick<LeastSquaresData, 'loss' | 'lossScale' | 'maxIterations'> {
  /**
   * Guesses of the parameters, by name. All of them are fitted. Those of a named system may be absent, and keep their
   * defaults.
   */
  readonly parameters: Parameters;
  /** Lower bounds, in the form of `parameters`. Parameters without an entry are unbounded. */
  readonly lower?: Partial<FittedParameters<Parameters>>;
  /** Upper bounds, in the form of `parameters`. Parameters without an entry are unbounded. */
  readonly upper?: Partial<FittedParameters<Parameters>>;
  /** The initial state, or its guess. */
  readonly initial: VectorInput;
  /**
   * Whether the initial state is fitted, too. Entries with a zero in `massMatrix` keep their guesses.
   * @defaultValue `false`
   */
  readonly fitInitial?: boolean;
  /**
   * Events, such as doses at given times. Their formulas may have fitted parameters. An observation at the time of a
   * change is one of the state before it.
   */
  readonly events?: readonly FitEvent[];
  /** The times of the observations. */
  readonly times: VectorInput;
  /**
   * The observed quantities: a function of time `t`, state `y` and parameters, with a number or a vector as value.
   * @defaultValue the state
   */
  readonly observe?: SolveExpressionsProblem['observe'];
  /**
   * The observations: a row for each time, or of one quantity a number for each; `NaN`, or null in JSON, for entries
   * without one.
   */
  readonly observations: VectorInput | MatrixInput;
  /**
   * The weights of the squared residuals, in the form of `observations`, or one for each column: the inverse variances
   * of the observations, up to a factor.
   * @defaultValue ones
   */
  readonly weights?: VectorInput | MatrixInput;
  /**
   * The confidence level of the parameters' intervals and of the band, between 0 and 1.
   * @defaultValue 0.95
   */
  readonly confidenceLevel?: number;
}

/** Lower and upper bounds of a band, a row for each time. */
export interface Band {
  readonly lower: Matrix;
  readonly upper: Matrix;
}

/** The data of a fit. */
export interface FitData<Parameters extends FitParameters = FitParameters> extends LeastSquaresSolution {
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

/**
 * Fitted parameters of differential equations. `predict` and `band` are not data: copies by `structuredClone` and JSON
 * omit them.
 */
export interface FitSolution<Parameters extends FitParameters = FitParameters> extends FitData<Parameters> {
  /** The states, or the values of `observe`, at any times in the order of `times`: a row for each. */
  predict(times: VectorInput): Promise<Matrix>;
  /**
   * The pointwise confidence band of `predict` at `confidenceLevel`, by linearization in the parameters; `undefined`
   * without a covariance.
   */
  band(times: VectorInput): Promise<Band | undefined>;
}

/** As {@link FitSolution}, from a blocking fit. */
export interface SyncFitSolution<Parameters extends FitParameters = FitParameters>
  extends FitData<Parameters> {
  /** See {@link FitSolution.predict}. */
  predict(times: VectorInput): Matrix;
  /** See {@link FitSolution.band}. */
  band(times: VectorInput): Band | undefined;
}

/** The problem as least squares takes it, apart from the way of solving. */
export interface PreparedFit {
  /** The data of the least-squares problem. */
  readonly data: LeastSquaresData;
  /** The integration for a vector of parameters, with sensitivities or without, to the observations or other times. */
  integration(vector: Float64Array, isSensitive: boolean, times?: VectorInput): SolveExpressionsProblem;
  /** The residuals of an integration; `NaN` if it ended early. */
  residuals(solution: SolveSolution): Float64Array;
  /** The derivatives of the residuals by the parameters, row by row. */
  jacobian(solution: SolveSolution): Float64Array;
  /** The data of the fit. */
  finished(solution: LeastSquaresSolution): FitData;
  /** The observed quantities of an integration. */
  predicted(solution: SolveSolution): Matrix;
  /** Their confidence band, by an integration with sensitivities. */
  band(fit: FitData, solution: SolveSolution): Band;
  /** An error of least squares in the words of the fit. */
  inNames(error: unknown): unknown;
}

const INTEGRATION = [
  'field',
  'system',
  'observe',
  'initial',
  'from',
  'times',
  'method',
  'tolerance',
  'absoluteTolerance',
  'massMatrix',
  'events',
] as const;
const LEAST_SQUARES = ['loss', 'lossScale', 'maxIterations'] as const;
const OWN = [
  'parameters',
  'lower',
  'upper',
  'observations',
  'weights',
  'fitInitial',
  'confidenceLevel',
] as const;

/** The keys of a fit. */
export const FIT_KEYS: readonly string[] = [...INTEGRATION, ...LEAST_SQUARES, ...OWN];

/** The name of the initial state in sensitivities. */
const INITIAL = 'initial';

/** A parameter with the place of its first element. */
interface Parameter {
  readonly name: string;
  readonly start: number;
  /** The number of elements of a vector; `undefined` for a number. */
  readonly length: number | undefined;
}

/** A fitted number: an element of something with sensitivities. */
interface Unknown {
  readonly name: string;
  /** The name in sensitivities, the element, and the number of elements. */
  readonly of: string;
  readonly element: number;
  readonly count: number;
}

/** Checks a fit, and prepares its least-squares problem. */
export function preparedFit(problem: FitProblem): PreparedFit {
  requireObject(problem, 'problem');
  requireKnown(problem, FIT_KEYS, { isProblem: true });
  const level = confidenceLevelOf(problem);
  requireEvents(problem);
  const parameters = parametersOf(problem.parameters);
  const state = Array.from(listOf('initial', problem.initial) as ArrayLike<number>);
  const fitted = fittedEntries(problem, parameters, state.length);
  const unknowns = [...parameters.flatMap(unknownsOf), ...fitted.map((i) => unknownOfState(i, state.length))];
  const start = unknowns.length - fitted.length;
  const width = problem.observe === undefined ? { count: state.length, of: 'initial' } : undefined;
  const { observed, columns, isWeighted } = observationsOf(problem, width);
  const bounds = (path: 'lower' | 'upper', none: number) =>
    problem[path] === undefined
      ? {}
      : { [path]: [...vectorOf(path, problem[path], parameters, none), ...fitted.map(() => none)] };
  const grouped = (vector: ArrayLike<number>) =>
    Object.fromEntries(parameters.map((own) => entryOf(own, vector)));
  const initialOf = (vector: ArrayLike<number>) => {
    const initial = [...state];
    fitted.forEach((i, k) => {
      initial[i] = vector[start + k] as number;
    });
    return initial;
  };
  const isComplete = (solution: SolveSolution) => {
    const { rows, columns: values } = predictedOf(solution);
    if (rows > 0 && values !== columns)
      throw invalidInput(
        'observations[0]',
        `must have as many entries as observe, ${values}, got ${columns}`,
      );
    return solution.status === 'finished';
  };
  return {
    data: {
      ...picked(problem, LEAST_SQUARES),
      ...bounds('lower', -Infinity),
      ...bounds('upper', Infinity),
      ...(isWeighted && { weights: observed.map(({ weight }) => weight) }),
      initial: [
        ...vectorOf('parameters', problem.parameters, parameters, undefined),
        ...fitted.map((i) => state[i] as number),
      ],
      residualCount: observed.length,
    },
    integration: (vector, isSensitive, times = problem.times) =>
      ({
        ...picked(problem, INTEGRATION),
        times,
        initial: initialOf(vector),
        parameters: grouped(vector),
        estimateError: false,
        ...(isSensitive && { sensitivities: [...new Set(unknowns.map((unknown) => unknown.of))] }),
      }) as unknown as SolveExpressionsProblem,
    residuals(solution) {
      if (!isComplete(solution)) return new Float64Array(observed.length).fill(Number.NaN);
      const { data } = predictedOf(solution);
      return Float64Array.from(observed, ({ place, value }) => (data[place] as number) - value);
    },
    jacobian(solution) {
      if (!isComplete(solution)) return new Float64Array(observed.length * unknowns.length).fill(Number.NaN);
      return slopesAt(
        solution,
        unknowns,
        observed.map(({ place }) => place),
      );
    },
    finished: (solution) =>
      ({
        ...solution,
        parameters: grouped(solution.solution),
        ...(solution.standardErrors && { errors: grouped(solution.standardErrors) }),
        ...(fitted.length > 0 && { initial: initialOf(solution.solution) }),
        names: unknowns.map(({ name }) => name),
        ...confidenceOf(solution, level),
      }) as unknown as FitData,
    predicted,
    band: (fit, solution) => bandOf(fit, solution, { unknowns, level }),
    inNames: (error) =>
      inNames(
        error,
        unknowns.map(({ name }) => name),
      ),
  };
}

/** Refuses events that end integrations, and changes without sensitivities. */
function requireEvents({ events, massMatrix }: FitProblem): void {
  if (!Array.isArray(events)) return;
  const hasAlgebraic = massMatrix !== undefined && Array.from(massMatrix).includes(0);
  events.forEach((event: Partial<EventExpressions> | null | undefined, k) => {
    if (event?.terminal)
      throw invalidInput(`events[${k}].terminal`, 'must be absent: a fit integrates to the last of times');
    if (hasAlgebraic && event?.function !== undefined && event.change !== undefined) {
      const message =
        'must not be given beside function where massMatrix has zeros; events at given times may have one';
      throw invalidInput(`events[${k}].change`, message);
    }
  });
}

/** The fitted entries of the initial state: those that are not algebraic. */
function fittedEntries(
  { fitInitial = false, massMatrix }: FitProblem,
  parameters: readonly Parameter[],
  count: number,
): number[] {
  if (typeof fitInitial !== 'boolean')
    throw invalidInput('fitInitial', `must be a boolean, got ${describeValue(fitInitial)}`);
  if (!fitInitial) return [];
  if (parameters.some(({ name }) => name === INITIAL))
    throw invalidInput('parameters.initial', 'must have another name if fitInitial is set');
  const all = Array.from({ length: count }, (_, i) => i);
  return massMatrix === undefined ? all : all.filter((i) => massMatrix[i] !== 0);
}

const unknownsOf = ({ name, length }: Parameter): Unknown[] =>
  length === undefined
    ? [{ name, of: name, element: 0, count: 1 }]
    : Array.from({ length }, (_, k) => ({ name: `${name}[${k}]`, of: name, element: k, count: length }));

const unknownOfState = (i: number, count: number): Unknown => ({
  name: `${INITIAL}[${i}]`,
  of: INITIAL,
  element: i,
  count,
});

const predictedOf = ({ observed, states }: SolveSolution) => observed ?? states;

/** The observed quantities of an integration to given times. */
function predicted(solution: SolveSolution): Matrix {
  if (solution.status === 'finished') return predictedOf(solution);
  const end = solution.times.at(-1);
  throw invalidInput('times', `must be those of a solution, which ended at ${end} as ${solution.status}`);
}

/** The derivatives of entries of all observed quantities, by all unknowns in turn. */
function slopesAt(
  { observedSensitivities, sensitivities }: SolveSolution,
  unknowns: readonly Unknown[],
  places: readonly number[],
): Float64Array {
  const all = observedSensitivities ?? sensitivities ?? {};
  const slopes = new Float64Array(places.length * unknowns.length);
  unknowns.forEach(({ of, element, count }, k) => {
    const { data } = all[of] as Matrix;
    places.forEach((place, row) => {
      slopes[row * unknowns.length + k] = data[place * count + element] as number;
    });
  });
  return slopes;
}

/** The confidence band of all observed quantities of an integration. */
function bandOf(
  { covariance, degreesOfFreedom }: FitData,
  solution: SolveSolution,
  { unknowns, level }: { readonly unknowns: readonly Unknown[]; readonly level: number },
): Band {
  const { rows, columns, data } = predicted(solution);
  const n = unknowns.length;
  const slopes = slopesAt(
    solution,
    unknowns,
    Array.from(data, (_, place) => place),
  );
  const error = (place: number) => errorOf(covariance?.data ?? [], n, (j) => slopes[place * n + j] as number);
  const { lower, upper } = around(data, error, studentQuantile(level, degreesOfFreedom));
  return { lower: { rows, columns, data: lower }, upper: { rows, columns, data: upper } };
}

const picked = <Key extends string>(problem: { readonly [K in Key]?: unknown }, keys: readonly Key[]) =>
  Object.fromEntries(keys.filter((key) => problem[key] !== undefined).map((key) => [key, problem[key]]));

/** The parameters in the order of the guesses. */
function parametersOf(guesses: unknown): Parameter[] {
  if (guesses === undefined)
    throw invalidInput('parameters', 'is missing: a guess for each parameter, such as { k: 1 }');
  requireObject(guesses, 'parameters');
  let start = 0;
  const parameters = Object.entries(guesses).map(([name, value]) => {
    const form = 'a number or a vector of numbers';
    const length = typeof value === 'number' ? undefined : listOf(`parameters.${name}`, value, form).length;
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

/** The name and value of a parameter in a vector of all elements. */
function entryOf({ name, start, length }: Parameter, vector: ArrayLike<number>): [string, number | number[]] {
  if (length === undefined) return [name, vector[start] as number];
  return [name, Array.from({ length }, (_, k) => vector[start + k] as number)];
}

function confidenceOf(
  { solution, standardErrors, degreesOfFreedom }: LeastSquaresSolution,
  level: number,
): { confidence?: Interval } {
  if (standardErrors === undefined) return {};
  const quantile = studentQuantile(level, degreesOfFreedom);
  return { confidence: around(solution, (j) => standardErrors[j] as number, quantile) };
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
      if (name.startsWith(`${INITIAL}[`)) return name;
      return `${field === 'initial' ? 'parameters' : field}.${name}`;
    });
  const [message, path] = [renamed(error.message), renamed(error.path)];
  if (message === error.message && path === error.path) return error;
  return new SuperlinearError(error.code, message, path, { cause: error });
}
