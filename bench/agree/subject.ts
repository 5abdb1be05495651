// The description of a family's comparison: methods, random problems of each kind, and judges of the answers.

import type { SuperlinearError, SyncRunOptions } from 'superlinear';
import type { Random } from './random.js';

/** The outcome of a call: the solution with its status, or the error with its code as the status. */
export interface Outcome<Solution> {
  /** `converged` where a solution has no status. */
  readonly status: string;
  readonly solution?: Solution;
  readonly error?: SuperlinearError;
}

/** The answer of a peer. An exception is its failure. */
export interface Reply {
  readonly failed?: string;
}

/** A fault. Findings of one cause are one disagreement, whatever their numbers. */
export interface Finding {
  readonly cause: string;
  /** The numbers. */
  readonly detail: string;
  /** Whether the peer is wrong: by a certificate, or by its own figures. */
  readonly isPeers?: boolean;
}

/** A documented limit: findings of these words are counted apart. */
export interface Exception {
  readonly cause: RegExp;
  readonly reason: string;
}

/**
 * A method with its kinds of problems. A model is plain data: lists, numbers and words, which shrinking can make smaller and the peer gets; the
 * problem is the model itself unless `pose` makes it.
 */
export interface Subject<Model extends object = object, Solution = unknown, Answer extends Reply = Reply> {
  /** The method, without its family. */
  readonly method: string;
  /** The name of this subject among several of one method. */
  readonly part?: string;
  readonly kinds: Readonly<Record<string, (random: Random) => Model>>;
  /** Places in the model that are as long as each other: `['source', 'cost']` are rows, and `['target', 'cost.*']` columns. */
  readonly axes?: readonly (readonly string[])[];
  /** Entries of the model that are codes or sizes: they are not rounded. */
  readonly codes?: readonly string[];
  /** The action of worker.py that answers a model; without one, `judge` knows what is right. */
  readonly peer?: string;
  /** Keys of a solution under which numbers may be infinite. */
  readonly mayBeInfinite?: readonly string[];
  readonly exceptions?: readonly Exception[];
  // Methods, since of these a subject may take less than any model and any solution.
  pose?(model: Model): object;
  /** Smaller models, where axes are not all there is to leave out. */
  smaller?(model: Model): Iterable<Model>;
  solve(problem: object, options: SyncRunOptions): Solution;
  /** Whether an unfinished solution is as accurate as double precision allows: a backend may then end either way. */
  isAtPrecision?(solution: Solution): boolean;
  /** Throws where the solution is not what its status says. Formulas have their bits by the options of the call. */
  certify?(problem: object, solution: Solution, options: SyncRunOptions): void;
  /** Compares; is asked only where there is an answer. */
  judge?(model: Model, outcome: Outcome<Solution>, answer: Answer): Iterable<Finding>;
}

/** A subject by its whole types, as one of a list. */
export const subject = <Model extends object, Solution, Answer extends Reply = Reply>(
  whole: Subject<Model, Solution, Answer>,
): Subject => whole as unknown as Subject;

export const nameOf = ({ method, part }: Subject): string =>
  part === undefined ? method : `${method} ${part}`;
