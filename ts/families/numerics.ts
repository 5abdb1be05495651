/** Scalar minimization, root finding and fixed points for user-defined functions. */

import { converse, converseSync, scalarAnswerer, vectorAnswerer } from '../engine/converse.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { tellMethods } from '../engine/probe.js';
import { type OfFormula, squareMap, withScalar, withScalarSync } from '../expression/scalar.js';
import type {
  BrentMinimumProblem,
  BrentMinimumSolution,
  BrentRootProblem,
  BrentRootSolution,
  FixedPointProblem,
  FixedPointSolution,
} from '../generated/numerics.js';
import '#wasm/numerics.js';

export type { VectorAnswer } from '../engine/operators.js';
export type { FunctionInput, PointInput } from '../expression/inputs.js';
export type { OfFormula } from '../expression/scalar.js';
export * from '../generated/numerics.js';

/** A function of one number, possibly asynchronous. */
export type ScalarFunction = (x: number) => number | PromiseLike<number>;

/**
 * Minimizes a function of one variable in an interval, without derivatives, by Brent's combination of golden sections
 * and parabolas (Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5). Finds one local minimum if
 * there are several.
 *
 * @param problem The interval, the tolerances, and the function, which may be asynchronous or a formula.
 *
 * @example
 * ```ts
 * const { minimizer } = await brentMinimum({ objective: (x) => (x - 2) ** 2, lower: 0, upper: 5 });
 * ```
 */
export function brentMinimum(
  problem:
    | (BrentMinimumProblem & { readonly objective: ScalarFunction })
    | OfFormula<BrentMinimumProblem, 'objective'>,
  options?: RunOptions,
): Promise<BrentMinimumSolution> {
  return withScalar(problem, 'objective', options, (asked) =>
    converse('numerics.brentMinimum', asked, { objective: scalarAnswerer }, options),
  );
}

/**
 * Blocking version of {@link brentMinimum}; `objective` must be synchronous. In a page, call `await load('numerics')`
 * first, and for a formula `await load('expression-matrices')`.
 */
export function brentMinimumSync(
  problem:
    | (BrentMinimumProblem & { readonly objective: (x: number) => number })
    | OfFormula<BrentMinimumProblem, 'objective'>,
  options?: SyncRunOptions,
): BrentMinimumSolution {
  tellMethods(problem, 'numerics.brentMinimum', 'expression.prepare');
  return withScalarSync(problem, 'objective', options, (asked) =>
    converseSync('numerics.brentMinimum', asked, { objective: scalarAnswerer }, options),
  );
}

/**
 * Finds a root of a function of one variable between two points where its signs differ, by Brent's combination of
 * bisection and inverse quadratic interpolation (Brent 1973, chapter 4).
 *
 * @param problem The interval, the tolerances, and the function, which may be asynchronous or a formula.
 *
 * @example
 * ```ts
 * const { root } = await brentRoot({ function: Math.cos, lower: 1, upper: 2 });
 * const same = await brentRoot({ function: { formula: 'cos(x)', inputs: { x: [] } }, lower: 1, upper: 2 });
 * ```
 */
export function brentRoot(
  problem:
    | (BrentRootProblem & { readonly function: ScalarFunction })
    | OfFormula<BrentRootProblem, 'function'>,
  options?: RunOptions,
): Promise<BrentRootSolution> {
  return withScalar(problem, 'function', options, (asked) =>
    converse('numerics.brentRoot', asked, { function: scalarAnswerer }, options),
  );
}

/**
 * Blocking version of {@link brentRoot}; `function` must be synchronous. In a page, call `await load('numerics')`
 * first, and for a formula `await load('expression-matrices')`.
 */
export function brentRootSync(
  problem:
    | (BrentRootProblem & { readonly function: (x: number) => number })
    | OfFormula<BrentRootProblem, 'function'>,
  options?: SyncRunOptions,
): BrentRootSolution {
  tellMethods(problem, 'numerics.brentRoot', 'expression.prepare');
  return withScalarSync(problem, 'function', options, (asked) =>
    converseSync('numerics.brentRoot', asked, { function: scalarAnswerer }, options),
  );
}

/** A map of vectors that returns the image or writes it into `out`; possibly asynchronous. */
export type VectorMap = (x: Float64Array, out: Float64Array) => VectorAnswer | PromiseLike<VectorAnswer>;

/** A {@link VectorMap} for the blocking function. */
export type SyncVectorMap = (x: Float64Array, out: Float64Array) => VectorAnswer;

/**
 * Finds a fixed point `x = G(x)` of a map, by Anderson acceleration (Anderson 1965; Walker and Ni 2011) or by the plain
 * iteration. If you know by which factor the map contracts distances, the solution has a bound of its error.
 *
 * @param problem The starting point, the tolerances, and the map, which may be asynchronous or a formula.
 *
 * @example
 * ```ts
 * const { solution } = await fixedPoint({
 *   map: ([x = 0, y = 0]) => [Math.cos(y) / 2, Math.sin(x) / 2],
 *   initial: [0, 0],
 * });
 * ```
 */
export function fixedPoint(
  problem: (FixedPointProblem & { readonly map: VectorMap }) | OfFormula<FixedPointProblem, 'map'>,
  options?: RunOptions,
): Promise<FixedPointSolution> {
  return withScalar(
    problem,
    'map',
    options,
    (asked) => converse('numerics.fixedPoint', asked, { map: vectorAnswerer }, options),
    squareMap,
  );
}

/**
 * Blocking version of {@link fixedPoint}; `map` must be synchronous. In a page, call `await load('numerics')` first, and
 * for a formula `await load('expression-matrices')`.
 */
export function fixedPointSync(
  problem: (FixedPointProblem & { readonly map: SyncVectorMap }) | OfFormula<FixedPointProblem, 'map'>,
  options?: SyncRunOptions,
): FixedPointSolution {
  tellMethods(problem, 'numerics.fixedPoint', 'expression.prepare');
  return withScalarSync(
    problem,
    'map',
    options,
    (asked) => converseSync('numerics.fixedPoint', asked, { map: vectorAnswerer }, options),
    squareMap,
  );
}
