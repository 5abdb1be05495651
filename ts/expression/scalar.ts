/** Functions given as data, for methods that evaluate JavaScript functions. */

import { invalidInput, SuperlinearError } from '../engine/errors.js';
import type { SyncRunOptions } from '../engine/options.js';
import '#wasm/expression.js';
import type { FunctionInput, PointInput } from './inputs.js';
import { type PreparedFunction, prepare, prepareSync } from './prepare.js';

/** A problem with a function of one number given as data. Its first input is the scalar variable. */
export type OfFormula<Problem, Name extends string> = Problem & {
  /** The function, such as `{ formula: 'cos(x) - a * x', inputs: { x: [], a: [] } }`. */
  readonly [Key in Name]: FunctionInput;
} & {
  /** The values of all other inputs of the function, by name. */
  readonly parameters?: Readonly<Record<string, PointInput>>;
};

/** Makes a JavaScript function of a prepared one, or refuses it. */
type Adapter = (prepared: PreparedFunction, name: string) => (...values: never[]) => unknown;

/** Solves a problem whose function `name` may be data. `work` receives it as a JavaScript function. */
export async function withScalar<Result>(
  problem: object,
  name: string,
  options: Pick<SyncRunOptions, 'backend'> | undefined,
  work: (problem: object) => Promise<Result>,
  adapt: Adapter = scalar,
): Promise<Result> {
  const given = partsOf(problem, name);
  if (given === undefined) return work(problem);
  const prepared = await prepare(given.prepare, backendOf(options)).catch((error) => refuse(error, name));
  try {
    return await work({ ...given.data, [name]: adapt(prepared, name) });
  } finally {
    prepared.close();
  }
}

/** Blocking version of {@link withScalar}. */
export function withScalarSync<Result>(
  problem: object,
  name: string,
  options: Pick<SyncRunOptions, 'backend'> | undefined,
  work: (problem: object) => Result,
  adapt: Adapter = scalar,
): Result {
  const given = partsOf(problem, name);
  if (given === undefined) return work(problem);
  const prepared = preparedSync(given.prepare, name, options);
  try {
    return work({ ...given.data, [name]: adapt(prepared, name) });
  } finally {
    prepared.close();
  }
}

/** Returns whether a value is a function given as data: a formula or a graph. */
export const isFunctionData = (f: unknown): f is FunctionInput =>
  typeof f === 'object' && f !== null && ('formula' in f || 'nodes' in f);

/**
 * Separates a function given as data and its parameters from the rest of a problem; `undefined` if the function is not
 * data.
 */
function partsOf(problem: object, name: string) {
  const { [name]: f, parameters, ...data } = (problem ?? {}) as Record<string, unknown>;
  if (!isFunctionData(f)) return undefined;
  const prepare = { function: f, ...(parameters !== undefined && { parameters }) };
  return { data, prepare: prepare as Parameters<typeof prepareSync>[0] };
}

const backendOf = (options: Pick<SyncRunOptions, 'backend'> | undefined): SyncRunOptions =>
  options?.backend === undefined ? {} : { backend: options.backend };

function preparedSync(
  problem: Parameters<typeof prepareSync>[0],
  name: string,
  options: Pick<SyncRunOptions, 'backend'> | undefined,
): PreparedFunction {
  try {
    return prepareSync(problem, backendOf(options));
  } catch (error) {
    return refuse(error, name);
  }
}

/** Rethrows an error about the function under the problem's key for it. */
function refuse(error: unknown, name: string): never {
  if (!(error instanceof SuperlinearError) || !error.path.startsWith('function')) throw error;
  const own = (text: string) => text.replace(/^function/, name);
  throw new SuperlinearError(error.code, own(error.message), own(error.path), { cause: error });
}

function scalar(prepared: PreparedFunction, name: string): (x: number) => number {
  if (prepared.variableCount !== 1 || prepared.valueCount !== 1) {
    prepared.close();
    throw invalidInput(name, 'must be a function of one number, whose value is one number');
  }
  const point = new Float64Array(1);
  return (x) => {
    point[0] = x;
    return prepared.values(point)[0] as number;
  };
}

/** An adapter for maps of vectors to vectors of the same length. */
export function squareMap(
  prepared: PreparedFunction,
  name: string,
): (x: Float64Array, out: Float64Array) => void {
  if (prepared.variableCount !== prepared.valueCount) {
    prepared.close();
    throw invalidInput(name, 'must have as many values as variables');
  }
  return (x, out) => out.set(prepared.values(x));
}
