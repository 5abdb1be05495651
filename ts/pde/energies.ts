/** Minimizers of energies with densities given as kinds, as formulas or as functions. */

import { batchAnswerer, converse, converseSync, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type { EnergyProgress, MinimizeEnergyProblem, MinimizeEnergySolution } from '../generated/pde.js';
import '#wasm/pde.js';

/**
 * A density and its second derivatives as functions, asked at many corners at once. `points` has for each of `count`
 * corners, one after another, the value `u`, the derivatives of `u` along x, y and z, and the coordinates x, y and z.
 * Answers are returned, or written into the last argument. Arguments are reused for the next question: do not keep them.
 * `NaN` or an infinity makes the step shorter.
 */
export interface DensityFunctions<VectorResult> {
  /** For each corner the density and its derivatives by `u` and by the derivatives of `u` along x, y and z. */
  density(points: Float64Array, count: number, answers: Float64Array): VectorResult;
  /**
   * For each corner the second derivatives by `u` and by the derivatives of `u` along x, y and z: a symmetric matrix, row
   * by row.
   * @defaultValue central differences of the derivatives given by `density`
   */
  hessian?(points: Float64Array, count: number, answers: Float64Array): VectorResult;
}

/** The data of a {@link minimizeEnergy} problem with functions. */
export type EnergyData = Omit<MinimizeEnergyProblem, 'density' | 'parameters'>;

/** A {@link minimizeEnergy} problem with JavaScript functions, which may be asynchronous. */
export type EnergyFunctionProblem = EnergyData & DensityFunctions<VectorAnswer | PromiseLike<VectorAnswer>>;

/** An {@link EnergyFunctionProblem} with synchronous functions, for the blocking function. */
export type SyncEnergyFunctionProblem = EnergyData & DensityFunctions<VectorAnswer>;

/** A problem for a dialogue. */
export interface EnergyDialogueProblem extends EnergyData {
  /**
   * Whether second derivatives can be requested.
   * @defaultValue `false`
   */
  readonly hessian?: boolean;
}

/**
 * Minimizes an energy: the integral over a box of a density of the function and its gradient, such as the area of a
 * minimal surface or the energy of a p-Laplacian, with given boundary values. The solution satisfies the nonlinear
 * elliptic equation that belongs to the energy. For strongly convex energies it comes with bounds on its errors.
 *
 * The density is a kind, a formula of the value `u`, its gradient `p` and the place `x` with exact derivatives, or a
 * function in JavaScript.
 *
 * @example
 * ```ts
 * // A soap film in a frame whose height is that of a saddle.
 * const boundaryValues = Array.from({ length: 33 * 33 }, (_, k) => {
 *   const [x, y] = [(k % 33) / 32, Math.floor(k / 33) / 32];
 *   return (x - 0.5) ** 2 - (y - 0.5) ** 2;
 * });
 * const { solution, energy } = await minimizeEnergy({
 *   points: [31, 31],
 *   density: { kind: 'area' },
 *   boundaryValues,
 * });
 *
 * // A material that conducts better where it is warm.
 * const { solution: warmth } = await minimizeEnergy({
 *   points: [31, 31],
 *   density: { formula: '(1 + k * u^2) * dot(p, p) / 2', inputs: { u: [], p: 2, k: [] } },
 *   parameters: { k: 3 },
 *   rightSide: 5,
 * });
 *
 * // A string under its own weight, as a function.
 * const { solution: string } = await minimizeEnergy({
 *   points: [31],
 *   density(points, count, answers) {
 *     for (let k = 0; k < count; k++) {
 *       const [u = 0, p = 0] = points.subarray(3 * k, 3 * k + 3);
 *       answers.set([0.5 * p * p + u, 1, p], 3 * k);
 *     }
 *   },
 * });
 * ```
 */
export async function minimizeEnergy(
  problem: EnergyFunctionProblem | MinimizeEnergyProblem,
  options?: RunOptions<EnergyProgress>,
): Promise<MinimizeEnergySolution> {
  if (isAsked(problem)) return converse(METHOD, problem, QUESTIONS, options as RunOptions<never>);
  return solve(METHOD, problem, options);
}

/**
 * Blocking version of {@link minimizeEnergy}; functions must be synchronous. In a page, call `await
 * load('pde-energies')` first.
 */
export function minimizeEnergySync(
  problem: SyncEnergyFunctionProblem | MinimizeEnergyProblem,
  options?: SyncRunOptions,
): MinimizeEnergySolution {
  return isAsked(problem)
    ? converseSync(METHOD, problem, QUESTIONS, options)
    : solveSync(METHOD, problem, options);
}

/**
 * {@link minimizeEnergy} as a dialogue, for densities evaluated elsewhere, or in a process that may exit before the solve
 * ends. In a page, call `await load('pde-energies')` first.
 *
 * | question | point, for each of several corners | answer, for each |
 * | --- | --- | --- |
 * | `density` | the value, the gradient, the place | the density, its derivatives by value and gradient |
 * | `hessian` | the same | its second derivatives, row by row |
 */
export function minimizeEnergyDialogue(
  problem: EnergyDialogueProblem,
  options?: DialogueOptions,
): Dialogue<MinimizeEnergySolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}

const METHOD = 'pde.minimizeEnergy';

/** Returns whether the density is a function. Values other than problems are rejected by the entry points. */
const isAsked = (problem: object): boolean =>
  typeof (problem as { density?: unknown } | null | undefined)?.density === 'function';

const QUESTIONS: Questions = { density: batchAnswerer, hessian: { ifGiven: batchAnswerer } };
