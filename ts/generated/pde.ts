// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { solve as solveData, solveSync as solveDataSync } from '../expression/solve.js';
import '#wasm/pde.js';

export { load } from '../engine/load.js';

/**
 * The conditions of the axes.
 */
export type Boundaries = Boundary | readonly Boundary[];

/**
 * The condition at both boundaries of an axis.
 * - `dirichlet`: Given values. The points lie at multiples of the spacing, length / (points + 1), strictly inside.
 * - `neumann`: Given outward derivatives. The points are the centers of cells of length / points.
 * - `periodic`: The function continues periodically. The points lie at multiples of length / points, from 0.
 */
export type Boundary = 'dirichlet' | 'neumann' | 'periodic';

/**
 * Values at the sides of a box: a number, a number for each point of the side, or a function of `x`, `y` and `z`. The points of a side are those of the
 * grid without the side's axis, in the same order; along `dirichlet` axes the two boundary points may be added.
 */
export interface BoundaryValues {
  /**
   * At the smallest z. Default: 0.
   */
  readonly back?: number | VectorInput | FunctionInput;
  /**
   * At the smallest y. Default: 0.
   */
  readonly bottom?: number | VectorInput | FunctionInput;
  /**
   * At the largest z. Default: 0.
   */
  readonly front?: number | VectorInput | FunctionInput;
  /**
   * At the smallest x. Default: 0.
   */
  readonly left?: number | VectorInput | FunctionInput;
  /**
   * At the largest x. Default: 0.
   */
  readonly right?: number | VectorInput | FunctionInput;
  /**
   * At the largest y. Default: 0.
   */
  readonly top?: number | VectorInput | FunctionInput;
}

/**
 * The discretization of the flux between cells.
 * - `exponential`: Exponential fitting (Scharfetter, Gummel 1969): second order, exact in equilibrium.
 * - `upwind`: Upwind differences: first order.
 */
export type ChemotaxisFlux = 'exponential' | 'upwind';

/**
 * The model of the signal.
 * - `indirect`: All three equations.
 * - `parabolicElliptic`: The limit of ε to 0: signal and intermediate are in equilibrium with the density.
 * - `direct`: The limit of ε and τ to 0: the cells produce the signal, which is in equilibrium.
 */
export type ChemotaxisModel = 'indirect' | 'parabolicElliptic' | 'direct';

/**
 * Cells with density `n` that move towards a signal `c`, produced by an intermediate `w` that the cells produce:
 * `∂n/∂t = Δn - χ ∇·(n ∇c)`, `ε ∂c/∂t = Δc - c + w`, `ε ∂w/∂t = τ Δw - w + n`, without flux through the boundary.
 */
export interface ChemotaxisProblem {
  /**
   * The number of cells of the grid along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The density at the start: a number, a number for each cell, or a function of `x` and `y`; not negative, and not
   * zero everywhere.
   */
  readonly density: number | VectorInput | FunctionInput;
  /**
   * The final time, above 0.
   */
  readonly finalTime: number;
  /**
   * Limit models to solve beside `indirect`, from the same density and with the same time steps.
   * @defaultValue []
   */
  readonly compare?: readonly LimitModel[];
  /**
   * The time scale ε of signal and intermediate, above 0; required for `indirect`, otherwise absent.
   */
  readonly epsilon?: number;
  /**
   * The discretization of the flux.
   */
  readonly flux?: ChemotaxisFlux;
  /**
   * Whether to return the free energy after each step.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The intermediate `w` at the start, only for `indirect`. Default: `(1 - τ Δ)⁻¹ n`.
   */
  readonly intermediate?: number | VectorInput | FunctionInput;
  /**
   * The lengths of the box along the axes, in the order of `points`. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The model.
   */
  readonly model?: ChemotaxisModel;
  /**
   * The sensitivity χ, above 0.
   * @defaultValue 1.0
   */
  readonly sensitivity?: number;
  /**
   * The signal `c` at the start, only for `indirect`. Default: `(1 - Δ)⁻¹ w`.
   */
  readonly signal?: number | VectorInput | FunctionInput;
  /**
   * The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.
   */
  readonly snapshots?: VectorInput;
  /**
   * The diffusion τ of the intermediate, at least 0. Default: 1. Absent for `direct`.
   */
  readonly tau?: number;
  /**
   * The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by
   * `tolerance`.
   */
  readonly timeStep?: number;
  /**
   * The tolerance on the relative error of the density in each step, if `timeStep` is absent; above 0 and below 1.
   * @defaultValue 0.001
   */
  readonly tolerance?: number;
}

/**
 * The conditions of the axes of a closed system.
 */
export type ClosedBoundaries = ClosedBoundary | readonly ClosedBoundary[];

/**
 * The condition at both boundaries of an axis of a closed system.
 * - `neumann`: No flux.
 * - `periodic`: The function continues periodically.
 */
export type ClosedBoundary = 'neumann' | 'periodic';

/**
 * A coefficient, the same in all directions or one for each.
 */
export type Coefficient = number | VectorInput | FunctionInput | DirectedCoefficient;

/**
 * A density of the gradient `p`, with `s` its squared length.
 */
export interface Density {
  /**
   * The kind.
   */
  readonly kind: DensityKind;
  /**
   * The factor of `quadratic`, above 0. Default: 1.
   */
  readonly coefficient?: number;
  /**
   * The exponent of `power`, above 1.
   */
  readonly exponent?: number;
  /**
   * λ of the added density `λ s / 2`, at least 0.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The smoothing δ of `power`, at least 0, and above 0 for exponents below 2. Default: 0.01 for exponents below 2,
   * otherwise 0.
   */
  readonly smoothing?: number;
  /**
   * The factor of `area`, above 0. Default: 1.
   */
  readonly strength?: number;
}

/**
 * Densities of the gradient.
 * - `area`: The area of the graph of `u`: `strength sqrt(1 + s)`.
 * - `power`: `(δ² + s)^(exponent / 2) / exponent`, the energy of the p-Laplacian.
 * - `quadratic`: `coefficient s / 2`.
 */
export type DensityKind = 'area' | 'power' | 'quadratic';

/**
 * The conditions at the sides of a rectangle. An interval has the first two.
 */
export interface DiffusionBoundary {
  /**
   * At y = 0. Default: `dirichlet` with value 0.
   */
  readonly bottom?: SideCondition;
  /**
   * At x = 0. Default: `dirichlet` with value 0.
   */
  readonly left?: SideCondition;
  /**
   * At the largest x. Default: `dirichlet` with value 0.
   */
  readonly right?: SideCondition;
  /**
   * At the largest y. Default: `dirichlet` with value 0.
   */
  readonly top?: SideCondition;
}

/**
 * The equation `-∇·(a ∇u) + c u = f` on cells.
 */
export interface DiffusionProblem {
  /**
   * The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The right side `f`: a number, a number for each cell, or a function of `x` and `y`.
   */
  readonly rightSide: number | VectorInput | FunctionInput;
  /**
   * The conditions at the sides.
   */
  readonly boundary?: DiffusionBoundary;
  /**
   * The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, a function of `x` and `y`, or
   * one of these for each direction.
   * Between cells it is the harmonic mean, which is exact for layers of materials.
   */
  readonly coefficient?: Coefficient;
  /**
   * Whether to return the fluxes through all faces.
   * @defaultValue false
   */
  readonly fluxes?: boolean;
  /**
   * The starting point, a number for each cell. Default: zeros.
   */
  readonly initial?: VectorInput;
  /**
   * The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The points relaxed together in multigrid.
   */
  readonly lines?: LineChoice;
  /**
   * The maximum number of iterations for a linear system, at least 1.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * The reaction `c`, from 0 to 1e100: a number, a number for each cell, or a function of `x` and `y`.
   */
  readonly reaction?: number | VectorInput | FunctionInput;
  /**
   * The tolerance on the relative residual of linear systems; above 0 and below 1.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * The coefficients of the directions.
 */
export interface DirectedCoefficient {
  /**
   * The coefficient of the derivative in x.
   */
  readonly x: number | VectorInput | FunctionInput;
  /**
   * The coefficient of the derivative in y.
   */
  readonly y: number | VectorInput | FunctionInput;
}

/**
 * The method of `minimizeEnergy`.
 * - `newton`: Newton's method with preconditioned conjugate gradients.
 * - `sobolev`: Gradient descent in the Sobolev space H¹ (Marwah and others 2022).
 */
export type EnergyMethod = 'newton' | 'sobolev';

/**
 * Diffusion in time.
 */
export interface HeatProblem {
  /**
   * The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The right side `f`: a number, a number for each cell, or a function of `x` and `y`.
   */
  readonly rightSide: number | VectorInput | FunctionInput;
  /**
   * The state at time 0: a number, a number for each cell, or a function of `x` and `y`.
   */
  readonly initial: number | VectorInput | FunctionInput;
  /**
   * The times at which states are returned: positive and ascending, at least one.
   */
  readonly times: VectorInput;
  /**
   * The conditions at the sides.
   */
  readonly boundary?: DiffusionBoundary;
  /**
   * The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, a function of `x` and `y`, or
   * one of these for each direction.
   * Between cells it is the harmonic mean, which is exact for layers of materials.
   */
  readonly coefficient?: Coefficient;
  /**
   * The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The points relaxed together in multigrid.
   */
  readonly lines?: LineChoice;
  /**
   * The maximum number of iterations for a linear system, at least 1.
   * @defaultValue 200
   */
  readonly maxIterations?: number;
  /**
   * The maximum number of steps, rejected ones included, at least 1.
   * @defaultValue 10000
   */
  readonly maxSteps?: number;
  /**
   * The reaction `c`, from 0 to 1e100: a number, a number for each cell, or a function of `x` and `y`.
   */
  readonly reaction?: number | VectorInput | FunctionInput;
  /**
   * A fixed step, shortened to meet the times. Default: steps chosen by `timeTolerance`.
   */
  readonly timeStep?: number;
  /**
   * The tolerance on the estimated error of a step, in the 2-norm and relative to the state; above 0 and below 1.
   * @defaultValue 0.0001
   */
  readonly timeTolerance?: number;
  /**
   * The tolerance on the relative residual of linear systems; above 0 and below 1.
   * @defaultValue 1e-10
   */
  readonly tolerance?: number;
}

/**
 * A limit of the model `indirect`.
 * - `parabolicElliptic`: The limit of ε to 0.
 * - `direct`: The limit of ε and τ to 0.
 */
export type LimitModel = 'parabolicElliptic' | 'direct';

/**
 * The choice of the points relaxed together.
 * - `auto`: Lines if neighbors in one direction are coupled five times as strongly as in the other for half of the cells, and
 * only lines along it if it is the same in 95 % of the cells.
 * - `points`: Single points.
 * - `lines`: Lines in both directions.
 */
export type LineChoice = 'auto' | 'points' | 'lines';

/**
 * The energy of a function `u` on a box: the integral of a density of `u` and its gradient, minus the integral of
 * `f u`, with given values on the boundary.
 */
export interface MinimizeEnergyProblem {
  /**
   * The density: a kind of density of the gradient, or a scalar function as data. The inputs of a function are among
   * the number `u`, the vector `p` with the derivatives along x, y and z, the vector `x` with these coordinates, and
   * parameters. Its derivatives are exact.
   */
  readonly density: Density | FunctionInput;
  /**
   * The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The values on the boundary: a number, a number for each point with the two boundary points added along each axis,
   * or a function of `x`, `y` and `z`; only the boundary is read.
   */
  readonly boundaryValues?: number | VectorInput | FunctionInput;
  /**
   * Whether to return a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The starting point: a number, a number for each point, or a function of `x`, `y` and `z`. Default: the minimizer on
   * every second point if there are at least 31 points along each axis and all these numbers are odd; otherwise the
   * interpolation of the boundary values by a harmonic function.
   */
  readonly initial?: number | VectorInput | FunctionInput;
  /**
   * The lengths of the box along the axes, in the order of `points`. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The maximum number of iterations, at least 1. Default: 100 of `newton`, 2000 of `sobolev`.
   */
  readonly maxIterations?: number;
  /**
   * The method.
   */
  readonly method?: EnergyMethod;
  /**
   * The parameters of a density that is a function, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The density as a function of the value.
   */
  readonly potential?: Potential;
  /**
   * The source `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary points
   * added along each axis, it includes the boundary, where it adds a constant to the energy.
   */
  readonly rightSide?: number | VectorInput | FunctionInput;
  /**
   * The step size of `sobolev`, above 0. Default: 2 / (λ + Λ) for curvatures known to lie between λ and Λ; otherwise a
   * line search.
   */
  readonly stepSize?: number;
  /**
   * The modulus λ of a density of your own, above 0, if you know it: the density is convex in the value and the gradient
   * `p`, and stays so without `λ |p|² / 2`. It gives bounds on errors.
   */
  readonly strongConvexity?: number;
  /**
   * The tolerance on the dual norm of the derivative, relative to the norm of the flux; above 0 and below 1.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * The Poisson equation `-Δu + c u = f` on a box.
 */
export interface PoissonProblem {
  /**
   * The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest. Their
   * product is at most 200 000 000.
   */
  readonly points: IndexInput;
  /**
   * The right side `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary
   * points added along `dirichlet` axes it gives order 4 its values there, which otherwise follow by cubic
   * extrapolation.
   */
  readonly rightSide: number | VectorInput | FunctionInput;
  /**
   * The condition at the boundaries, for all axes or for each.
   */
  readonly boundary?: Boundaries;
  /**
   * Values at the sides: of the solution on `dirichlet` axes, of its outward derivative on `neumann` axes.
   */
  readonly boundaryValues?: BoundaryValues;
  /**
   * The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The order of the difference equations: 2, second differences; or 4, the compact scheme on 3, 9 or 19 points, for
   * smooth solutions and without `neumann` axes. Default: 4, or 2 if an axis is `neumann`.
   */
  readonly order?: number;
  /**
   * The constant `c`, from 0 to 1e100.
   * @defaultValue 0.0
   */
  readonly reaction?: number;
}

/**
 * A density of the value `u`.
 */
export interface Potential {
  /**
   * The kind.
   */
  readonly kind?: PotentialKind;
  /**
   * The factor, at least 0. Default: 1.
   */
  readonly weight?: number;
}

/**
 * Densities of the value.
 * - `none`: None.
 * - `quadratic`: `weight u² / 2`.
 * - `logCosh`: `weight ln cosh u`.
 * - `doubleWell`: `weight (u² - 1)² / 4`, which is not convex.
 */
export type PotentialKind = 'none' | 'quadratic' | 'logCosh' | 'doubleWell';

/**
 * A reaction: a kind with its parameters, which are at least 0 and default to 1; or functions as data of the vector `u`
 * of the concentrations at a point, with an entry for each species, and of parameters. Functions are `production` and
 * `destruction`, which keep concentrations positive, or `rate`.
 */
export interface Reaction {
  /**
   * Of `schnakenberg` and `brusselator`: the supply of the first species.
   */
  readonly a?: number;
  /**
   * Of `schnakenberg`: the supply of the second species; of `brusselator`: the rate of its production.
   */
  readonly b?: number;
  /**
   * Of `logistic`: the capacity, above 0.
   */
  readonly capacity?: number;
  /**
   * Of `lotkaVolterra`: the death rate of predators.
   */
  readonly death?: number;
  /**
   * A function: the destruction of each species, relative to its concentration, at least 0.
   */
  readonly destruction?: FunctionInput;
  /**
   * Of `lotkaVolterra`: the growth rate of predators by prey.
   */
  readonly efficiency?: number;
  /**
   * Of `grayScott`: the feed rate.
   */
  readonly feed?: number;
  /**
   * Of `lotkaVolterra`: the growth rate of the prey.
   */
  readonly growth?: number;
  /**
   * Of `grayScott`: the kill rate.
   */
  readonly kill?: number;
  /**
   * The kind; absent for functions.
   */
  readonly kind?: ReactionKind;
  /**
   * Of `lotkaVolterra`: the rate at which predators eat.
   */
  readonly predation?: number;
  /**
   * A function: the production of each species, at least 0. The rate of change of a species is its production minus its
   * destruction times its concentration.
   */
  readonly production?: FunctionInput;
  /**
   * Of `logistic` and `schnakenberg`: the rate. Without a kind, a function: the rate of change of each species, of any
   * sign. Its step, by Heun's method, does not keep concentrations positive.
   */
  readonly rate?: number | FunctionInput;
}

/**
 * Species that react and diffuse on a box: `∂u/∂t = D Δu + R(u)` for each of them.
 */
export interface ReactionDiffusionProblem {
  /**
   * The reaction.
   */
  readonly reaction: Reaction;
  /**
   * The number of cells of the grid along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The species: one for `logistic`, two for other kinds of reactions, any number for `none` and functions.
   */
  readonly species: readonly Species[];
  /**
   * The final time, above 0.
   */
  readonly finalTime: number;
  /**
   * The condition at the boundaries, for all axes or for each.
   */
  readonly boundary?: ClosedBoundaries;
  /**
   * The lengths of the box along the axes, in the order of `points`. Default: ones.
   */
  readonly lengths?: VectorInput;
  /**
   * The parameters of functions of the reaction, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.
   */
  readonly snapshots?: VectorInput;
  /**
   * The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by
   * `tolerance`.
   */
  readonly timeStep?: number;
  /**
   * The tolerance on the relative error of a species in each step, if `timeStep` is absent; above 0 and below 1.
   * @defaultValue 0.0001
   */
  readonly tolerance?: number;
}

/**
 * Reactions of the species `u` and `v`.
 * - `none`: None: the species diffuse.
 * - `logistic`: `rate u (1 - u / capacity)`.
 * - `grayScott`: `feed (1 - u) - u v²` and `u v² - (feed + kill) v`.
 * - `schnakenberg`: `rate (a - u + u² v)` and `rate (b - u² v)`.
 * - `brusselator`: `a - (b + 1) u + u² v` and `b u - u² v`.
 * - `lotkaVolterra`: `growth u - predation u v` and `efficiency u v - death v`.
 */
export type ReactionKind = 'none' | 'logistic' | 'grayScott' | 'schnakenberg' | 'brusselator' | 'lotkaVolterra';

/**
 * The condition at a side.
 */
export interface SideCondition {
  /**
   * The kind of the condition.
   */
  readonly kind: SideKind;
  /**
   * The value on the right of the condition: a number, a number for each cell of the side, or a function of
   * `x` and `y`.
   */
  readonly value?: number | VectorInput | FunctionInput;
  /**
   * The weight of `robin`, from 0 to 1e100: a number, a number for each cell of the side, or a function of `x` and
   * `y`. Default: 1.
   */
  readonly weight?: number | VectorInput | FunctionInput;
}

/**
 * A kind of condition, with `∂ₙ` for the outward derivative.
 * - `dirichlet`: `u = value`.
 * - `neumann`: `a ∂ₙu = value`: the flux into the box.
 * - `robin`: `a ∂ₙu + weight u = value`: exchange with the surroundings.
 */
export type SideKind = 'dirichlet' | 'neumann' | 'robin';

/**
 * A species.
 */
export interface Species {
  /**
   * The diffusion coefficient, at least 0.
   */
  readonly diffusion: number;
  /**
   * The concentration at the start: a number, a number for each cell, or a function of `x`, `y` and `z`; not negative
   * unless the reaction is a `rate`.
   */
  readonly initial: number | VectorInput | FunctionInput;
}

/**
 * The state of an evolution after a step.
 */
export interface ChemotaxisProgress {
  /**
   * The number of steps.
   */
  readonly step: number;
  /**
   * The time.
   */
  readonly time: number;
  /**
   * The free energy.
   */
  readonly freeEnergy: number;
}

/**
 * The evolution of cells and their signal.
 */
export interface ChemotaxisSolution {
  /**
   * The reason for termination.
   */
  readonly status: ChemotaxisStatus;
  /**
   * The times of the snapshots reached, and the time of termination if it is another one.
   */
  readonly times: Float64Array;
  /**
   * The density, a row for each time.
   */
  readonly density: Matrix;
  /**
   * The signal, a row for each time.
   */
  readonly signal: Matrix;
  /**
   * The intermediate, a row for each time; equal to the density for `direct`.
   */
  readonly intermediate: Matrix;
  /**
   * The mass of the density at each time.
   */
  readonly mass: Float64Array;
  /**
   * The smallest density at each time.
   */
  readonly minimum: Float64Array;
  /**
   * The largest density at each time.
   */
  readonly maximum: Float64Array;
  /**
   * The largest share of the mass in one cell of the grid, at each time.
   */
  readonly concentration: Float64Array;
  /**
   * The free energy at each time.
   */
  readonly freeEnergy: Float64Array;
  /**
   * The number of steps after which the free energy was larger than before, beyond rounding.
   */
  readonly energyIncreases: number;
  /**
   * The number of steps.
   */
  readonly steps: number;
  /**
   * The number of rejected steps.
   */
  readonly rejected: number;
  /**
   * The differences from the limit models, in the order of `compare`.
   */
  readonly comparison?: readonly LimitComparison[];
  /**
   * The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.
   */
  readonly errorEstimate?: number;
  /**
   * The free energy after each step; absent unless requested.
   */
  readonly history?: readonly ChemotaxisProgress[];
}

/**
 * Reasons for termination of `chemotaxis`.
 * - `finished`: The final time was reached.
 * - `concentrated`: The final time was reached, but on more than 1000 cells of the grid one of them holds more than a tenth of the
 * mass, or the signal is too large for floating-point numbers: the numbers do not describe a solution of the
 * equations.
 * - `stepLimit`: The tolerance needs time steps below the resolution of time.
 * - `timeLimit`: The time limit was reached.
 */
export type ChemotaxisStatus = 'finished' | 'concentrated' | 'stepLimit' | 'timeLimit';

/**
 * The progress of a solve.
 */
export interface DiffusionProgress {
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The relative residual, as updated by recurrence.
   */
  readonly relativeResidual: number;
}

/**
 * The solution of a diffusion equation.
 */
export interface DiffusionSolution {
  /**
   * The reason for termination. `converged`: the relative residual is at most `tolerance`, or the backward error at
   * most 4 times the rounding unit times the square root of the number of cells, because rounding then prevents a
   * smaller residual. `stalled`: rounding prevents further progress before that.
   */
  readonly status: Ending;
  /**
   * The mean of the solution over each cell, with x fastest.
   */
  readonly solution: Float64Array;
  /**
   * Inflow through the boundary plus sources minus reaction, over the sum of their absolute values. A converged
   * solution is moved by the constant that balances them, unless the residual then exceeds the tolerance or
   * constants are free: at most ten times `tolerance`.
   */
  readonly fluxBalance: number;
  /**
   * Half the integral of `u` times the left side of the equations minus the integral of `u` times their right side,
   * with boundary terms in both; the solution minimizes it.
   */
  readonly energy: number;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The norm of the residual of the equations over that of their right side, computed from the returned solution.
   */
  readonly relativeResidual: number;
  /**
   * The largest entry of the residual over the norm of the matrix times the largest entry of the solution plus the
   * largest entry of the right side.
   */
  readonly backwardError: number;
  /**
   * Only if the equation has a solution for some right sides alone: without reaction, and with given fluxes at all
   * sides. The mean of `f` plus the inflow over the volume. The solution is that of `f` minus this number, and has
   * mean 0.
   */
  readonly compatibility?: number;
  /**
   * The fluxes `-a ∇u`; absent unless requested.
   */
  readonly fluxes?: Fluxes;
}

/**
 * The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its
 * `status`. Methods with further statuses have a type of their own that includes these names.
 * - `converged`: The solution meets the tolerance.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No further progress, usually because of rounding errors. The point is the best one found.
 */
export type Ending = 'converged' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The state of `minimizeEnergy` after an iteration.
 */
export interface EnergyProgress {
  /**
   * The number of iterations.
   */
  readonly iteration: number;
  /**
   * The energy.
   */
  readonly energy: number;
  /**
   * The dual norm of the derivative relative to the norm of the flux.
   */
  readonly relativeDualNorm: number;
}

/**
 * Reasons for termination of `minimizeEnergy`.
 * - `converged`: The relative dual norm is at most `tolerance`.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `lineSearchFailed`: No step decreases the energy, usually because of rounding errors.
 * - `unbounded`: The energy seems to have no lower bound: it is negative and still decreases at 2¹⁰, 2²⁰, 2³⁰ and 2⁴⁰ times the
 * values of the solution.
 * - `indefinite`: The relative dual norm is at most `tolerance`, but the energy has a direction of negative curvature, so that the
 * point is not a minimizer, or its second derivatives are not finite numbers. Only for potentials that are not convex
 * and densities of your own.
 */
export type EnergyStatus = 'converged' | 'iterationLimit' | 'timeLimit' | 'lineSearchFailed' | 'unbounded' | 'indefinite';

/**
 * Fluxes `-a ∇u` through faces, in the direction of the axes.
 */
export interface Fluxes {
  /**
   * Through the faces across x: a row of one more than the number of cells for each row of cells.
   */
  readonly x: Float64Array;
  /**
   * Through the faces across y: one row more than the rows of cells; of an interval empty.
   */
  readonly y: Float64Array;
}

/**
 * The progress of `heat`.
 */
export interface HeatProgress {
  /**
   * The time reached.
   */
  readonly time: number;
  /**
   * The number of accepted steps.
   */
  readonly steps: number;
}

/**
 * The states at the given times.
 */
export interface HeatSolution {
  /**
   * The reason for termination.
   */
  readonly status: HeatStatus;
  /**
   * The times reached: all of `times`, or fewer.
   */
  readonly times: Float64Array;
  /**
   * The states at the times, a row for each. They are means over cells, with x fastest.
   */
  readonly states: Matrix;
  /**
   * The integral of each state over the box. It is constant without sources, reaction and flux at the sides.
   */
  readonly mass: Float64Array;
  /**
   * The sum of the estimated errors of all steps, relative to the state.
   */
  readonly errorEstimate: number;
  /**
   * The number of accepted steps.
   */
  readonly steps: number;
  /**
   * The number of rejected steps.
   */
  readonly rejected: number;
  /**
   * The number of iterations for all linear systems, three for each step.
   */
  readonly iterations: number;
}

/**
 * Reasons for termination of `heat`.
 * - `finished`: All times were reached.
 * - `stepLimit`: The step limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The steps became too short for their errors, or a linear system was not solved to `tolerance`.
 */
export type HeatStatus = 'finished' | 'stepLimit' | 'timeLimit' | 'stalled';

/**
 * The difference of a solution from that of a limit model. Norms are those of L².
 */
export interface LimitComparison {
  /**
   * The limit model.
   */
  readonly model: LimitModel;
  /**
   * The largest norm of the difference of the densities over all steps.
   */
  readonly densityError: number;
  /**
   * The norm of the difference of the signals in space and time.
   */
  readonly signalError: number;
  /**
   * The largest norm of the difference of the signals over all steps, the start included.
   */
  readonly initialLayer: number;
  /**
   * The same for times from 10 ε; absent if the evolution ends before.
   */
  readonly afterLayer?: number;
}

/**
 * A minimizer of an energy.
 */
export interface MinimizeEnergySolution {
  /**
   * The reason for termination.
   */
  readonly status: EnergyStatus;
  /**
   * The values at the interior points, in row-major order.
   */
  readonly solution: Float64Array;
  /**
   * The energy of the discrete function.
   */
  readonly energy: number;
  /**
   * The dual norm of the derivative, `sqrt(g' (-Δ)⁻¹ g)`, computed from the returned function.
   */
  readonly dualNorm: number;
  /**
   * The dual norm divided by the norm of the flux, the derivative of the density by the gradient. At most `tolerance`
   * if `status` is `converged`.
   */
  readonly relativeDualNorm: number;
  /**
   * The number of iterations on the grid; those on coarser grids are not counted.
   */
  readonly iterations: number;
  /**
   * The number of evaluations of the energy on the grid.
   */
  readonly evaluations: number;
  /**
   * The number of iterations of conjugate gradients on the grid; 0 for `sobolev`.
   */
  readonly innerIterations: number;
  /**
   * An estimate of the energy's discretization error, from the grid of every second point. Absent if that grid was not
   * used for the start.
   */
  readonly discretizationEnergyError?: number;
  /**
   * A bound on the difference from the least energy of the grid, `dualNorm² / (2 λ)`. Absent unless the energy is known
   * to be strongly convex with a modulus λ: the ridge plus the modulus of the density.
   */
  readonly energyErrorBound?: number;
  /**
   * A bound on the norm of the gradient of the difference from the minimizer on the grid, `dualNorm / λ`. Absent like
   * `energyErrorBound`.
   */
  readonly gradientErrorBound?: number;
  /**
   * A record of each iteration; absent unless requested.
   */
  readonly history?: readonly EnergyProgress[];
}

/**
 * The solution of the Poisson equation.
 */
export interface PoissonSolution {
  /**
   * The reason for termination.
   */
  readonly status: PoissonStatus;
  /**
   * The solution at the points, with x fastest.
   */
  readonly solution: Float64Array;
  /**
   * The backward error of the difference equations `A u = b`, computed from the returned solution: the largest entry of
   * `b - A u` divided by that of `b` plus the norm of `A` times the largest entry of `u`, in which boundary values
   * count. A few times 1e-16.
   */
  readonly residual: number;
  /**
   * The order of the difference equations.
   */
  readonly order: number;
  /**
   * Only if the equation has a solution for some right sides alone: without `dirichlet` axes and without reaction. The
   * mean of `f` plus the flux through the boundary over the volume. The solution is that of `f` minus this number, and
   * has mean 0.
   */
  readonly compatibility?: number;
  /**
   * An estimate of the largest discretization error, from the difference to the solution on half the points divided
   * by 3 (order 2) or 15 (order 4). Absent unless the points of all `dirichlet` axes are odd, at least 3, and of the
   * others even; and if time was up.
   */
  readonly discretizationError?: number;
}

/**
 * Reasons for termination of `poisson`.
 * - `converged`: The difference equations are solved to rounding.
 * - `timeLimit`: The time limit was reached before the solution; zeros are returned.
 */
export type PoissonStatus = 'converged' | 'timeLimit';

/**
 * The state of an evolution after a step.
 */
export interface ReactionDiffusionProgress {
  /**
   * The number of steps.
   */
  readonly step: number;
  /**
   * The time.
   */
  readonly time: number;
}

/**
 * The evolution of species that react and diffuse.
 */
export interface ReactionDiffusionSolution {
  /**
   * The reason for termination.
   */
  readonly status: ReactionDiffusionStatus;
  /**
   * The times of the snapshots reached, and the time of termination if it is another one.
   */
  readonly times: Float64Array;
  /**
   * For each species its concentrations, a row for each time.
   */
  readonly states: readonly Matrix[];
  /**
   * The integrals of the concentrations: a row for each time, a column for each species.
   */
  readonly mass: Matrix;
  /**
   * The smallest concentration of all species at each time.
   */
  readonly minimum: Float64Array;
  /**
   * The number of steps.
   */
  readonly steps: number;
  /**
   * The number of rejected steps.
   */
  readonly rejected: number;
  /**
   * The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.
   */
  readonly errorEstimate?: number;
}

/**
 * Reasons for termination of `reactionDiffusion`.
 * - `finished`: The final time was reached.
 * - `stepLimit`: The tolerance needs time steps below the resolution of time, as where a rate is not a number.
 * - `blowUp`: A concentration exceeds both 1e12 and the largest one at the start, or is not a number.
 * - `timeLimit`: The time limit was reached.
 */
export type ReactionDiffusionStatus = 'finished' | 'stepLimit' | 'blowUp' | 'timeLimit';

/**
 * Solves `-∇·(a ∇u) + c u = f` on an interval or a rectangle of cells, for a coefficient `a` that may jump by orders of
 * magnitude or differ by direction. Each side has given values, a given flux or a linear relation of both. The scheme
 * conserves the flux from cell to cell. Solver: conjugate gradients with black-box multigrid.
 *
 * @example
 * ```ts
 * const { solution, status } = await diffusion({
 *   points: [2, 4],
 *   coefficient: [1, 1, 100, 100, 1, 1, 100, 100],
 *   rightSide: 1,
 *   boundary: { right: { kind: 'neumann', value: 0 } },
 * });
 * ```
 */
export function diffusion(
  problem: DiffusionProblem,
  options?: RunOptions<DiffusionProgress>,
): Promise<DiffusionSolution> {
  return solveData('pde.diffusion', problem, options);
}

/** {@link diffusion}, blocking the calling thread. */
export function diffusionSync(problem: DiffusionProblem, options?: SyncRunOptions): DiffusionSolution {
  return solveDataSync('pde.diffusion', problem, options);
}

/**
 * Solves `∂ₜu = ∇·(a ∇u) - c u + f` in time on an interval or a rectangle of cells, with the coefficients and sides of
 * `diffusion`. The steps are implicit, of order 2 and stable for any size (TR-BDF2), with an error estimate that
 * controls their size.
 *
 * @example
 * ```ts
 * const { states } = await heat({ points: [50], rightSide: 0, initial: 1, times: [0.01, 0.1] });
 * ```
 */
export function heat(
  problem: HeatProblem,
  options?: RunOptions<HeatProgress>,
): Promise<HeatSolution> {
  return solveData('pde.heat', problem, options);
}

/** {@link heat}, blocking the calling thread. */
export function heatSync(problem: HeatProblem, options?: SyncRunOptions): HeatSolution {
  return solveDataSync('pde.heat', problem, options);
}

/**
 * Solves the Poisson equation `-Δu + c u = f` on an interval, a rectangle or a box, with given values, given outward
 * derivatives or periodicity along each axis. The difference equations, of order 2 or 4, are solved to rounding by fast
 * sine, cosine and Fourier transforms. The solution comes with the residual of the difference equations and an estimate
 * of the discretization error.
 *
 * @example
 * ```ts
 * const { solution, discretizationError } = await poisson({ points: [31, 31], rightSide: 1 });
 * ```
 */
export function poisson(
  problem: PoissonProblem,
  options?: RunOptions,
): Promise<PoissonSolution> {
  return solveData('pde.poisson', problem, options);
}

/** {@link poisson}, blocking the calling thread. */
export function poissonSync(problem: PoissonProblem, options?: SyncRunOptions): PoissonSolution {
  return solveDataSync('pde.poisson', problem, options);
}

/**
 * Computes the evolution of cells that move towards a signal (Keller–Segel models), with the signal produced by the cells
 * or by an intermediate that they produce. Densities stay positive, their mass is conserved to rounding, and the free energy
 * decreases. Limit models can be solved beside the full one, with the differences between them.
 *
 * @example
 * ```ts
 * const { density, freeEnergy, comparison } = await chemotaxis({
 *   points: [64],
 *   density: Array.from({ length: 64 }, (_, i) => 1 + 0.5 * Math.cos((Math.PI * (i + 0.5)) / 64)),
 *   epsilon: 0.1,
 *   finalTime: 0.5,
 *   compare: ['parabolicElliptic'],
 * });
 * ```
 */
export function chemotaxis(
  problem: ChemotaxisProblem,
  options?: RunOptions<ChemotaxisProgress>,
): Promise<ChemotaxisSolution> {
  return solveData('pde.chemotaxis', problem, options);
}

/** {@link chemotaxis}, blocking the calling thread. */
export function chemotaxisSync(problem: ChemotaxisProblem, options?: SyncRunOptions): ChemotaxisSolution {
  return solveDataSync('pde.chemotaxis', problem, options);
}
