// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/atom.js';

export { load } from '../engine/load.js';

/**
 * The equation of the orbitals.
 * - `schrodinger`: Schrödinger's equation.
 * - `scalar`: The scalar-relativistic equation of Koelling and Harmon, normalized by the large component.
 * - `dirac`: Dirac's equation.
 */
export type AtomModel = 'schrodinger' | 'scalar' | 'dirac';

/**
 * A solution of `solve`.
 */
export interface AtomState {
  /**
   * The elements.
   */
  readonly mesh: MeshState;
  /**
   * The orbitals.
   */
  readonly orbitals: readonly OrbitalState[];
  /**
   * The electrons' contribution to the potential.
   */
  readonly electronPotential: VectorInput;
  /**
   * Its Hartree part.
   */
  readonly hartree: VectorInput;
  /**
   * The nuclear charge.
   */
  readonly nuclearCharge: number;
  /**
   * The equation of the orbitals.
   */
  readonly model: AtomModel;
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * Whether the spins have separate potentials.
   */
  readonly spin: boolean;
  /**
   * The confinement.
   */
  readonly confinement?: Confinement;
  /**
   * The nucleus.
   */
  readonly nucleus?: Nucleus;
  /**
   * The speed of light, for relativistic equations.
   */
  readonly speedOfLight?: number;
}

/**
 * An atom or ion.
 */
export interface ConfigurationProblem {
  /**
   * The element: its symbol or its atomic number.
   */
  readonly element: GivenElement;
  /**
   * The charge of the ion.
   * @defaultValue 0.0
   */
  readonly charge?: number;
}

/**
 * A confinement of the atom.
 */
export interface Confinement {
  /**
   * The frequency w of a harmonic potential w^2 r^2/2, in hartree.
   * @defaultValue 0.0
   */
  readonly frequency?: number;
  /**
   * The radius in bohr of a hard wall: orbitals vanish there. Default: no wall.
   */
  readonly radius?: number;
}

/**
 * A form of Dirac's equation.
 * - `eliminated`: The small component is eliminated. The default; faster and more accurate.
 * - `squared`: The square of the operator, with both components: a second method to check the first. Charges must be below
 * sqrt(3)/2 c.
 */
export type DiracForm = 'eliminated' | 'squared';

/**
 * A solved atom, the quantity to evaluate, and the distances. Hartree atomic units.
 */
export interface EvaluateProblem {
  /**
   * A solution of `solve`.
   */
  readonly solution: AtomState;
  /**
   * The distances from the nucleus, from 0 to the end of the solution's mesh, in any order.
   */
  readonly r: VectorInput;
  /**
   * The index of an orbital in the solution's list; only for `orbital`.
   */
  readonly index?: number;
  /**
   * The spin, for spin-polarized atoms. Default: both spins for densities, up for potentials.
   */
  readonly spin?: Spin;
  /**
   * The quantity to evaluate.
   * @defaultValue 'density'
   */
  readonly what?: Quantity;
}

/**
 * An exchange-correlation functional.
 * - `lda`: The local density approximation with the correlation of Vosko, Wilk and Nusair (Can. J. Phys. 58, 1200, 1980).
 * - `pw92`: The local density approximation with the correlation of Perdew and Wang (Phys. Rev. B 45, 13244, 1992).
 * - `pz81`: The local density approximation with the correlation of Perdew and Zunger (Phys. Rev. B 23, 5048, 1981).
 * - `pbe`: The generalized gradient approximation of Perdew, Burke and Ernzerhof (Phys. Rev. Lett. 77, 3865, 1996).
 * - `exchange`: Local exchange only.
 * - `none`: No exchange, correlation or repulsion between electrons: each electron is alone with the nucleus.
 */
export type Functional = 'lda' | 'pw92' | 'pz81' | 'pbe' | 'exchange' | 'none';

/**
 * A functional, and densities to evaluate it for. Hartree atomic units.
 */
export interface FunctionalProblem {
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * The density at each point, in electrons per cubic bohr; of up electrons if `densityDown` is given.
   */
  readonly density: VectorInput;
  /**
   * The density of down electrons.
   */
  readonly densityDown?: VectorInput;
  /**
   * The derivative of `density` along its gradient. Default: 0.
   */
  readonly gradient?: VectorInput;
  /**
   * The derivative of `densityDown` in the same direction.
   */
  readonly gradientDown?: VectorInput;
  /**
   * The speed of light, for relativistic exchange. Default: nonrelativistic.
   */
  readonly speedOfLight?: number;
}

/**
 * An electron configuration, as text or as a list.
 */
export type GivenConfiguration = string | readonly GivenShell[];

/**
 * An element, by symbol or atomic number.
 */
export type GivenElement = string | number;

/**
 * A potential with its parameters; each kind requires the parameters in its description, all positive.
 */
export interface GivenPotential {
  /**
   * The kind of potential.
   */
  readonly kind: PotentialKind;
  /**
   * Z.
   */
  readonly charge?: number;
  /**
   * V in hartree.
   */
  readonly depth?: number;
  /**
   * d in bohr.
   */
  readonly diffuseness?: number;
  /**
   * w in hartree.
   */
  readonly frequency?: number;
  /**
   * The positions of the samples in bohr, ascending; from 4 to 100000.
   */
  readonly r?: VectorInput;
  /**
   * R in bohr.
   */
  readonly radius?: number;
  /**
   * a in 1/bohr.
   */
  readonly screening?: number;
  /**
   * s in bohr.
   */
  readonly softening?: number;
  /**
   * The samples, in hartree.
   */
  readonly v?: VectorInput;
}

/**
 * The electrons of one shell.
 */
export interface GivenShell {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum l.
   */
  readonly l: number;
  /**
   * The number of electrons, possibly fractional.
   */
  readonly occupation: number;
  /**
   * The spin of the electrons, for spin-polarized atoms. Default: as many up as possible, the others down.
   */
  readonly spin?: Spin;
}

/**
 * A speed of light, by name or in atomic units.
 */
export type GivenSpeed = StandardSpeed | number;

/**
 * The growth of the elements of a mesh.
 * - `exponential`: Exponential: with the default law, or with `ratio` by a constant factor.
 * - `uniform`: Elements of equal length.
 * - `explicit`: The elements given by `boundaries`.
 */
export type MeshKind = 'exponential' | 'uniform' | 'explicit';

/**
 * The elements, on which orbitals are polynomials.
 */
export interface MeshProblem {
  /**
   * For explicit meshes: the boundaries of the elements, ascending from 0.
   */
  readonly boundaries?: VectorInput;
  /**
   * The degree of the polynomials, from 2 to 40. Default: as required by the accuracy.
   */
  readonly degree?: number;
  /**
   * The number of elements, from 1 to 200. Default: as required by the accuracy.
   */
  readonly elements?: number;
  /**
   * The growth of the elements.
   * @defaultValue 'exponential'
   */
  readonly kind?: MeshKind;
  /**
   * The number of quadrature nodes per element, from degree + 1 (15 if the degree is not given) to 80. Default: as
   * required by the accuracy.
   */
  readonly points?: number;
  /**
   * The end of the mesh, in bohr. Default: 50, or more if orbitals extend farther.
   */
  readonly rMax?: number;
  /**
   * For exponential meshes: the length of the last element divided by the length of the first.
   */
  readonly ratio?: number;
}

/**
 * The mesh of a solution.
 */
export interface MeshState {
  /**
   * The boundaries of the elements.
   */
  readonly boundaries: VectorInput;
  /**
   * The degree of the polynomials.
   */
  readonly degree: number;
  /**
   * The number of quadrature nodes per element.
   */
  readonly points: number;
  /**
   * The leading power of r of s orbitals.
   */
  readonly originPower: number;
  /**
   * The end of the elements with powers of r.
   */
  readonly weightedUpTo: number;
}

/**
 * Anderson mixing.
 */
export interface MixingProblem {
  /**
   * The number of earlier potentials used for the next, at most 50.
   * @defaultValue 5
   */
  readonly depth?: number;
  /**
   * The fraction of the residual that is added, above 0 and at most 1.
   * @defaultValue 0.6
   */
  readonly factor?: number;
}

/**
 * A nucleus.
 */
export interface Nucleus {
  /**
   * The shape of the charge.
   * @defaultValue 'point'
   */
  readonly kind?: NucleusKind;
  /**
   * The root mean square radius of the charge in bohr; 0 for a point.
   * @defaultValue 0.0
   */
  readonly radius?: number;
}

/**
 * The shape of the nuclear charge.
 * - `point`: A point.
 * - `sphere`: A sphere of uniform charge.
 * - `gaussian`: A Gaussian.
 */
export type NucleusKind = 'point' | 'sphere' | 'gaussian';

/**
 * A solved atom, and the grid r_i = rMin (rMax/rMin)^(i/(points - 1)).
 */
export interface OnLogGridProblem {
  /**
   * A solution of `solve`.
   */
  readonly solution: AtomState;
  /**
   * The number of points, from 2 to 1000000.
   * @defaultValue 2000
   */
  readonly points?: number;
  /**
   * The last point in bohr. Default: the end of the solution's mesh.
   */
  readonly rMax?: number;
  /**
   * The first point in bohr. Default: 1e-6 divided by the nuclear charge.
   */
  readonly rMin?: number;
}

/**
 * An orbital of a solution.
 */
export interface OrbitalState {
  /**
   * The angular momentum.
   */
  readonly l: number;
  /**
   * The number of electrons.
   */
  readonly occupation: number;
  /**
   * The energy level.
   */
  readonly energy: number;
  /**
   * The orbital's coefficients.
   */
  readonly coefficients: VectorInput;
  /**
   * Dirac's quantum number, if the model is Dirac's.
   */
  readonly kappa?: number;
  /**
   * The spin, if spins differ.
   */
  readonly spin?: Spin;
}

/**
 * An electron configuration as text.
 */
export interface ParseConfigurationProblem {
  /**
   * A configuration such as `[Rn] 5f3 6d1 7s2`. Any element in brackets stands for its ground configuration.
   */
  readonly text: string;
}

/**
 * The kind of a central potential.
 * - `coulomb`: -Z/r, with `charge` Z.
 * - `harmonic`: w^2 r^2/2, with `frequency` w.
 * - `yukawa`: -Z exp(-a r)/r, with `charge` Z and `screening` a.
 * - `hulthen`: -Z a / (exp(a r) - 1), with `charge` Z and `screening` a.
 * - `woodsSaxon`: -V / (1 + exp((r - R)/d)), with `depth` V, `radius` R and `diffuseness` d.
 * - `softCoulomb`: -Z / sqrt(r^2 + s^2), with `charge` Z and `softening` s.
 * - `square`: -V up to R and 0 beyond, with `depth` V and `radius` R.
 * - `samples`: Samples `v` at `r`, interpolated by a cubic spline after subtracting the charge at the origin.
 */
export type PotentialKind = 'coulomb' | 'harmonic' | 'yukawa' | 'hulthen' | 'woodsSaxon' | 'softCoulomb' | 'square' | 'samples';

/**
 * A function of r.
 * - `orbital`: P = r times the radial function of an orbital; for Dirac's equation also its small component Q.
 * - `density`: The electron density n.
 * - `gradient`: The derivative of the density.
 * - `kineticDensity`: The kinetic energy density: half the sum of the squared gradients of all occupied orbitals; not for Dirac's
 * equation.
 * - `potential`: The potential of the electrons.
 * - `hartree`: The Hartree potential, its part from the electron density.
 * - `xc`: The exchange-correlation potential.
 * - `effectiveCharge`: -r times the potential.
 */
export type Quantity = 'orbital' | 'density' | 'gradient' | 'kineticDensity' | 'potential' | 'hartree' | 'xc' | 'effectiveCharge';

/**
 * An atom or ion, to solve self-consistently. Hartree atomic units.
 */
export interface SolveProblem {
  /**
   * The element: its symbol or nuclear charge. A fractional charge requires `configuration`.
   */
  readonly element: GivenElement;
  /**
   * The intended error of the total energy and of levels, in hartree. It determines the mesh and the stopping
   * criteria.
   * @defaultValue 1e-8
   */
  readonly accuracy?: number;
  /**
   * The speed of light. Default: the value of NIST's tables.
   */
  readonly c?: GivenSpeed;
  /**
   * The charge of the ion. Default: as implied by `configuration`, else 0.
   */
  readonly charge?: number;
  /**
   * The electron configuration: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration from
   * NIST's tables up to uranium, in Madelung's order beyond; ions lose the outermost electrons.
   */
  readonly configuration?: GivenConfiguration;
  /**
   * The confinement of the atom.
   */
  readonly confinement?: Confinement;
  /**
   * Whether to record every iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The maximum number of iterations.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The elements, on which orbitals are polynomials. Default: as required by `accuracy`.
   */
  readonly mesh?: MeshProblem;
  /**
   * The mixing of successive potentials.
   */
  readonly mixing?: MixingProblem;
  /**
   * The equation of the orbitals.
   * @defaultValue 'schrodinger'
   */
  readonly model?: AtomModel;
  /**
   * The charge distribution of the nucleus.
   */
  readonly nucleus?: Nucleus;
  /**
   * Whether up and down electrons have separate potentials; not for Dirac's equation.
   * @defaultValue false
   */
  readonly spin?: boolean;
  /**
   * An earlier solution, of this or a neighboring atom, as a starting potential.
   */
  readonly start?: StartProblem;
  /**
   * The exchange-correlation functional. In relativistic models exchange is relativistic too, except for `pbe`.
   * @defaultValue 'lda'
   */
  readonly xc?: Functional;
}

/**
 * A spin direction.
 * - `up`: The majority spin.
 * - `down`: The minority spin.
 */
export type Spin = 'up' | 'down';

/**
 * Standard values of the speed of light in atomic units.
 * - `nist`: 137.0359895, as in the tables of NIST.
 * - `codata2022`: 137.035999177.
 */
export type StandardSpeed = 'nist' | 'codata2022';

/**
 * The fields of an earlier solution needed to start from it.
 */
export interface StartProblem {
  /**
   * The mesh of the earlier solution.
   */
  readonly mesh: MeshState;
  /**
   * The electrons' contribution to its potential.
   */
  readonly electronPotential: VectorInput;
  /**
   * Its nuclear charge.
   */
  readonly nuclearCharge: number;
  /**
   * Whether spins have separate potentials.
   */
  readonly spin: boolean;
}

/**
 * One electron in a central potential, to compute its levels. Hartree atomic units.
 */
export interface StatesProblem {
  /**
   * The allowed error of levels: absolute, in hartree, or relative, whichever is larger.
   * @defaultValue 1e-10
   */
  readonly accuracy?: number;
  /**
   * The speed of light. Default: the value of NIST's tables.
   */
  readonly c?: GivenSpeed;
  /**
   * For samples and functions: the charge Z of a point at the origin; the potential is -Z/r + O(1) there. Default:
   * 0.
   */
  readonly chargeAtOrigin?: number;
  /**
   * The number of levels, starting with the lowest, at most 50. Default: 1.
   */
  readonly count?: number;
  /**
   * The equation of the orbitals.
   * @defaultValue 'schrodinger'
   */
  readonly equation?: AtomModel;
  /**
   * The form of Dirac's equation; only for that equation.
   */
  readonly form?: DiracForm;
  /**
   * l for j = l - 1/2 and -(l+1) for j = l + 1/2; only for Dirac's equation. Default: -1.
   */
  readonly kappa?: number;
  /**
   * The angular momentum l; not for Dirac's equation. Default: 0.
   */
  readonly l?: number;
  /**
   * The elements. Default: chosen and refined adaptively for the potential.
   */
  readonly mesh?: MeshProblem;
  /**
   * The principal quantum number of a single level, instead of `count`.
   */
  readonly n?: number;
  /**
   * The potential, by name or as samples.
   */
  readonly potential?: GivenPotential;
}

/**
 * The electrons of one shell.
 */
export interface ConfigurationShell {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum l.
   */
  readonly l: number;
  /**
   * The number of electrons.
   */
  readonly occupation: number;
}

/**
 * An electron configuration.
 */
export interface ConfigurationSolution {
  /**
   * The shells, by n and then by l.
   */
  readonly shells: readonly ConfigurationShell[];
  /**
   * The number of electrons.
   */
  readonly electrons: number;
  /**
   * The configuration as text, without abbreviations.
   */
  readonly text: string;
}

/**
 * The total energy and its parts, in hartree.
 */
export interface EnergyParts {
  /**
   * The total energy, the sum of all parts.
   */
  readonly total: number;
  /**
   * The kinetic energy, without the rest energy.
   */
  readonly kinetic: number;
  /**
   * The Hartree energy, the repulsion of the density with itself.
   */
  readonly hartree: number;
  /**
   * The attraction by the nucleus.
   */
  readonly nuclear: number;
  /**
   * The energy in the confining potential.
   */
  readonly confinement: number;
  /**
   * The exchange-correlation energy.
   */
  readonly xc: number;
}

/**
 * The evaluated quantity.
 */
export interface EvaluateSolution {
  /**
   * The quantity at each r.
   */
  readonly values: Float64Array;
  /**
   * The small component, for orbitals of Dirac's equation.
   */
  readonly small?: Float64Array;
}

/**
 * Energies and potentials for the densities.
 */
export interface FunctionalSolution {
  /**
   * The exchange-correlation energy per electron; 0 without density.
   */
  readonly energy: Float64Array;
  /**
   * The potential: the derivative of the energy per volume with respect to `density`.
   */
  readonly potential: Float64Array;
  /**
   * The derivative of the energy per volume with respect to `gradient`.
   */
  readonly slope: Float64Array;
  /**
   * The derivative of the energy per volume with respect to `densityDown`.
   */
  readonly potentialDown?: Float64Array;
  /**
   * The derivative of the energy per volume with respect to `gradientDown`.
   */
  readonly slopeDown?: Float64Array;
}

/**
 * The elements of a solution.
 */
export interface Mesh {
  /**
   * The boundaries of the elements in bohr, ascending from 0 to the end, where orbitals vanish.
   */
  readonly boundaries: Float64Array;
  /**
   * The degree of the polynomials.
   */
  readonly degree: number;
  /**
   * The number of quadrature nodes per element.
   */
  readonly points: number;
  /**
   * The leading power of r of s orbitals.
   */
  readonly originPower: number;
  /**
   * In elements that end at most here, and in the first, orbitals are their power of r times a polynomial.
   */
  readonly weightedUpTo: number;
  /**
   * All quadrature nodes, ascending. Densities and potentials are given there.
   */
  readonly r: Float64Array;
  /**
   * The weights of integrals over r at the nodes.
   */
  readonly weights: Float64Array;
}

/**
 * The atom on the grid.
 */
export interface OnLogGridSolution {
  /**
   * The grid points.
   */
  readonly r: Float64Array;
  /**
   * The integration weights over r: the trapezoidal rule in ln r, with spectral accuracy for functions that vanish
   * at both ends.
   */
  readonly weights: Float64Array;
  /**
   * 4 pi r^2 times the density.
   */
  readonly density: Float64Array;
  /**
   * The potential of the electrons; of up electrons if spins differ.
   */
  readonly potential: Float64Array;
  /**
   * The Hartree potential, its part from the electron density.
   */
  readonly hartree: Float64Array;
  /**
   * P of each orbital, one per row.
   */
  readonly orbitals: Matrix;
  /**
   * Q of each orbital, for Dirac's equation.
   */
  readonly small?: Matrix;
}

/**
 * An occupied level.
 */
export interface OrbitalLevel {
  /**
   * A label such as `5f`; for Dirac's equation `5f-` for j = 5/2 and `5f+` for j = 7/2.
   */
  readonly label: string;
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum l; for Dirac's equation, of the large component.
   */
  readonly l: number;
  /**
   * The number of electrons.
   */
  readonly occupation: number;
  /**
   * The energy in hartree, without the rest energy.
   */
  readonly energy: number;
  /**
   * Whether the level is bound: below zero, or confined.
   */
  readonly bound: boolean;
  /**
   * Whether counts on both sides of the level confirm that n - l - 1 levels of its symmetry are below it.
   */
  readonly certified: boolean;
  /**
   * The mean of r, in bohr.
   */
  readonly meanRadius: number;
  /**
   * The mean of r^2, in square bohr.
   */
  readonly meanSquareRadius: number;
  /**
   * The mean of 1/r, in inverse bohr.
   */
  readonly meanInverseRadius: number;
  /**
   * P at the Lobatto nodes of all elements; in the first element P/(r/h)^beta instead, with its length h and the
   * orbital's leading power beta of r.
   */
  readonly coefficients: Float64Array;
  /**
   * The total angular momentum, for Dirac's equation.
   */
  readonly j?: number;
  /**
   * l for j = l - 1/2 and -(l+1) for j = l + 1/2, for Dirac's equation.
   */
  readonly kappa?: number;
  /**
   * The spin, for spin-polarized atoms.
   */
  readonly spin?: Spin;
}

/**
 * The progress of `solve`.
 */
export interface SolveProgress {
  /**
   * The number of the iteration.
   */
  readonly iteration: number;
  /**
   * The total energy in hartree.
   */
  readonly energy: number;
  /**
   * The residual of the potential in hartree.
   */
  readonly residual: number;
}

/**
 * The record of one iteration.
 */
export interface SolveRecord {
  /**
   * The total energy in hartree.
   */
  readonly energy: number;
  /**
   * The residual of the potential in hartree.
   */
  readonly residual: number;
}

/**
 * A self-consistent atom. It is plain data: store it, or pass it to `evaluate`, `onLogGrid`, or as `start`.
 */
export interface SolveSolution {
  /**
   * The reason why the iteration stopped.
   */
  readonly status: SolveStatus;
  /**
   * The number of iterations. Each solves for all orbitals once.
   */
  readonly iterations: number;
  /**
   * The difference between the potential generated by the orbitals and the one they were computed in: root mean
   * square over the electrons, in hartree.
   */
  readonly residual: number;
  /**
   * The energy and its parts.
   */
  readonly energy: EnergyParts;
  /**
   * An estimate of the error of the total energy: its change by a finer mesh and by the residual, and rounding.
   */
  readonly estimatedError: number;
  /**
   * The occupied levels, by n and then by l.
   */
  readonly orbitals: readonly OrbitalLevel[];
  /**
   * The elements.
   */
  readonly mesh: Mesh;
  /**
   * 4 pi r^2 times the electron density, at the nodes `mesh.r`.
   */
  readonly density: Float64Array;
  /**
   * The Hartree potential, at the nodes `mesh.r`.
   */
  readonly hartree: Float64Array;
  /**
   * The electrons' contribution to the potential at these nodes, one spin after another. For gradient functionals
   * followed by the derivatives of the energy density with respect to the gradient of each density.
   */
  readonly electronPotential: Float64Array;
  /**
   * The nuclear charge.
   */
  readonly nuclearCharge: number;
  /**
   * The charge of the atom or ion.
   */
  readonly charge: number;
  /**
   * The equation of the orbitals.
   */
  readonly model: AtomModel;
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * Whether up and down electrons have separate potentials.
   */
  readonly spin: boolean;
  /**
   * The nucleus.
   */
  readonly nucleus: Nucleus;
  /**
   * The confinement.
   */
  readonly confinement: Confinement;
  /**
   * -n'/(2 n) at a point nucleus, for Schrödinger's equation. By Kato's theorem it equals the nuclear charge.
   */
  readonly cusp?: number;
  /**
   * The density at the nucleus, if it is finite: for Schrödinger's equation, and for nuclei other than points.
   */
  readonly densityAtNucleus?: number;
  /**
   * All iterations, if `history` is set.
   */
  readonly history?: readonly SolveRecord[];
  /**
   * The speed of light, for relativistic equations.
   */
  readonly speedOfLight?: number;
  /**
   * 4 pi r^2 times the difference of up and down densities, for spin-polarized atoms.
   */
  readonly spinDensity?: Float64Array;
}

/**
 * The reason why an atom's iteration stopped.
 * - `converged`: The potential has converged, and all levels are bound.
 * - `unboundState`: At least one occupied level is not bound; such levels have `bound: false`. Their energies refer to a box with
 * the radius of the mesh.
 * - `iterationLimit`: The iteration did not converge within `maxIterations`.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: Rounding keeps the residual above the value required by `accuracy`; see `estimatedError` for the error reached.
 */
export type SolveStatus = 'converged' | 'unboundState' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * An energy level.
 */
export interface StateLevel {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The energy in hartree, without the rest energy.
   */
  readonly energy: number;
  /**
   * Whether counts on both sides of the level confirm that n - l - 1 levels of its symmetry are below it.
   */
  readonly certified: boolean;
  /**
   * The mean of r, in bohr.
   */
  readonly meanRadius: number;
  /**
   * P at the nodes `mesh.r`.
   */
  readonly large: Float64Array;
  /**
   * Q at the nodes, for Dirac's equation.
   */
  readonly small?: Float64Array;
}

/**
 * Energy levels in a central potential.
 */
export interface StatesSolution {
  /**
   * The reason why the search stopped.
   */
  readonly status: StatesStatus;
  /**
   * The number of meshes tried.
   */
  readonly iterations: number;
  /**
   * The levels in ascending order; fewer than requested if the potential binds fewer.
   */
  readonly states: readonly StateLevel[];
  /**
   * An estimate of the largest error among the levels: their change by a finer mesh and by a longer one, and
   * rounding.
   */
  readonly estimatedError: number;
  /**
   * The elements.
   */
  readonly mesh: Mesh;
}

/**
 * The reason why the search for levels stopped.
 * - `converged`: The estimated errors of all levels are within the accuracy.
 * - `unboundState`: The potential binds fewer levels than requested; the solution contains all it binds.
 * - `stalled`: The mesh cannot be refined or extended further: it is given, or has the maximum number of elements. See
 * `estimatedError` for the error reached.
 * - `timeLimit`: The time limit was reached.
 */
export type StatesStatus = 'converged' | 'unboundState' | 'stalled' | 'timeLimit';

/**
 * Computes a self-consistent atom or ion by density functional theory: total energy with its parts, levels, orbitals,
 * density and potential, to 1e-8 hartree by default for every element, with Schrödinger's, the scalar-relativistic or
 * Dirac's equation. The solution is plain data: store it, start from it, or pass it to {@link evaluate} and {@link
 * onLogGrid}.
 *
 * High-order finite elements after Čertík, Pask, Fernando, Goswami, Sukumar, Collins, Manzini, Vackář: High-order
 * finite element method for atomic structure calculations, Computer Physics Communications 297, 2024, with Dirac's
 * equation in its eliminated form, which allows levels to be counted.
 *
 * @example
 * ```ts
 * const uranium = await solve({ element: 'U', model: 'dirac' });
 * console.log(uranium.energy.total, uranium.orbitals.map(({ label, energy }) => [label, energy]));
 * ```
 */
export function solve(
  problem: SolveProblem,
  options?: RunOptions<SolveProgress>,
): Promise<SolveSolution> {
  return run('atom.solve', problem, options);
}

/** {@link solve}, blocking the calling thread. */
export function solveSync(problem: SolveProblem, options?: SyncRunOptions): SolveSolution {
  return runSync('atom.solve', problem, options);
}

/**
 * Evaluates orbitals, densities and potentials of a solved atom at any distance from the nucleus, by the polynomials
 * of the elements: as accurately as the solution itself.
 *
 * @example
 * ```ts
 * const neon = await solve({ element: 'Ne' });
 * const { values } = await evaluate({ solution: neon, what: 'density', r: [0, 0.1, 1] });
 * ```
 */
export function evaluate(
  problem: EvaluateProblem,
  options?: RunOptions,
): Promise<EvaluateSolution> {
  return run('atom.evaluate', problem, options);
}

/** {@link evaluate}, blocking the calling thread. */
export function evaluateSync(problem: EvaluateProblem, options?: SyncRunOptions): EvaluateSolution {
  return runSync('atom.evaluate', problem, options);
}

/**
 * Evaluates a solved atom on a logarithmic grid, with integration weights: for codes that expect one.
 *
 * @example
 * ```ts
 * const { r, weights, density } = await onLogGrid({ solution: await solve({ element: 'Ar' }), points: 2000 });
 * ```
 */
export function onLogGrid(
  problem: OnLogGridProblem,
  options?: RunOptions,
): Promise<OnLogGridSolution> {
  return run('atom.onLogGrid', problem, options);
}

/** {@link onLogGrid}, blocking the calling thread. */
export function onLogGridSync(problem: OnLogGridProblem, options?: SyncRunOptions): OnLogGridSolution {
  return runSync('atom.onLogGrid', problem, options);
}

/**
 * Evaluates exchange and correlation for given densities: the energy per electron, and the potentials.
 *
 * @example
 * ```ts
 * const { energy, potential } = await functional({ xc: 'lda', density: [0.1, 10] });
 * ```
 */
export function functional(
  problem: FunctionalProblem,
  options?: RunOptions,
): Promise<FunctionalSolution> {
  return run('atom.functional', problem, options);
}

/** {@link functional}, blocking the calling thread. */
export function functionalSync(problem: FunctionalProblem, options?: SyncRunOptions): FunctionalSolution {
  return runSync('atom.functional', problem, options);
}

/**
 * The ground configuration of an atom or ion.
 *
 * @example
 * ```ts
 * const { text } = await configuration({ element: 'Fe', charge: 2 }); // ends with 3d6
 * ```
 */
export function configuration(
  problem: ConfigurationProblem,
  options?: RunOptions,
): Promise<ConfigurationSolution> {
  return run('atom.configuration', problem, options);
}

/** {@link configuration}, blocking the calling thread. */
export function configurationSync(problem: ConfigurationProblem, options?: SyncRunOptions): ConfigurationSolution {
  return runSync('atom.configuration', problem, options);
}

/**
 * Parses a configuration such as `[Rn] 5f3 6d1 7s2`.
 *
 * @example
 * ```ts
 * const { shells, electrons } = await parseConfiguration({ text: '[Ar] 3d5 4s1' });
 * ```
 */
export function parseConfiguration(
  problem: ParseConfigurationProblem,
  options?: RunOptions,
): Promise<ConfigurationSolution> {
  return run('atom.parseConfiguration', problem, options);
}

/** {@link parseConfiguration}, blocking the calling thread. */
export function parseConfigurationSync(problem: ParseConfigurationProblem, options?: SyncRunOptions): ConfigurationSolution {
  return runSync('atom.parseConfiguration', problem, options);
}
