/** Roots of the mean of monotone maps held by workers, given as data or as functions. */

import type { VectorInput } from '../engine/arrays.js';
import { askAll } from '../engine/ask-all.js';
import { requireFunction } from '../engine/check.js';
import {
  type Answerer,
  converse,
  converseSync,
  type MakeAnswerer,
  type Questions,
  vectorAnswerer,
} from '../engine/converse.js';
import { Dialogue, type DialogueOptions } from '../engine/dialogue.js';
import type { VectorAnswer } from '../engine/operators.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { DistributedDataProblem, DistributedProgress, DistributedSolution } from '../generated/games.js';
import '#wasm/games.js';

/** The data of a {@link distributed} problem with worker functions. */
export interface DistributedProblem extends Omit<DistributedDataProblem, 'workers' | 'initial'> {
  /** The initial point, one number per variable. */
  readonly initial: VectorInput;
  /** The number of workers, from 1 to 100 000. */
  readonly workerCount: number;
}

/** The maps of the workers. */
export interface WorkerFunction<VectorResult> {
  /**
   * The map of worker `index`, counted from 0, at z: one number per variable, returned or written into the last
   * argument. Asynchronous workers are all called before any result is awaited. The point is reused for the next
   * question: do not keep it.
   */
  worker(z: Float64Array, index: number, values: Float64Array): VectorResult;
}

/** A {@link distributed} problem with worker functions, which may be asynchronous. */
export type DistributedFunctionProblem = DistributedProblem &
  WorkerFunction<VectorAnswer | PromiseLike<VectorAnswer>>;

/** A {@link DistributedFunctionProblem} with synchronous workers, for the blocking functions. */
export type SyncDistributedFunctionProblem = DistributedProblem & WorkerFunction<VectorAnswer>;

/**
 * Finds a root of the mean of monotone maps, each held by one worker, with little communication: workers send the
 * largest or randomly drawn entries of changes, and occasionally their full maps (MASHA, after Beznosikov and others,
 * NeurIPS 2022). The solution reports the numbers sent in each direction. The step size is found by a search; if the
 * iteration diverges, it returns to the best point with full maps.
 *
 * The workers are data, with affine maps, or a JavaScript function that queries them wherever they are.
 *
 * @example
 * ```ts
 * const centers = [[1, 2], [3, -1], [2, 5]];
 * const { solution, sentPerWorker } = await distributed({
 *   initial: [0, 0],
 *   workerCount: 3,
 *   worker: ([x = 0, y = 0], index) => [x - centers[index]![0]!, y - centers[index]![1]!],
 * });
 * // solution is the mean of the centers, (2, 2)
 * ```
 */
export async function distributed(
  problem: DistributedFunctionProblem | DistributedDataProblem,
  options?: RunOptions<DistributedProgress>,
): Promise<DistributedSolution> {
  if (isAsked(problem)) return converse(METHOD, problem, questions, options as RunOptions<never>);
  return run(METHOD, problem, options);
}

/**
 * Blocking version of {@link distributed}; the workers must be synchronous. In a page, call `await load('games')`
 * first.
 */
export function distributedSync(
  problem: SyncDistributedFunctionProblem | DistributedDataProblem,
  options?: SyncRunOptions,
): DistributedSolution {
  return isAsked(problem)
    ? converseSync(METHOD, problem, questions, options)
    : runSync(METHOD, problem, options);
}

/**
 * {@link distributed} as a dialogue. A question asks `items` workers for their maps at z: its point is z followed by
 * the workers' indices, its answer the maps one after another.
 *
 * @example
 * ```ts
 * const problem = { initial: [0], workerCount: 2 };
 * const dialogue = distributedDialogue(problem);
 * while (dialogue.question !== undefined) {
 *   const [z = 0, ...workers] = dialogue.question.point;
 *   dialogue.answer(workers.map((worker) => z - worker));
 * }
 * console.log(dialogue.solution.solution);
 * ```
 */
export function distributedDialogue(
  problem: DistributedProblem,
  options?: DialogueOptions,
): Dialogue<DistributedSolution> {
  return new Dialogue(METHOD, Object.keys(questions), problem, options);
}

const METHOD = 'games.distributed';

/** Returns whether the workers are a function. Values other than problems are rejected by the entry points. */
const isAsked = (problem: object): boolean =>
  (problem as { worker?: unknown } | null | undefined)?.worker !== undefined;

/** Makes an answerer from the worker function. It calls all workers of a question before it awaits any result. */
const workerAnswerer: MakeAnswerer = (name, f): Answerer => {
  requireFunction(name, f);
  const ask = f as (z: Float64Array, index: number, values: Float64Array) => unknown;
  return (question, answers, items) => {
    // `items` is 0 for questions without an item count: they ask one worker.
    const count = Math.max(items, 1);
    const size = question.length - count;
    const point = question.subarray(0, size);
    return askAll(count, (k) => {
      const one = vectorAnswerer(name, (z: Float64Array, values: Float64Array) =>
        ask(z, question[size + k] as number, values),
      );
      return one(point, answers.subarray(k * size, (k + 1) * size), 0);
    });
  };
};

/** The questions, in the engine's order. */
const questions: Questions = { worker: workerAnswerer };
