/** Electronic structure of atoms: energy levels in central potentials, and self-consistent atoms. */

import { converse, converseSync, type Questions, vectorAnswerer } from '../engine/converse.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type { GivenPotential, StatesProblem, StatesSolution } from '../generated/atom.js';
import '#wasm/atom.js';

export * from '../generated/atom.js';

/**
 * A potential, evaluated at all mesh points at once. It returns the values or writes them into its second argument.
 * Both arrays are reused for the next mesh.
 */
export type PotentialFunction = (
  r: Float64Array,
  v: Float64Array,
  // biome-ignore lint/suspicious/noConfusingVoidType: functions without a return statement return void
) => ArrayLike<number> | void | PromiseLike<ArrayLike<number> | void>;

/** The energy levels requested in a named, sampled or user-defined potential. */
export type StatesIn<Potential> = Omit<StatesProblem, 'potential'> & {
  readonly potential: GivenPotential | Potential;
};

/**
 * Computes the energy levels of one electron in a central potential: named, sampled, or a function. The mesh is chosen
 * automatically: it is extended until the states decay on it, and refined until the levels are stable. A function is
 * evaluated once per mesh, at all its points.
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

/** Blocking version of {@link states}; a function must be synchronous. */
export function statesSync(
  problem: StatesIn<(r: Float64Array, v: Float64Array) => ReturnType<PotentialFunction>>,
  options?: SyncRunOptions,
): StatesSolution {
  return asks(problem)
    ? converseSync('atom.states', problem, POTENTIAL_QUESTION, options)
    : runSync('atom.states', problem, options);
}

const POTENTIAL_QUESTION: Questions = { potential: vectorAnswerer };

/** Returns whether the potential is a function. Values other than problems are rejected later, by the entry points. */
function asks(problem: object): boolean {
  return typeof (problem as { potential?: unknown } | undefined | null)?.potential === 'function';
}
