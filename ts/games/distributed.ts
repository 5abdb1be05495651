/** Roots of means of maps that workers hold, which are data or the caller's functions. */

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
import '../generated/wasm/games.js';

/** The part of a problem of {@link distributed} that is data, where workers are asked. */
export interface DistributedProblem extends Omit<DistributedDataProblem, 'workers' | 'initial'> {
  /** Where to start: as many numbers as there are variables. */
  readonly initial: VectorInput;
  /** How many workers there are, from 1 to 100 000. */
  readonly workerCount: number;
}

/** A worker's map. */
export interface WorkerFunction<VectorResult> {
  /**
   * The map of the worker with this number, from 0, at z: as many numbers, returned or written into the last argument. Workers that answer
   * later are all asked before any is awaited. The point is used again for the next question: do not keep it.
   */
  worker(z: Float64Array, index: number, values: Float64Array): VectorResult;
}

/** A problem of {@link distributed} whose workers are functions, which may answer later. */
export type DistributedFunctionProblem = DistributedProblem &
  WorkerFunction<VectorAnswer | PromiseLike<VectorAnswer>>;

/** A {@link DistributedFunctionProblem} whose workers answer at once, as blocking functions need it. */
export type SyncDistributedFunctionProblem = DistributedProblem & WorkerFunction<VectorAnswer>;

/**
 * A root of the mean of monotone maps that workers hold, each its own, found from few numbers sent: workers tell the largest entries of
 * changes, or some drawn at random, and now and then all (MASHA, after Beznosikov and others, NeurIPS 2022). The solution tells how many
 * numbers went each way. The length of steps is searched for; a search that has gone astray returns to the best point at which all was
 * told.
 *
 * The workers are data, whose maps are affine, or a function of JavaScript that asks them, wherever they are.
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

/** {@link distributed}, blocking the calling thread; the workers must answer at once. In a page, `await load('games')` before. */
export function distributedSync(
  problem: SyncDistributedFunctionProblem | DistributedDataProblem,
  options?: SyncRunOptions,
): DistributedSolution {
  return isAsked(problem)
    ? converseSync(METHOD, problem, questions, options)
    : runSync(METHOD, problem, options);
}

/**
 * {@link distributed} with its questions handed out. A question is about `items` workers: its point is z, and after it their numbers; its
 * answer their maps at z, one after another.
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

/** Whether a problem's workers are asked. What is no problem, the doors refuse. */
const isAsked = (problem: object): boolean =>
  (problem as { worker?: unknown } | null | undefined)?.worker !== undefined;

/** Answers with the maps of several workers, all of which are asked before any is awaited. */
const workerAnswerer: MakeAnswerer = (name, f): Answerer => {
  requireFunction(name, f);
  const ask = f as (z: Float64Array, index: number, values: Float64Array) => unknown;
  return (question, answers, items) => {
    // A question that does not count workers is about one.
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
