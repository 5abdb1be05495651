/** Electronic structure of atoms: levels in central potentials, and atoms whose electrons make the potential themselves. */

import { converse, converseSync, type Questions, vectorAnswerer } from '../engine/converse.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { GivenPotential, StatesProblem, StatesSolution } from '../generated/atom.js';
import '../generated/wasm/atom.js';

export * from '../generated/atom.js';

/**
 * A potential as a function of all points of a mesh at once: it returns the values, or writes them into its second argument.
 * Both arrays are used again for the next mesh.
 */
export type PotentialFunction = (
  r: Float64Array,
  v: Float64Array,
  // biome-ignore lint/suspicious/noConfusingVoidType: functions without a return statement return void
) => ArrayLike<number> | void | PromiseLike<ArrayLike<number> | void>;

/** Levels wanted in a potential that is named or sampled, or the caller's function. */
export type StatesIn<Potential> = Omit<StatesProblem, 'potential'> & {
  readonly potential: GivenPotential | Potential;
};

/**
 * Levels of one electron in any central potential: named, sampled, or a function. The mesh is the program's affair: it
 * grows until the levels decay on it, and is refined until they stand. A function is asked once a mesh, for all its points.
 *
 * @example
 * ```ts
 * const uranium = await states({ potential: { kind: 'coulomb', charge: 92 }, equation: 'dirac', kappa: -1, count: 7 });
 * const screened = await states({ potential: (r) => r.map((r) => -Math.exp(-r / 2) / r), chargeAtOrigin: 1 });
 * ```
 */
export function states(problem: StatesIn<PotentialFunction>, options?: RunOptions): Promise<StatesSolution> {
  return asks(problem)
    ? converse('atom.states', problem, POTENTIAL_QUESTION, options)
    : run('atom.states', problem, options);
}

/** {@link states}, blocking the calling thread; a function must answer at once. */
export function statesSync(
  problem: StatesIn<(r: Float64Array, v: Float64Array) => ReturnType<PotentialFunction>>,
  options?: SyncRunOptions,
): StatesSolution {
  return asks(problem)
    ? converseSync('atom.states', problem, POTENTIAL_QUESTION, options)
    : runSync('atom.states', problem, options);
}

const POTENTIAL_QUESTION: Questions = { potential: vectorAnswerer };

/** Whether a problem's potential is a function. Whatever is not a problem, the doors refuse. */
function asks(problem: object): boolean {
  return typeof (problem as { potential?: unknown } | undefined | null)?.potential === 'function';
}
