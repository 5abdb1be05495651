// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { Matrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/atom.js';

export { load } from '../engine/load.js';

/**
 * The equation of the orbitals.
 * - `schrodinger`: Schrödinger's.
 * - `scalar`: The scalar-relativistic one of Koelling and Harmon, normalised by the large component.
 * - `dirac`: Dirac's.
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
   * What the electrons add to the potential.
   */
  readonly electronPotential: VectorInput;
  /**
   * The part of it by the density alone.
   */
  readonly hartree: VectorInput;
  /**
   * The charge of the nucleus.
   */
  readonly nuclearCharge: number;
  /**
   * The equation.
   */
  readonly model: AtomModel;
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * Whether the spins have potentials of their own.
   */
  readonly spin: boolean;
  /**
   * The walls.
   */
  readonly confinement?: Confinement;
  /**
   * The nucleus.
   */
  readonly nucleus?: Nucleus;
  /**
   * The speed of light, where the equation has it.
   */
  readonly speedOfLight?: number;
}

/**
 * An atom or ion.
 */
export interface ConfigurationProblem {
  /**
   * The element: its symbol or its number.
   */
  readonly element: GivenElement;
  /**
   * The charge of the ion.
   * @defaultValue 0.0
   */
  readonly charge?: number;
}

/**
 * Walls around an atom.
 */
export interface Confinement {
  /**
   * The frequency w of a potential w^2 r^2/2, in hartree.
   * @defaultValue 0.0
   */
  readonly frequency?: number;
  /**
   * The radius in bohr of a hard wall, at which orbitals vanish; none without it.
   */
  readonly radius?: number;
}

/**
 * A form of Dirac's equation.
 * - `eliminated`: With the small component eliminated. The default, and the faster and more precise one.
 * - `squared`: The square of the operator, with both components: a second method, to check the first with. Charges must be below
 * sqrt(3)/2 c.
 */
export type DiracForm = 'eliminated' | 'squared';

/**
 * What of a solved atom is wanted, and where. Hartree atomic units.
 */
export interface EvaluateProblem {
  /**
   * A solution of `solve`.
   */
  readonly solution: AtomState;
  /**
   * Where: from 0 to the end of the solution's mesh, in any order.
   */
  readonly r: VectorInput;
  /**
   * Which orbital, as its place in the solution's list; for `orbital` only.
   */
  readonly index?: number;
  /**
   * Of which spin, in spin-polarised atoms. Default: densities of both, potentials of up.
   */
  readonly spin?: Spin;
  /**
   * What is wanted there.
   * @defaultValue 'density'
   */
  readonly what?: Quantity;
}

/**
 * An approximation of exchange and correlation.
 * - `lda`: The local density approximation with the correlation of Vosko, Wilk and Nusair (Can. J. Phys. 58, 1200, 1980).
 * - `pw92`: The local density approximation with the correlation of Perdew and Wang (Phys. Rev. B 45, 13244, 1992).
 * - `pz81`: The local density approximation with the correlation of Perdew and Zunger (Phys. Rev. B 23, 5048, 1981).
 * - `pbe`: The generalised gradient approximation of Perdew, Burke and Ernzerhof (Phys. Rev. Lett. 77, 3865, 1996).
 * - `exchange`: Local exchange alone.
 * - `none`: Neither exchange nor correlation nor the electrons' repulsion: each electron is alone with the nucleus.
 */
export type Functional = 'lda' | 'pw92' | 'pz81' | 'pbe' | 'exchange' | 'none';

/**
 * Densities whose exchange and correlation is wanted. Hartree atomic units.
 */
export interface FunctionalProblem {
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * The density at each point, in electrons a cubic bohr; of up electrons where `densityDown` is given.
   */
  readonly density: VectorInput;
  /**
   * The density of down electrons.
   */
  readonly densityDown?: VectorInput;
  /**
   * The derivative of `density` in the direction of its change. Default: 0.
   */
  readonly gradient?: VectorInput;
  /**
   * The derivative of `densityDown` in the same direction.
   */
  readonly gradientDown?: VectorInput;
  /**
   * The speed of light, where exchange is to be relativistic.
   */
  readonly speedOfLight?: number;
}

/**
 * A configuration as text or as a list.
 */
export type GivenConfiguration = string | readonly GivenShell[];

/**
 * An element by its symbol or by its number.
 */
export type GivenElement = string | number;

/**
 * A potential with its numbers; each kind takes those that its description names, all of them positive.
 */
export interface GivenPotential {
  /**
   * Which one.
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
   * Where the samples are, ascending, in bohr; from 4 to 100000.
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
 * Electrons of one shell.
 */
export interface GivenShell {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum.
   */
  readonly l: number;
  /**
   * How many electrons, not necessarily whole.
   */
  readonly occupation: number;
  /**
   * The electrons' spin, in spin-polarised atoms. Default: as many up as there is room for, the others down.
   */
  readonly spin?: Spin;
}

/**
 * A speed of light by name or in atomic units.
 */
export type GivenSpeed = StandardSpeed | number;

/**
 * How the elements of a mesh grow.
 * - `exponential`: Exponentially: by the law of default meshes, or from `ratio` by one factor.
 * - `uniform`: Not at all.
 * - `explicit`: As `boundaries` says.
 */
export type MeshKind = 'exponential' | 'uniform' | 'explicit';

/**
 * The elements on which orbitals are polynomials.
 */
export interface MeshProblem {
  /**
   * For explicit meshes: the ends of the elements, ascending from 0.
   */
  readonly boundaries?: VectorInput;
  /**
   * The degree of the polynomials, from 2 to 40. Default: as the accuracy asks for.
   */
  readonly degree?: number;
  /**
   * How many elements, from 1 to 200. Default: as the accuracy asks for.
   */
  readonly elements?: number;
  /**
   * How the elements grow.
   * @defaultValue 'exponential'
   */
  readonly kind?: MeshKind;
  /**
   * Quadrature nodes an element, from degree + 1 (15 where degree is not given) to 80. Default: as the accuracy asks for.
   */
  readonly points?: number;
  /**
   * Where the mesh ends, in bohr. Default: 50, and more where orbitals reach further.
   */
  readonly rMax?: number;
  /**
   * For exponential meshes: the length of the last element over that of the first.
   */
  readonly ratio?: number;
}

/**
 * The mesh of a solution.
 */
export interface MeshState {
  /**
   * The ends of the elements.
   */
  readonly boundaries: VectorInput;
  /**
   * The degree of the polynomials.
   */
  readonly degree: number;
  /**
   * Quadrature nodes an element.
   */
  readonly points: number;
  /**
   * The power of r with which s waves start.
   */
  readonly originPower: number;
  /**
   * Where elements with powers of r end.
   */
  readonly weightedUpTo: number;
}

/**
 * Anderson's mixing.
 */
export interface MixingProblem {
  /**
   * How many earlier potentials have a part in the next, at most 50.
   * @defaultValue 5
   */
  readonly depth?: number;
  /**
   * The part of the residual that is added to them, above 0 and at most 1.
   * @defaultValue 0.6
   */
  readonly factor?: number;
}

/**
 * A nucleus.
 */
export interface Nucleus {
  /**
   * The shape of its charge.
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
 * The shape of a nucleus' charge.
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
   * The first point in bohr. Default: 1e-6 over the charge of the nucleus.
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
   * How many electrons it has.
   */
  readonly occupation: number;
  /**
   * The level.
   */
  readonly energy: number;
  /**
   * The orbital's coefficients.
   */
  readonly coefficients: VectorInput;
  /**
   * Dirac's quantum number, where the model is Dirac's.
   */
  readonly kappa?: number;
  /**
   * The spin, where spins differ.
   */
  readonly spin?: Spin;
}

/**
 * A text that says in which shells electrons are.
 */
export interface ParseConfigurationProblem {
  /**
   * Such as `[Rn] 5f3 6d1 7s2`; a noble gas or any other element in brackets stands for its ground configuration.
   */
  readonly text: string;
}

/**
 * A central potential.
 * - `coulomb`: -Z/r, with `charge` Z.
 * - `harmonic`: w^2 r^2/2, with `frequency` w.
 * - `yukawa`: -Z exp(-a r)/r, with `charge` Z and `screening` a.
 * - `hulthen`: -Z a / (exp(a r) - 1), with `charge` Z and `screening` a.
 * - `woodsSaxon`: -V / (1 + exp((r - R)/d)), with `depth` V, `radius` R and `diffuseness` d.
 * - `softCoulomb`: -Z / sqrt(r^2 + s^2), with `charge` Z and `softening` s.
 * - `square`: -V up to R and 0 beyond, with `depth` V and `radius` R.
 * - `samples`: Of samples `v` at `r`, with a cubic spline between them once a charge at the origin is split off.
 */
export type PotentialKind = 'coulomb' | 'harmonic' | 'yukawa' | 'hulthen' | 'woodsSaxon' | 'softCoulomb' | 'square' | 'samples';

/**
 * A function of r.
 * - `orbital`: P = r times the radial function of an orbital; in Dirac's equation also its small component Q.
 * - `density`: The density of electrons n.
 * - `gradient`: Its derivative.
 * - `kineticDensity`: Half the sum of the squared gradients of all occupied orbitals; not in Dirac's equation.
 * - `potential`: The potential that electrons feel.
 * - `hartree`: The part of it by the density of electrons.
 * - `xc`: The part of it by exchange and correlation.
 * - `effectiveCharge`: -r times the potential.
 */
export type Quantity = 'orbital' | 'density' | 'gradient' | 'kineticDensity' | 'potential' | 'hartree' | 'xc' | 'effectiveCharge';

/**
 * An atom or ion whose orbitals are to make the potential they move in. Hartree atomic units.
 */
export interface SolveProblem {
  /**
   * The element: its symbol, or the charge of the nucleus, which need not be whole where `configuration` is given.
   */
  readonly element: GivenElement;
  /**
   * The error of the total energy and of levels that is aimed at, in hartree. It chooses the mesh, and where iterations stop.
   * @defaultValue 1e-8
   */
  readonly accuracy?: number;
  /**
   * The speed of light. Default: that of NIST's tables.
   */
  readonly c?: GivenSpeed;
  /**
   * The charge of the ion. Default: that of `configuration`, else 0.
   */
  readonly charge?: number;
  /**
   * Which shells the electrons are in: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration of
   * NIST's tables up to uranium, by Madelung's order beyond; ions lose the outermost electrons.
   */
  readonly configuration?: GivenConfiguration;
  /**
   * Walls around the atom.
   */
  readonly confinement?: Confinement;
  /**
   * Whether to record every iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The most iterations.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The elements on which orbitals are polynomials. Default: as `accuracy` asks for.
   */
  readonly mesh?: MeshProblem;
  /**
   * How the next potential is made of the last ones.
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
   * Whether up and down electrons have potentials of their own; not in Dirac's equation.
   * @defaultValue false
   */
  readonly spin?: boolean;
  /**
   * An earlier solution, of this atom or a neighbour, from whose potential to start.
   */
  readonly start?: StartProblem;
  /**
   * Exchange and correlation; where the model is relativistic, so is exchange, but for `pbe`.
   * @defaultValue 'lda'
   */
  readonly xc?: Functional;
}

/**
 * A direction of spin.
 * - `up`: The direction of the majority.
 * - `down`: The other.
 */
export type Spin = 'up' | 'down';

/**
 * Standard values of the speed of light in atomic units.
 * - `nist`: 137.0359895, of the tables of NIST.
 * - `codata2022`: 137.035999177.
 */
export type StandardSpeed = 'nist' | 'codata2022';

/**
 * What of an earlier solution a new one starts from; a solution of `solve` has it all.
 */
export interface StartProblem {
  /**
   * The earlier mesh.
   */
  readonly mesh: MeshState;
  /**
   * What the electrons added to the potential.
   */
  readonly electronPotential: VectorInput;
  /**
   * The charge of the earlier nucleus.
   */
  readonly nuclearCharge: number;
  /**
   * Whether the spins had potentials of their own.
   */
  readonly spin: boolean;
}

/**
 * Levels of one electron in a central potential. Hartree atomic units.
 */
export interface StatesProblem {
  /**
   * The error that levels may have, in hartree or relative to them, whatever is more.
   * @defaultValue 1e-10
   */
  readonly accuracy?: number;
  /**
   * The speed of light. Default: that of NIST's tables.
   */
  readonly c?: GivenSpeed;
  /**
   * For samples and functions: the charge Z of a point at the origin, where the potential is -Z/r + O(1). Default: 0.
   */
  readonly chargeAtOrigin?: number;
  /**
   * How many levels from the lowest on, at most 50. Default: 1.
   */
  readonly count?: number;
  /**
   * The equation.
   * @defaultValue 'schrodinger'
   */
  readonly equation?: AtomModel;
  /**
   * How Dirac's equation is solved; only there.
   */
  readonly form?: DiracForm;
  /**
   * l for j = l - 1/2 and -(l+1) for j = l + 1/2; in Dirac's equation, and only there.
   */
  readonly kappa?: number;
  /**
   * The angular momentum; not in Dirac's equation.
   */
  readonly l?: number;
  /**
   * The elements. Default: as many, and where, as the potential asks for.
   */
  readonly mesh?: MeshProblem;
  /**
   * The principal quantum number of the only level wanted.
   */
  readonly n?: number;
  /**
   * The potential by its name or as samples.
   */
  readonly potential?: GivenPotential;
}

/**
 * Electrons of one shell.
 */
export interface ConfigurationShell {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum.
   */
  readonly l: number;
  /**
   * How many electrons.
   */
  readonly occupation: number;
}

/**
 * In which shells electrons are.
 */
export interface ConfigurationSolution {
  /**
   * The shells by n and then by l.
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
   * The sum of all parts.
   */
  readonly total: number;
  /**
   * Kinetic energy, without the rest energy.
   */
  readonly kinetic: number;
  /**
   * Repulsion of the density with itself.
   */
  readonly hartree: number;
  /**
   * Attraction by the nucleus.
   */
  readonly nuclear: number;
  /**
   * Energy in the confining potential.
   */
  readonly confinement: number;
  /**
   * Exchange and correlation.
   */
  readonly xc: number;
}

/**
 * The values.
 */
export interface EvaluateSolution {
  /**
   * What was wanted, at each r.
   */
  readonly values: Float64Array;
  /**
   * The small component, for orbitals of Dirac's equation.
   */
  readonly small?: Float64Array;
}

/**
 * What functionals say of the densities.
 */
export interface FunctionalSolution {
  /**
   * The energy of exchange and correlation an electron; 0 without density.
   */
  readonly energy: Float64Array;
  /**
   * The derivative of the energy a volume by `density`: the potential.
   */
  readonly potential: Float64Array;
  /**
   * The derivative of the energy a volume by `gradient`.
   */
  readonly slope: Float64Array;
  /**
   * The derivative of the energy a volume by `densityDown`.
   */
  readonly potentialDown?: Float64Array;
  /**
   * The derivative of the energy a volume by `gradientDown`.
   */
  readonly slopeDown?: Float64Array;
}

/**
 * The elements of a solution.
 */
export interface Mesh {
  /**
   * The ends of the elements, ascending from 0 to where orbitals vanish, in bohr.
   */
  readonly boundaries: Float64Array;
  /**
   * The degree of the polynomials.
   */
  readonly degree: number;
  /**
   * Quadrature nodes an element.
   */
  readonly points: number;
  /**
   * The power of r with which s waves start.
   */
  readonly originPower: number;
  /**
   * In elements that end up to here, and in the first, orbitals are their power of r times a polynomial.
   */
  readonly weightedUpTo: number;
  /**
   * All quadrature nodes, ascending: where densities and potentials are given.
   */
  readonly r: Float64Array;
  /**
   * The weights of integrals over r at them.
   */
  readonly weights: Float64Array;
}

/**
 * The atom on the grid.
 */
export interface OnLogGridSolution {
  /**
   * The points.
   */
  readonly r: Float64Array;
  /**
   * The weights of integrals over r: the trapezoidal rule in ln r, of spectral accuracy for what vanishes at both ends.
   */
  readonly weights: Float64Array;
  /**
   * 4 pi r^2 times the density.
   */
  readonly density: Float64Array;
  /**
   * The potential that electrons feel, of up ones where spins differ.
   */
  readonly potential: Float64Array;
  /**
   * The part of it by the density of electrons.
   */
  readonly hartree: Float64Array;
  /**
   * P of each orbital, a row each.
   */
  readonly orbitals: Matrix;
  /**
   * Q of each orbital, in Dirac's equation.
   */
  readonly small?: Matrix;
}

/**
 * An occupied level.
 */
export interface OrbitalLevel {
  /**
   * Such as `5f`; in Dirac's equation `5f-` for j = 5/2 and `5f+` for j = 7/2.
   */
  readonly label: string;
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The angular momentum, in Dirac's equation of the large component.
   */
  readonly l: number;
  /**
   * How many electrons are in it.
   */
  readonly occupation: number;
  /**
   * The level in hartree.
   */
  readonly energy: number;
  /**
   * Whether it is bound: below zero, or within walls.
   */
  readonly bound: boolean;
  /**
   * Whether counts on both sides of the level say that there are n - l - 1 levels of its symmetry below it.
   */
  readonly certified: boolean;
  /**
   * The mean of r, in bohr.
   */
  readonly meanRadius: number;
  /**
   * The mean of r^2.
   */
  readonly meanSquareRadius: number;
  /**
   * The mean of 1/r.
   */
  readonly meanInverseRadius: number;
  /**
   * P on Lobatto's nodes of all elements; the first number stands for P/r^beta.
   */
  readonly coefficients: Float64Array;
  /**
   * The total angular momentum, in Dirac's equation.
   */
  readonly j?: number;
  /**
   * l for j = l - 1/2 and -(l+1) for j = l + 1/2, in Dirac's equation.
   */
  readonly kappa?: number;
  /**
   * The spin, where spins have potentials of their own.
   */
  readonly spin?: Spin;
}

/**
 * How far `solve` has come.
 */
export interface SolveProgress {
  /**
   * The number of the iteration.
   */
  readonly iteration: number;
  /**
   * The total energy.
   */
  readonly energy: number;
  /**
   * The residual of the potential.
   */
  readonly residual: number;
}

/**
 * One iteration.
 */
export interface SolveRecord {
  /**
   * The total energy.
   */
  readonly energy: number;
  /**
   * The residual of the potential.
   */
  readonly residual: number;
}

/**
 * A self-consistent atom. It is plain data: it may be stored, and given to `evaluate`, `onLogGrid`, and as `start`.
 */
export interface SolveSolution {
  /**
   * Why the iteration stopped.
   */
  readonly status: SolveStatus;
  /**
   * The number of iterations, each of which solved for all orbitals once.
   */
  readonly iterations: number;
  /**
   * The root mean square, over the electrons, of the difference between the potential that the orbitals make and the one
   * they were solved in, in hartree.
   */
  readonly residual: number;
  /**
   * The energy and its parts.
   */
  readonly energy: EnergyParts;
  /**
   * An estimate of the total energy's error: what a finer mesh and the residual change in it, and rounding.
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
   * 4 pi r^2 times the density of electrons, at the nodes `mesh.r`.
   */
  readonly density: Float64Array;
  /**
   * The potential of the density of electrons.
   */
  readonly hartree: Float64Array;
  /**
   * What the electrons add to the potential of nucleus and walls at these nodes, of each spin one after another; then the
   * energy density's derivatives by the slope of each density, where the functional has them.
   */
  readonly electronPotential: Float64Array;
  /**
   * The charge of the nucleus.
   */
  readonly nuclearCharge: number;
  /**
   * The charge of atom or ion.
   */
  readonly charge: number;
  /**
   * The equation.
   */
  readonly model: AtomModel;
  /**
   * The functional.
   */
  readonly xc: Functional;
  /**
   * Whether up and down electrons have potentials of their own.
   */
  readonly spin: boolean;
  /**
   * The nucleus.
   */
  readonly nucleus: Nucleus;
  /**
   * The walls.
   */
  readonly confinement: Confinement;
  /**
   * -n'/(2 n) at a point nucleus: its charge, by Kato's theorem. Where the equation is Schrödinger's.
   */
  readonly cusp?: number;
  /**
   * The density at the nucleus, where it is finite: for Schrödinger's equation, and for nuclei that are no points.
   */
  readonly densityAtNucleus?: number;
  /**
   * Every iteration, where asked for.
   */
  readonly history?: readonly SolveRecord[];
  /**
   * The speed of light, where the equation has it.
   */
  readonly speedOfLight?: number;
  /**
   * 4 pi r^2 times the density of up electrons less that of down ones, where these differ.
   */
  readonly spinDensity?: Float64Array;
}

/**
 * Why an atom's iteration stopped.
 * - `converged`: The potential stands, and all levels are bound.
 * - `unboundState`: An occupied level is not bound: it is one of those with `bound: false`. Its energy is that of a box of the mesh's
 * radius.
 * - `iterationLimit`: `maxIterations` were not enough.
 * - `timeLimit`: The time limit has passed.
 * - `stalled`: Rounding keeps the residual above what `accuracy` asks for; `estimatedError` says what was reached.
 */
export type SolveStatus = 'converged' | 'unboundState' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * A level.
 */
export interface StateLevel {
  /**
   * The principal quantum number.
   */
  readonly n: number;
  /**
   * The level in hartree, without the rest energy.
   */
  readonly energy: number;
  /**
   * Whether counts on both sides say that n - l - 1 levels of its symmetry are below it.
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
   * Q there, in Dirac's equation.
   */
  readonly small?: Float64Array;
}

/**
 * Levels in a central potential.
 */
export interface StatesSolution {
  /**
   * Why the search stopped.
   */
  readonly status: StatesStatus;
  /**
   * How many meshes were tried.
   */
  readonly iterations: number;
  /**
   * The levels, ascending; fewer than asked for where the potential binds fewer.
   */
  readonly states: readonly StateLevel[];
  /**
   * An estimate of the largest error among the levels: what a finer mesh changes, what a longer one would, and
   * rounding.
   */
  readonly estimatedError: number;
  /**
   * The elements.
   */
  readonly mesh: Mesh;
}

/**
 * Why the search for levels stopped.
 * - `converged`: All levels are within the accuracy, by the estimate.
 * - `unboundState`: The potential binds fewer levels than were asked for; those it binds are given.
 * - `stalled`: The mesh may not be refined or made longer: it was given, or has as many elements as can be. `estimatedError` says what
 * was reached.
 * - `timeLimit`: The time limit has passed.
 */
export type StatesStatus = 'converged' | 'unboundState' | 'stalled' | 'timeLimit';

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
 * Orbitals, densities and potentials of a solved atom at any distances from the nucleus, by the elements' own polynomials: as
 * exact as the solution is.
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
 * A solved atom on a logarithmic grid, with weights of integrals: for codes that expect one.
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
 * Exchange and correlation of given densities: the energy an electron, and the potentials.
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
 * The ground configuration of an atom, or of an ion made of it.
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
 * Shells from a text such as `[Rn] 5f3 6d1 7s2`.
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
