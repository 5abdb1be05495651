/** Electronic structure of atoms: levels in central potentials, and atoms whose electrons make the potential themselves. */

import { converse, converseSync, type Questions, vectorAnswerer } from '../engine/converse.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import type {
  ConfigurationProblem,
  ConfigurationSolution,
  EvaluateProblem,
  EvaluateSolution,
  FunctionalProblem,
  FunctionalSolution,
  GivenPotential,
  OnLogGridProblem,
  OnLogGridSolution,
  ParseConfigurationProblem,
  SolveProblem,
  SolveProgress,
  SolveSolution,
  StatesProblem,
  StatesSolution,
} from '../generated/atom.js';

export type * from '../generated/atom.js';

/**
 * A self-consistent atom or ion: total energy with its parts, levels, orbitals, density and potential, to 1e-8 hartree by
 * default for every element. Density functionals, with Schrödinger's, the scalar-relativistic or Dirac's equation. The solution
 * is plain data: store it, start from it, or give it to {@link evaluate} and {@link onLogGrid}.
 *
 * High-order finite elements after Čertík, Pask, Fernando, Goswami, Sukumar, Collins, Manzini, Vackář: High-order finite element
 * method for atomic structure calculations, Computer Physics Communications 297, 2024, with Dirac's equation in its eliminated
 * form, whose levels are counted.
 *
 * @example
 * ```ts
 * const uranium = await solve({ element: 'U', model: 'dirac' });
 * console.log(uranium.energy.total, uranium.orbitals.map(({ label, energy }) => [label, energy]));
 * ```
 */
export function solve(problem: SolveProblem, options?: RunOptions<SolveProgress>): Promise<SolveSolution> {
  return run('atom.solve', problem, options);
}

/** {@link solve}, blocking the calling thread. */
export function solveSync(problem: SolveProblem, options?: SyncRunOptions): SolveSolution {
  return runSync('atom.solve', problem, options);
}

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
export function states(
  problem: StatesIn<PotentialFunction>,
  options?: RunOptions<never>,
): Promise<StatesSolution> {
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

/**
 * Orbitals, densities and potentials of a solved atom at any distances from the nucleus, by the elements' own polynomials: as
 * exact as the solution is.
 *
 * @example
 * ```ts
 * const neon = await solve({ element: 'Ne' });
 * const { values } = await evaluate({ solution: neon, what: 'density', r: [0, 0.1, 1] });
 * ```
 */
export function evaluate(problem: EvaluateProblem, options?: RunOptions<never>): Promise<EvaluateSolution> {
  return run('atom.evaluate', problem, options);
}

/** {@link evaluate}, blocking the calling thread. */
export function evaluateSync(problem: EvaluateProblem, options?: SyncRunOptions): EvaluateSolution {
  return runSync('atom.evaluate', problem, options);
}

/**
 * A solved atom on a logarithmic grid, with weights of integrals: for codes that expect one.
 *
 * @example
 * ```ts
 * const { r, weights, density } = await onLogGrid({ solution: await solve({ element: 'Ar' }), points: 2000 });
 * ```
 */
export function onLogGrid(
  problem: OnLogGridProblem,
  options?: RunOptions<never>,
): Promise<OnLogGridSolution> {
  return run('atom.onLogGrid', problem, options);
}

/** {@link onLogGrid}, blocking the calling thread. */
export function onLogGridSync(problem: OnLogGridProblem, options?: SyncRunOptions): OnLogGridSolution {
  return runSync('atom.onLogGrid', problem, options);
}

/**
 * Exchange and correlation of given densities: the energy an electron, and the potentials.
 *
 * @example
 * ```ts
 * const { energy, potential } = await functional({ xc: 'lda', density: [0.1, 10] });
 * ```
 */
export function functional(
  problem: FunctionalProblem,
  options?: RunOptions<never>,
): Promise<FunctionalSolution> {
  return run('atom.functional', problem, options);
}

/** {@link functional}, blocking the calling thread. */
export function functionalSync(problem: FunctionalProblem, options?: SyncRunOptions): FunctionalSolution {
  return runSync('atom.functional', problem, options);
}

/**
 * The ground configuration of an atom, or of an ion made of it.
 *
 * @example
 * ```ts
 * const { text } = await configuration({ element: 'Fe', charge: 2 }); // ends with 3d6
 * ```
 */
export function configuration(
  problem: ConfigurationProblem,
  options?: RunOptions<never>,
): Promise<ConfigurationSolution> {
  return run('atom.configuration', problem, options);
}

/** {@link configuration}, blocking the calling thread. */
export function configurationSync(
  problem: ConfigurationProblem,
  options?: SyncRunOptions,
): ConfigurationSolution {
  return runSync('atom.configuration', problem, options);
}

/**
 * Shells from a text such as `[Rn] 5f3 6d1 7s2`.
 *
 * @example
 * ```ts
 * const { shells, electrons } = await parseConfiguration({ text: '[Ar] 3d5 4s1' });
 * ```
 */
export function parseConfiguration(
  problem: ParseConfigurationProblem,
  options?: RunOptions<never>,
): Promise<ConfigurationSolution> {
  return run('atom.parseConfiguration', problem, options);
}

/** {@link parseConfiguration}, blocking the calling thread. */
export function parseConfigurationSync(
  problem: ParseConfigurationProblem,
  options?: SyncRunOptions,
): ConfigurationSolution {
  return runSync('atom.parseConfiguration', problem, options);
}
