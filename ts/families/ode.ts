/**
 * Ordinary differential equations: initial value problems, stiff or not, with output at any time, events, changes of
 * the state, algebraic equations and sensitivities to parameters.
 */

import { addFunctions } from '../curve-fit/intervals.js';
import type { MatrixInput, VectorInput } from '../engine/arrays.js';
import { requireObject } from '../engine/check.js';
import {
  type Answerer,
  converse,
  converseSync,
  NESTED,
  numberAnswerer,
  type Questions,
  vectorAnswerer,
} from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { type MatrixAnswer, matrixAnswerer } from '../engine/matrix-answers.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { tellMethods } from '../engine/probe.js';
import { solve as solveData, solveSync as solveDataSync } from '../expression/solve.js';
import type { LeastSquaresRecord, Structure } from '../generated/constrained.js';
import type {
  EventExpressions,
  IntegrationRecord,
  SolveExpressionsProblem,
  SolveSolution,
} from '../generated/ode.js';
import {
  type FitData,
  type FitParameters,
  type FitProblem,
  type FitSolution,
  preparedFit,
  type SyncFitSolution,
} from '../ode/fit.js';
import { solvePlain, solvePlainSync } from '../ode/plain.js';
import { leastSquares, leastSquaresSync } from './constrained.js';
import '#wasm/ode.js';

export type * from '../engine/dialogue-types.js';
export type { MatrixAnswer } from '../engine/matrix-answers.js';
export type { Structure } from '../generated/constrained.js';
export * from '../generated/ode.js';
export type {
  Band,
  FitData,
  FitEvent,
  FitParameters,
  FitProblem,
  FitSolution,
  FittedParameters,
  SyncFitSolution,
} from '../ode/fit.js';

/** The data of an event. */
export type EventData = Omit<EventExpressions, 'function' | 'change'>;

/** An event of functions in JavaScript: a zero of a function, or given times. */
export interface EventOfFunctions<NumberResult, VectorResult> extends EventData {
  /** A function of time and state. The event happens where it passes zero. */
  function?(t: number, y: Float64Array): NumberResult;
  /**
   * The state after the event, returned or written into the last argument.
   * @defaultValue no change
   */
  change?(t: number, y: Float64Array, after: Float64Array): VectorResult;
}

/**
 * The functions of a problem. Vector-valued functions return the vector, or write it into their last argument and
 * return nothing. All arguments are reused for the next question: do not keep them. `NaN` or an infinity makes the step
 * shorter.
 */
export interface FieldFunctions<NumberResult, VectorResult, MatrixResult> {
  /** The field `f`: the derivative of the state, or with a mass matrix `M` its product with `M`. */
  field(t: number, y: Float64Array, derivative: Float64Array): VectorResult;
  /**
   * The Jacobian of the field by the state: all entries, row by row, or only those of `jacobianStructure`. Implicit steps
   * and sensitivities ask for it.
   * @defaultValue forward differences
   */
  jacobian?(t: number, y: Float64Array, entries: Float64Array): MatrixResult;
  /** The events. */
  readonly events?: readonly EventOfFunctions<NumberResult, VectorResult>[];
}

/** The functions of a problem, which may be asynchronous. */
export type SolveFunctions = FieldFunctions<
  number | PromiseLike<number>,
  VectorAnswer | PromiseLike<VectorAnswer>,
  MatrixAnswer | PromiseLike<MatrixAnswer>
>;

/** The functions of a problem, synchronous, for the blocking function. */
export type SyncSolveFunctions = FieldFunctions<number, VectorAnswer, MatrixAnswer>;

/** The data of a problem with functions in JavaScript. */
export type SolveData = Omit<
  SolveExpressionsProblem,
  'field' | 'system' | 'parameters' | 'events' | 'sensitivities' | 'observe'
> & {
  readonly initial: VectorInput | MatrixInput;
  /**
   * The derivatives of the states to compute: `['initial']` for those by the initial state, by the variational equation.
   * Differences for its Jacobian limit their accuracy to about 1e-7.
   * @defaultValue none
   */
  readonly sensitivities?: false | readonly 'initial'[];
  /**
   * The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order. Without
   * `jacobian`, each difference serves several columns.
   * @defaultValue all entries
   */
  readonly jacobianStructure?: Structure;
};

/** A problem for a dialogue. */
export interface SolveProblem extends SolveData {
  /**
   * Whether the Jacobian of the field can be requested.
   * @defaultValue `false`
   */
  readonly jacobian?: boolean;
  /** The events, with `true` in place of the functions that can be requested. */
  readonly events?: readonly (EventData & { readonly function?: boolean; readonly change?: boolean })[];
}

/**
 * Solves an initial value problem `y' = f(t, y)`, or `M y' = f(t, y)` with a diagonal mass matrix. Explicit Runge–Kutta
 * methods by Dormand and Prince (1980; of order 8 by Hairer, Nørsett, Wanner, 1993) take over where the problem is not
 * stiff, Radau IIA of order 5 (Hairer, Wanner, 1996) where it is; dense output gives the states at the wanted times and
 * finds events. The error that accumulates over all steps is estimated by a second integration.
 *
 * The field is data, a formula of the time `t`, the state `y` and parameters, or the name of a well-known system, with
 * exact derivatives; or it is a function in JavaScript.
 *
 * @example
 * ```ts
 * // Predators and prey, and the sensitivities of their numbers to the parameters.
 * const { times, states, sensitivities, errorEstimate } = await solve({
 *   field: {
 *     formula: '[a * y[0] - b * y[0] * y[1], b * y[0] * y[1] - c * y[1]]',
 *     inputs: { y: 2, a: [], b: [], c: [] },
 *   },
 *   parameters: { a: 1, b: 0.1, c: 1.5 },
 *   initial: [10, 5],
 *   times: [0, 1, 2, 5, 10],
 *   sensitivities: true,
 * });
 *
 * // A named system, from its customary state.
 * const lorenz = await solve({ system: 'lorenz', parameters: { rho: 100 }, to: 10 });
 *
 * // A bouncing ball, up to its third bounce.
 * const { events } = await solve({
 *   field: (_t, [, v = 0]) => [v, -9.81],
 *   initial: [10, 0],
 *   to: 20,
 *   events: [
 *     { function: (_t, [height = 0]) => height, direction: -1, change: (_t, [, v = 0]) => [0, -0.8 * v], terminal: 3 },
 *   ],
 * });
 * ```
 */
export async function solve(
  problem: (SolveData & SolveFunctions) | SolveExpressionsProblem,
  options?: RunOptions<IntegrationRecord>,
): Promise<SolveSolution> {
  if (holdsData(problem)) return solveData(METHOD, problem, options);
  const plain = await solvePlain(problem, options, answererOfField);
  if (plain !== undefined) return plain;
  return converse(METHOD, withFunctionsApart(problem), QUESTIONS, options as RunOptions<never>);
}

/**
 * Blocking version of {@link solve}; functions must be synchronous. In a page, call `await load('ode')` first; for
 * functions given as data, `await load('ode-expressions')`.
 */
export function solveSync(
  problem: (SolveData & SyncSolveFunctions) | SolveExpressionsProblem,
  options?: SyncRunOptions,
): SolveSolution {
  if (holdsData(problem)) return solveDataSync(METHOD, problem, options);
  const plain = solvePlainSync(problem, options, answererOfField);
  if (plain !== undefined) return plain;
  return converseSync(METHOD, withFunctionsApart(problem), QUESTIONS, options);
}

/**
 * {@link solve} as a dialogue, for a field evaluated elsewhere, or in a process that may exit before the solve ends. Set
 * `jacobian`, and `function` and `change` of events, to `true` where they can be asked. In a page, call
 * `await load('ode')` first.
 *
 * | question | point | answer |
 * | --- | --- | --- |
 * | `field` | the time, the state | the derivative |
 * | `jacobian` | the time, the state | all entries, row by row, or those of `jacobianStructure` |
 * | `events.function` | the index of the event, the time, the state | the value |
 * | `events.change` | the same | the state after the event |
 */
export function solveDialogue(problem: SolveProblem, options?: DialogueOptions): Dialogue<SolveSolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}

/**
 * Fits parameters of differential equations to observed series, by least squares within bounds: the sensitivities of the
 * states are the exact Jacobian of the residuals. Returns standard errors and confidence intervals.
 *
 * @example
 * ```ts
 * const { parameters, confidence } = await fit({
 *   field: { formula: '[rate * y[0] * (1 - y[0] / limit)]', inputs: { y: 1, rate: [], limit: [] } },
 *   parameters: { rate: 1, limit: 8 },
 *   lower: { rate: 0 },
 *   initial: [0.5],
 *   times: [1, 2, 4, 6, 8],
 *   observations: [[0.99], [1.77], [3.65], [4.66], [4.92]],
 * });
 * ```
 */
export async function fit<const Parameters extends FitParameters>(
  problem: FitProblem<Parameters>,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<FitSolution<Parameters>> {
  const prepared = preparedFit(problem);
  // The fit looks at the time between integrations.
  const { timeLimit: _, onProgress: __, ...shared } = options ?? {};
  // Errors of integrations are the caller's, and not to be renamed.
  const own = new Set<unknown>();
  const solved = async (vector: Float64Array, isSensitive: boolean, times?: VectorInput) => {
    try {
      const integration = prepared.integration(vector, isSensitive, times);
      return await solveData<SolveSolution, never>(METHOD, integration, shared);
    } catch (error) {
      own.add(error);
      throw error;
    }
  };
  try {
    const residuals = async (vector: Float64Array) => prepared.residuals(await solved(vector, false));
    const jacobian = async (vector: Float64Array) => prepared.jacobian(await solved(vector, true));
    const solution = await leastSquares({ ...prepared.data, residuals, jacobian }, options);
    const fitted = prepared.finished(solution);
    return withFunctions(fitted, {
      predict: async (times) => prepared.predicted(await solved(solution.solution, false, times)),
      band: async (times) =>
        fitted.covariance && prepared.band(fitted, await solved(solution.solution, true, times)),
    });
  } catch (error) {
    throw own.has(error) ? error : prepared.inNames(error);
  }
}

/**
 * Blocking version of {@link fit}. In a page, call `await load('constrained')` and `await load('ode-expressions')` first.
 */
export function fitSync<const Parameters extends FitParameters>(
  problem: FitProblem<Parameters>,
  options?: SyncRunOptions,
): SyncFitSolution<Parameters> {
  tellMethods(problem, 'constrained.leastSquares', METHOD);
  const prepared = preparedFit(problem);
  const { timeLimit: _, ...shared } = options ?? {};
  const own = new Set<unknown>();
  const solved = (vector: Float64Array, isSensitive: boolean, times?: VectorInput) => {
    try {
      return solveDataSync<SolveSolution>(METHOD, prepared.integration(vector, isSensitive, times), shared);
    } catch (error) {
      own.add(error);
      throw error;
    }
  };
  try {
    const residuals = (vector: Float64Array) => prepared.residuals(solved(vector, false));
    const jacobian = (vector: Float64Array) => prepared.jacobian(solved(vector, true));
    const solution = leastSquaresSync({ ...prepared.data, residuals, jacobian }, options);
    const fitted = prepared.finished(solution);
    return withFunctions(fitted, {
      predict: (times) => prepared.predicted(solved(solution.solution, false, times)),
      band: (times) => fitted.covariance && prepared.band(fitted, solved(solution.solution, true, times)),
    });
  } catch (error) {
    throw own.has(error) ? error : prepared.inNames(error);
  }
}

/** Adds functions to the data of a fit. */
function withFunctions<Solution extends FitData>(
  fitted: FitData,
  { predict, band }: Pick<SyncFitSolution | FitSolution, 'predict' | 'band'>,
): Solution {
  addFunctions(fitted, { predict, band });
  return fitted as Solution;
}

const METHOD = 'ode.solve';

/** Passes time and state to a function as its first arguments. `first` is the position of the time in a point. */
function ofState(
  f: (t: number | undefined, y: Float64Array, answer: Float64Array, index: number) => unknown,
  first: number,
) {
  // The point is mostly the same array, and creating a view of it costs more than many functions do.
  let state: { of: Float64Array; y: Float64Array } | undefined;
  return (point: Float64Array, answer: Float64Array) => {
    if (state?.of !== point) state = { of: point, y: point.subarray(first + 1) };
    return f(point[first], state.y, answer, point[0] as number);
  };
}

/** Makes an answerer from a function of time and state. */
const asked =
  (answerer: (name: string, f: unknown) => Answerer) =>
  (name: string, f: unknown): Answerer =>
    answerer(name, typeof f === 'function' ? ofState((t, y, answer) => f(t, y, answer), 0) : f);

/** Makes an answerer from the functions of all events, one of which a question is about. */
const askedOfEvents =
  (answerer: (name: string, f: unknown) => Answerer) =>
  (name: string, functions: unknown): Answerer => {
    const all = functions as readonly ((...given: readonly unknown[]) => unknown)[];
    return answerer(
      name,
      ofState((t, y, answer, index) => all[index]?.(t, y, answer), 1),
    );
  };

/**
 * A vector-valued function with a check of its first call: to neither return nor write the vector is a mistake, which
 * numbers left over in the array would hide.
 */
function checkedAtFirst(f: unknown, name: string, vector: string): unknown {
  if (typeof f !== 'function') return f;
  let isFirst = true;
  return (t: number, y: Float64Array, answer: Float64Array) => {
    if (!isFirst) return f(t, y, answer);
    isFirst = false;
    answer.fill(Number.NaN);
    const result = f(t, y, answer);
    if (result === undefined && answer.every(Number.isNaN))
      throw invalidInput(
        name,
        `must return ${vector}, or write it into its third argument; all its entries are NaN at the first call`,
      );
    return result;
  };
}

const answererOfField = (f: unknown) =>
  asked(vectorAnswerer)('field', checkedAtFirst(f, 'field', 'the derivative'));

const QUESTIONS: Questions = {
  field: (_, f) => {
    if (f === undefined) throw invalidInput('field', 'is missing; it may be replaced by system, a name');
    return answererOfField(f);
  },
  jacobian: { ifGiven: asked(matrixAnswerer) },
  'events.function': askedOfEvents(numberAnswerer),
  'events.change': askedOfEvents(vectorAnswerer),
};

/** Returns whether the functions are data. The kind of the field decides for all of them. */
function holdsData(problem: object): problem is SolveExpressionsProblem {
  // Values other than problems, and problems without a field, are rejected by the entry points.
  const { field, system, events, jacobian } = (problem ?? {}) as Record<string, unknown>;
  const isNamed = field === undefined && system !== undefined;
  if (!isNamed && (typeof field !== 'object' || field === null)) return false;
  if (typeof jacobian === 'function') throw mixed('jacobian', 'data', jacobian);
  eachOfEvents(events, (path, value) => {
    if (typeof value === 'function') throw mixed(path, 'data', value);
  });
  return true;
}

/** Moves the functions of events to {@link NESTED}; `true` replaces each. */
function withFunctionsApart(problem: object): object {
  requireObject(problem, 'problem');
  const { field, system, parameters, events } = problem as Record<string, unknown>;
  if (field !== undefined && system !== undefined)
    throw invalidInput('system', 'must not be given beside field');
  if (typeof field === 'string')
    throw invalidInput(
      'field',
      `must be a function, or a formula as { formula, inputs }, got ${describeValue(field)}`,
    );
  if (typeof field === 'function' && parameters !== undefined)
    throw invalidInput(
      'parameters',
      'must be left out beside a function in JavaScript, which holds its own numbers',
    );
  if (typeof events === 'function' || (isObject(events) && !Array.isArray(events)))
    throw invalidInput(
      'events',
      'must be a list of objects with a function or times, such as [{ function }]',
    );
  eachOfEvents(field === undefined ? [] : events, (path, value) => {
    if (typeof value !== 'function') throw mixed(path, 'a function', value);
  });
  const all = (Array.isArray(events) ? events : []) as readonly Record<string, unknown>[];
  const bound = (name: string) =>
    all.map((event) => {
      const f = event?.[name];
      return typeof f === 'function' ? f.bind(event) : undefined;
    });
  const changes = bound('change').map((f, k) =>
    checkedAtFirst(f, `events[${k}].change`, 'the state after the event'),
  );
  const marked = all.map((event) =>
    isObject(event)
      ? {
          ...event,
          ...(event.function !== undefined && { function: true }),
          ...(event.change !== undefined && { change: true }),
        }
      : event,
  );
  return {
    ...problem,
    ...(Array.isArray(events) && { events: marked }),
    [NESTED]: { 'events.function': bound('function'), 'events.change': changes },
  };
}

/** Visits the functions of all events, with their paths. */
function eachOfEvents(events: unknown, visit: (path: string, value: unknown) => void): void {
  if (!Array.isArray(events)) return;
  for (const [k, event] of events.entries()) {
    if (typeof event === 'function')
      throw invalidInput(`events[${k}]`, 'must be an object such as { function }, got a function');
    if (!isObject(event)) continue;
    for (const name of ['function', 'change'] as const) {
      if (event[name] !== undefined) visit(`events[${k}].${name}`, event[name]);
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const mixed = (path: string, wanted: string, got: unknown) =>
  invalidInput(
    path,
    `must be ${wanted}, as field is: all functions are data, or none is; got ${describeValue(got)}`,
  );
