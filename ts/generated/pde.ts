// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, VectorInput } from '../engine/arrays.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/pde.js';

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
 * Values at the sides of a box: a number, or a number for each point of the side. The points of a side are those of the
 * grid without the side's axis, in the same order; along `dirichlet` axes the two boundary points may be added.
 */
export interface BoundaryValues {
  /**
   * At the smallest z. Default: 0.
   */
  readonly back?: number | VectorInput;
  /**
   * At the smallest y. Default: 0.
   */
  readonly bottom?: number | VectorInput;
  /**
   * At the largest z. Default: 0.
   */
  readonly front?: number | VectorInput;
  /**
   * At the smallest x. Default: 0.
   */
  readonly left?: number | VectorInput;
  /**
   * At the largest x. Default: 0.
   */
  readonly right?: number | VectorInput;
  /**
   * At the largest y. Default: 0.
   */
  readonly top?: number | VectorInput;
}

/**
 * A coefficient, the same in all directions or one for each.
 */
export type Coefficient = number | VectorInput | DirectedCoefficient;

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
   * The right side `f`: a number, or a number for each cell.
   */
  readonly rightSide: number | VectorInput;
  /**
   * The conditions at the sides.
   */
  readonly boundary?: DiffusionBoundary;
  /**
   * The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, or one of both for each direction.
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
   * The reaction `c`, from 0 to 1e100: a number, or a number for each cell.
   * @defaultValue 0.0
   */
  readonly reaction?: number | VectorInput;
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
  readonly x: number | VectorInput;
  /**
   * The coefficient of the derivative in y.
   */
  readonly y: number | VectorInput;
}

/**
 * Diffusion in time.
 */
export interface HeatProblem {
  /**
   * The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
   */
  readonly points: IndexInput;
  /**
   * The right side `f`: a number, or a number for each cell.
   */
  readonly rightSide: number | VectorInput;
  /**
   * The state at time 0: a number, or a number for each cell.
   */
  readonly initial: number | VectorInput;
  /**
   * The times at which states are returned: positive and ascending, at least one.
   */
  readonly times: VectorInput;
  /**
   * The conditions at the sides.
   */
  readonly boundary?: DiffusionBoundary;
  /**
   * The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, or one of both for each direction.
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
   * The reaction `c`, from 0 to 1e100: a number, or a number for each cell.
   * @defaultValue 0.0
   */
  readonly reaction?: number | VectorInput;
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
 * The choice of the points relaxed together.
 * - `auto`: Lines if neighbors in one direction are coupled five times as strongly as in the other for half of the cells, and
 * only lines along it if it is the same in 95 % of the cells.
 * - `points`: Single points.
 * - `lines`: Lines in both directions.
 */
export type LineChoice = 'auto' | 'points' | 'lines';

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
   * The right side `f`: a number, or a number for each point. With the two boundary points added along `dirichlet`
   * axes it gives order 4 its values there, which otherwise follow by cubic extrapolation.
   */
  readonly rightSide: number | VectorInput;
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
 * The condition at a side.
 */
export interface SideCondition {
  /**
   * The kind of the condition.
   */
  readonly kind: SideKind;
  /**
   * The value on the right of the condition: a number, or a number for each cell of the side.
   * @defaultValue 0.0
   */
  readonly value?: number | VectorInput;
  /**
   * The weight of `robin`, from 0 to 1e100: a number, or a number for each cell of the side. Default: 1.
   */
  readonly weight?: number | VectorInput;
}

/**
 * A kind of condition, with `∂ₙ` for the outward derivative.
 * - `dirichlet`: `u = value`.
 * - `neumann`: `a ∂ₙu = value`: the flux into the box.
 * - `robin`: `a ∂ₙu + weight u = value`: exchange with the surroundings.
 */
export type SideKind = 'dirichlet' | 'neumann' | 'robin';

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
   * Inflow through the boundary plus sources minus reaction, over the sum of their absolute values: the imbalance,
   * due to the tolerance alone.
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
  return run('pde.diffusion', problem, options);
}

/** {@link diffusion}, blocking the calling thread. */
export function diffusionSync(problem: DiffusionProblem, options?: SyncRunOptions): DiffusionSolution {
  return runSync('pde.diffusion', problem, options);
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
  return run('pde.heat', problem, options);
}

/** {@link heat}, blocking the calling thread. */
export function heatSync(problem: HeatProblem, options?: SyncRunOptions): HeatSolution {
  return runSync('pde.heat', problem, options);
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
  return run('pde.poisson', problem, options);
}

/** {@link poisson}, blocking the calling thread. */
export function poissonSync(problem: PoissonProblem, options?: SyncRunOptions): PoissonSolution {
  return runSync('pde.poisson', problem, options);
}
