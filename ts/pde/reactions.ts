/** Species that react and diffuse, with reactions given as kinds, as formulas or as functions. */

import { requireObject } from '../engine/check.js';
import { batchAnswerer, converse, converseSync, NESTED, type Questions } from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve, solveSync } from '../expression/solve.js';
import type {
  ReactionDiffusionProblem,
  ReactionDiffusionProgress,
  ReactionDiffusionSolution,
} from '../generated/pde.js';
import '#wasm/pde.js';

/**
 * A function of a reaction, asked at many cells at once. `concentrations` has for each of `count` cells, one after another,
 * an entry for each species, and so have the answers, which are returned, or written into the last argument. Arguments
 * are reused for the next question: do not keep them.
 */
export type ReactionFunction<VectorResult> = (
  concentrations: Float64Array,
  count: number,
  answers: Float64Array,
) => VectorResult;

/**
 * A reaction of functions: the rate of change of a species is its production minus its destruction times its
 * concentration. Both are at least 0, and concentrations stay positive.
 */
export interface ProductionFunctions<VectorResult> {
  readonly production: ReactionFunction<VectorResult>;
  /** The destruction, relative to the concentration. */
  readonly destruction: ReactionFunction<VectorResult>;
}

/** A reaction of a function: the rate of change of each species, of any sign. */
export interface RateFunction<VectorResult> {
  readonly rate: ReactionFunction<VectorResult>;
}

/** The data of a {@link reactionDiffusion} problem with functions. */
export type ReactionData = Omit<ReactionDiffusionProblem, 'reaction' | 'parameters'>;

/** A {@link reactionDiffusion} problem with JavaScript functions. */
export interface ReactionProblemOf<VectorResult> extends ReactionData {
  /** The functions: `production` and `destruction`, or `rate`. */
  readonly reaction: ProductionFunctions<VectorResult> | RateFunction<VectorResult>;
}

/** A {@link reactionDiffusion} problem with JavaScript functions, which may be asynchronous. */
export type ReactionFunctionProblem = ReactionProblemOf<VectorAnswer | PromiseLike<VectorAnswer>>;

/** A {@link ReactionFunctionProblem} with synchronous functions, for the blocking function. */
export type SyncReactionFunctionProblem = ReactionProblemOf<VectorAnswer>;

/** A problem for a dialogue. */
export interface ReactionDialogueProblem extends ReactionData {
  /** The functions that can be requested: `production` and `destruction`, or `rate`. */
  readonly reaction: { readonly production: true; readonly destruction: true } | { readonly rate: true };
}

/**
 * Computes the evolution of species that react and diffuse, such as patterns of Gray–Scott and Schnakenberg or invasion
 * fronts. Steps are split by Strang: the reaction by a method that keeps concentrations positive for any time step, the
 * diffusion exactly. Together they are of second order.
 *
 * The reaction is a kind, or functions of the concentrations, as formulas or in JavaScript: `production` and
 * `destruction`, which keep concentrations positive, or a `rate` of any sign, whose steps are those of Heun's method.
 *
 * @example
 * ```ts
 * const initial = Array.from({ length: 128 }, (_, i) => (i < 40 ? 1 : 0));
 * const { states } = await reactionDiffusion({
 *   points: [128],
 *   lengths: [20],
 *   species: [{ diffusion: 1, initial }],
 *   reaction: { kind: 'logistic' },
 *   finalTime: 2,
 * });
 *
 * // A population that dies out where it is thin.
 * const { states: thin } = await reactionDiffusion({
 *   points: [128],
 *   lengths: [20],
 *   species: [{ diffusion: 1, initial }],
 *   reaction: {
 *     production: { formula: '[(1 + a) * u[0]^2]', inputs: { u: 1, a: [] } },
 *     destruction: { formula: '[a + u[0]^2]', inputs: { u: 1, a: [] } },
 *   },
 *   parameters: { a: 0.2 },
 *   finalTime: 2,
 * });
 *
 * // Excitable waves (FitzHugh, Nagumo), as a function.
 * const { states: waves } = await reactionDiffusion({
 *   points: [128],
 *   lengths: [100],
 *   species: [{ diffusion: 1, initial }, { diffusion: 0, initial: 0 }],
 *   reaction: {
 *     rate(concentrations, count, rates) {
 *       for (let k = 0; k < count; k++) {
 *         const [u = 0, v = 0] = concentrations.subarray(2 * k, 2 * k + 2);
 *         rates.set([u * (1 - u) * (u - 0.1) - v, 0.01 * (u - 2 * v)], 2 * k);
 *       }
 *     },
 *   },
 *   finalTime: 50,
 * });
 * ```
 */
export async function reactionDiffusion(
  problem: ReactionFunctionProblem | ReactionDiffusionProblem,
  options?: RunOptions<ReactionDiffusionProgress>,
): Promise<ReactionDiffusionSolution> {
  if (isAsked(problem))
    return converse(METHOD, withFunctionsApart(problem), QUESTIONS, options as RunOptions<never>);
  return solve(METHOD, problem, options);
}

/**
 * Blocking version of {@link reactionDiffusion}; functions must be synchronous. In a page, call `await
 * load('pde-reactions')` first.
 */
export function reactionDiffusionSync(
  problem: SyncReactionFunctionProblem | ReactionDiffusionProblem,
  options?: SyncRunOptions,
): ReactionDiffusionSolution {
  return isAsked(problem)
    ? converseSync(METHOD, withFunctionsApart(problem), QUESTIONS, options)
    : solveSync(METHOD, problem, options);
}

/**
 * {@link reactionDiffusion} as a dialogue, for reactions evaluated elsewhere, or in a process that may exit before the
 * end. In a page, call `await load('pde-reactions')` first.
 *
 * | question | point, for each of several cells | answer, for each |
 * | --- | --- | --- |
 * | `reaction.production` | the concentrations | the productions |
 * | `reaction.destruction` | the same | the destructions, relative to the concentrations |
 * | `reaction.rate` | the same | the rates |
 */
export function reactionDiffusionDialogue(
  problem: ReactionDialogueProblem,
  options?: DialogueOptions,
): Dialogue<ReactionDiffusionSolution> {
  return new Dialogue(METHOD, Object.keys(QUESTIONS), problem, options);
}

const METHOD = 'pde.reactionDiffusion';

const NAMES = ['production', 'destruction', 'rate'] as const;

/** The functions of a reaction by name, if there is a reaction. */
function functionsOf(problem: object): Record<string, unknown> {
  const { reaction } = (problem ?? {}) as { reaction?: unknown };
  return typeof reaction === 'object' && reaction !== null ? { ...reaction } : {};
}

/** Returns whether the reaction has a function. Values other than problems are rejected by the entry points. */
const isAsked = (problem: object): boolean =>
  NAMES.some((name) => typeof functionsOf(problem)[name] === 'function');

/** Moves the functions of the reaction to {@link NESTED}; `true` replaces each. */
function withFunctionsApart(problem: object): object {
  requireObject(problem, 'problem');
  const functions = functionsOf(problem);
  const [reaction, asked]: [Record<string, unknown>, Record<string, unknown>] = [{ ...functions }, {}];
  for (const name of NAMES) {
    const f = functions[name];
    if (f === undefined) continue;
    if (typeof f !== 'function') {
      const words = 'must be a function, as others are: all functions are data, or none is; got';
      throw invalidInput(`reaction.${name}`, `${words} ${describeValue(f)}`);
    }
    reaction[name] = true;
    asked[`reaction.${name}`] = f.bind((problem as { reaction: object }).reaction);
  }
  return { ...problem, reaction, [NESTED]: asked };
}

const QUESTIONS: Questions = {
  'reaction.production': { ifGiven: batchAnswerer },
  'reaction.destruction': { ifGiven: batchAnswerer },
  'reaction.rate': { ifGiven: batchAnswerer },
};
