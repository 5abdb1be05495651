/**
 * Problems that need no engine: a synchronous field in JavaScript, explicit steps, no events. All others, wrong ones
 * among them, are left to the engine.
 */

import type { Answerer } from '../engine/converse.js';
import { Turns } from '../engine/turns.js';
import type { SolveSolution } from '../generated/ode.js';
import { type ExplicitProblem, integrate } from './explicit.js';

/** Thrown if the field returns a promise. */
const WAITS = Symbol('the field waits');

const KEYS = [
  'field',
  'jacobian',
  'events',
  'initial',
  'from',
  'times',
  'to',
  'method',
  'tolerance',
  'absoluteTolerance',
  'firstStep',
  'largestStep',
  'maxIterations',
  'steadyTolerance',
  'estimateError',
];

/** The smallest relative tolerance, the defaults and the limits of the engine's problem. */
const MIN_TOLERANCE = 1e-13;
const TOLERANCE = 1e-6;
const ABSOLUTE_TOLERANCE = 1e-9;
const MAX_ITERATIONS = 100_000;
const MAX_COUNT = 2 ** 32 - 1;
const MAX_THREADS = 1024;

/** Limit on the numbers of all states, since the engine keeps to its limit of memory. */
const MAX_NUMBERS = 1e7;

/** Solves a problem that needs no engine; `undefined` for any other. `answerer` makes an answerer of the field. */
export async function solvePlain(
  problem: object,
  options: object | undefined,
  answerer: (f: unknown) => Answerer,
): Promise<SolveSolution | undefined> {
  const turns = new Turns();
  const signal = signalIn(options);
  signal?.throwIfAborted();
  const steps = stepsOf(problem, signal ? { ...options, signal: undefined } : options, answerer);
  for (let step = advanced(steps); ; step = advanced(steps)) {
    signal?.throwIfAborted();
    if (step.done === true) return step.value;
    if (turns.areDue) await turns.take();
  }
}

/** Blocking version of {@link solvePlain}. */
export function solvePlainSync(
  problem: object,
  options: object | undefined,
  answerer: (f: unknown) => Answerer,
): SolveSolution | undefined {
  const steps = stepsOf(problem, options, answerer);
  for (let step = advanced(steps); ; step = advanced(steps)) if (step.done === true) return step.value;
}

function signalIn(options: object | undefined): AbortSignal | undefined {
  const { signal } = (options ?? {}) as { readonly signal?: unknown };
  return signal instanceof AbortSignal ? signal : undefined;
}

type Steps = Generator<void, SolveSolution | undefined>;

function* stepsOf(problem: object, options: object | undefined, answerer: (f: unknown) => Answerer): Steps {
  const plain = isPlainRun(options) ? plainOf(problem, answerer) : undefined;
  return plain && (yield* integrate(plain));
}

/** The next step; the end if the field waits. */
function advanced(steps: Steps): IteratorResult<void, SolveSolution | undefined> {
  try {
    return steps.next();
  } catch (error) {
    if (error === WAITS) return { done: true, value: undefined };
    throw error;
  }
}

const isReal = (value: unknown): value is number => Number.isFinite(value);
const isPositive = (value: unknown): value is number => isReal(value) && value > 0;
const isCount = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;

/** Returns whether a run has no options of significance here: no limits, no listeners. */
function isPlainRun(options: object = {}): boolean {
  if (typeof options !== 'object' || options === null) return false;
  return Object.entries(options).every(([key, value]) => {
    if (key === 'threads') return value === undefined || isCount(value, MAX_THREADS);
    if (key === 'seed') return value === undefined || (Number.isSafeInteger(value) && value >= 0);
    return value === undefined || (key === 'backend' && value === 'auto');
  });
}

/** A vector of finite numbers; `undefined` for anything else. */
function vectorOf(value: unknown): Float64Array | undefined {
  if (!(Array.isArray(value) || value instanceof Float64Array)) return undefined;
  for (let i = 0; i < value.length; i++) if (!isReal(value[i])) return undefined;
  return Float64Array.from(value);
}

/** The problem, if it needs no engine. */
function plainOf(problem: object, answerer: (f: unknown) => Answerer): ExplicitProblem | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const given = problem as Readonly<Record<string, unknown>>;
  if (!Object.keys(given).every((key) => KEYS.includes(key))) return undefined;
  const { field, jacobian, events, method = 'auto', estimateError = true, from = 0 } = given;
  const hasFunctions =
    typeof field === 'function' && (jacobian === undefined || typeof jacobian === 'function');
  const hasEvents = !(events === undefined || (Array.isArray(events) && events.length === 0));
  const isExplicit = method === 'auto' || method === 'dormandPrince5' || method === 'dormandPrince8';
  const initial = vectorOf(given.initial);
  if (!hasFunctions || hasEvents || !isExplicit || typeof estimateError !== 'boolean') return undefined;
  if (initial === undefined || initial.length === 0 || !isReal(from)) return undefined;
  const span = spanOf(given, from);
  const tolerances = tolerancesOf(given, initial);
  const limits = limitsOf(given);
  if (span === undefined || tolerances === undefined || limits === undefined) return undefined;
  const rows = span.times?.length ?? limits.maxIterations;
  if (rows * initial.length > MAX_NUMBERS) return undefined;
  const own = fieldOf(answerer(field), initial.length);
  return { field: own, initial, from, method, estimateError, ...span, ...tolerances, ...limits };
}

function spanOf(
  given: Readonly<Record<string, unknown>>,
  from: number,
): Pick<ExplicitProblem, 'times' | 'end'> | undefined {
  if (given.times === undefined) {
    const end = given.to;
    return isReal(end) && isReal(end - from) ? { times: undefined, end } : undefined;
  }
  const times = vectorOf(given.times);
  const end = times?.at(-1);
  if (given.to !== undefined || times === undefined || end === undefined || !isReal(end - from))
    return undefined;
  const direction = end < from ? -1 : 1;
  const isInOrder = times.every((time, k) =>
    k === 0 ? (time - from) * direction >= 0 : (time - (times[k - 1] as number)) * direction > 0,
  );
  return isInOrder ? { times, end } : undefined;
}

function tolerancesOf(
  given: Readonly<Record<string, unknown>>,
  initial: Float64Array,
): Pick<ExplicitProblem, 'tolerance' | 'absolute'> | undefined {
  const { tolerance = TOLERANCE, absoluteTolerance = ABSOLUTE_TOLERANCE } = given;
  const absolute =
    typeof absoluteTolerance === 'number'
      ? vectorOf([absoluteTolerance])?.[0] !== undefined &&
        new Float64Array(initial.length).fill(absoluteTolerance)
      : vectorOf(absoluteTolerance);
  if (!isReal(tolerance) || tolerance < MIN_TOLERANCE || tolerance >= 1) return undefined;
  if (!absolute || absolute.length !== initial.length) return undefined;
  const isGood = absolute.every((value, i) => value > 0 || (value === 0 && initial[i] !== 0));
  return isGood ? { tolerance, absolute } : undefined;
}

function limitsOf(
  given: Readonly<Record<string, unknown>>,
): Pick<ExplicitProblem, 'firstStep' | 'largestStep' | 'maxIterations' | 'steadyTolerance'> | undefined {
  const {
    firstStep,
    largestStep = Number.MAX_VALUE,
    maxIterations = MAX_ITERATIONS,
    steadyTolerance,
  } = given;
  const isGiven = (value: unknown): value is number | undefined => value === undefined || isPositive(value);
  if (!isGiven(firstStep) || !isPositive(largestStep) || !isGiven(steadyTolerance)) return undefined;
  if (!isCount(maxIterations, MAX_COUNT)) return undefined;
  return { firstStep, largestStep, maxIterations, steadyTolerance };
}

/** The field as it is called by the steps. */
function fieldOf(answer: Answerer, unknowns: number): ExplicitProblem['field'] {
  const point = new Float64Array(1 + unknowns);
  return (t, y, derivative) => {
    point[0] = t;
    for (let i = 0; i < unknowns; i++) point[i + 1] = y[i] as number;
    const pending = answer(point, derivative, 0);
    if (pending === undefined) return;
    // Nothing awaits this promise. The handler prevents an unhandled rejection.
    pending.then(undefined, () => {});
    throw WAITS;
  };
}
