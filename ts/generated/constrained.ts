// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/constrained.js';

/**
 * How exactly inner solvers that are not `ldl` solve the systems.
 * - `adaptive`: To a relative residual of the square root of the right side's norm, and at most 0.1, so that the steps converge
 * superlinearly (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten and up to a thousand times better where
 * the merit function would not fall.
 * - `paper`: As the paper does, by bounds of norms and condition numbers, which is nearly exact; its changes of the penalties are
 * taken over with it. To reproduce the paper with, on small problems.
 */
export type Accuracy = 'adaptive' | 'paper';

/**
 * How a Hessian that is not given is approximated.
 * - `finiteDifferences`: By differences of the gradient of the Lagrangian, which are as many as there are variables, or fewer where
 * `hessianStructure` lets several be taken at once.
 * - `bfgs`: By the updates of Broyden, Fletcher, Goldfarb and Shanno, with Powell's damping: one more gradient and Jacobian an
 * iteration, and more iterations. Dense, for up to 500 variables.
 * - `limitedMemory`: By the updates of `bfgs` from the last ten steps only, for any number of variables. The linear systems are then
 * solved by `gmres`, also where `inner` is `ldl`, in some twenty steps at most.
 */
export type HessianApproximation = 'finiteDifferences' | 'bfgs' | 'limitedMemory';

/**
 * What solves the linear systems of the Newton steps.
 * - `ldl`: A decomposition, dense up to 400 variables and constraints together, else sparse. It tells the inertia.
 * - `minres`: MINRES, preconditioned by the Hessian's diagonal and the constraints. Takes `hessianProduct` as it is, so that no
 * Hessian is ever made.
 * - `gmres`: GMRES with restarts, preconditioned from the right by the constraints and the Hessian's diagonal, or by an earlier
 * decomposition. Takes `hessianProduct` as it is, except with the latter.
 * - `sketch`: Projections onto random combinations of the equations, as in the paper. They need as many steps as the square of the
 * condition number says: for teaching, for tests, and for well-conditioned systems.
 */
export type Inner = 'ldl' | 'minres' | 'gmres' | 'sketch';

/**
 * Options of the inner solvers that are not `ldl`.
 */
export interface InnerOptions {
  /**
   * The combinations that `sketch` makes.
   * @defaultValue 'row'
   */
  readonly kind?: SketchKind;
  /**
   * The most inner steps for one system, after which it is handed over to `ldl`, if there is a Hessian. Default: 100 000
   * for `sketch`, 1000 for the others.
   */
  readonly maxSteps?: number;
  /**
   * How much of the last step `sketch` adds to the next one, from 0 to 0.9.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * The preconditioner. Default: `none` for `sketch`, `constraint` for the others.
   */
  readonly preconditioner?: Preconditioner;
  /**
   * The iterations of `gmres` after which it starts anew, at least 1.
   * @defaultValue 50
   */
  readonly restart?: number;
  /**
   * How many combinations a block of `sketch` has, from 1 to the variables and constraints together. Default: half of
   * these.
   */
  readonly size?: number;
  /**
   * A fixed residual, relative to the right side, below 1, to which the systems are solved. The steps then converge only
   * linearly. Default: as `accuracy` says.
   */
  readonly tolerance?: number;
  /**
   * Draw `row`s with equal probabilities, as the paper does, instead of by the squares of their norms.
   * @defaultValue false
   */
  readonly uniform?: boolean;
}

/**
 * Find the coefficients `x` that minimise the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2`,
 * subject to `constraintMatrix x = constraintValues` and, where `radius` is given, `|x| = radius`.
 */
export interface LogisticProblem {
  /**
   * The features, one row for each observation. A constant term is a column of ones.
   */
  readonly features: MatrixInput;
  /**
   * The label of each observation, 1 or -1.
   */
  readonly labels: VectorInput;
  /**
   * The matrix of the linear equations: one row for each, one column for each coefficient. Default: no equations.
   */
  readonly constraintMatrix?: MatrixInput;
  /**
   * The factors of the constraints, as a solution's `warmStart` has them. Default: as for the objective.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The `constraintViolation` that a solution must not exceed.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * What its products with the coefficients are to be.
   */
  readonly constraintValues?: VectorInput;
  /**
   * The part of the observations, above 0 and at most all (1), from which the curvature is estimated; they are drawn anew
   * for each iteration. With less than all, convergence is linear; what is found is the same. Default: as many as the
   * steps need, all of them near the solution, so that convergence is superlinear.
   */
  readonly hessianSample?: number;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The coefficients to start with. Default: where there are 128 observations or more for each coefficient, the solution for a
   * sixteenth of them, drawn at random; else all the same, of the norm `radius`; without one, zeros.
   */
  readonly initial?: VectorInput;
  /**
   * Multipliers to start with: those of the linear equations, then that of `|x|^2 = radius^2`. Default: those that make
   * the gradient of the Lagrangian at the start smallest.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The factor of the objective, as a solution's `warmStart` has it. Default: 100 over the largest entry of the gradient
   * at the start, and at most 1.
   */
  readonly objectiveScale?: number;
  /**
   * The norm that the coefficients are to have. Default: any.
   */
  readonly radius?: number;
  /**
   * The weight of the squared norm of the coefficients over 2.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The `kktResidual` at which a point counts as a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * The function that steps must make smaller.
 * - `eal`: The exact augmented Lagrangian. It is smooth, and its minima are the solutions, multipliers included.
 * - `l1`: The objective and the sum of the constraints' absolute values, times a penalty. Cheaper to try, since it needs no
 * derivatives, but with kinks, and blind to the multipliers.
 */
export type MeritFunction = 'eal' | 'l1';

/**
 * Minimise `objective` subject to `constraints` being zero, from a starting point on, where both are functions as data, so that their
 * derivatives are exact and sparse. Nothing need be convex: what is found is a local minimum.
 */
export interface MinimizeExpressionsProblem {
  /**
   * What is to be minimised: a function of the variables, and of parameters, whose value is one number.
   */
  readonly objective: FunctionInput;
  /**
   * Where to start; as long as there are variables.
   */
  readonly initial: VectorInput;
  /**
   * How exactly those inner solvers solve.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * Lower bounds of the constraints. Inequalities are not supported yet: they must equal `constraintUpper`, and are the
   * values that the constraints are to have. Default: zeros.
   */
  readonly constraintLower?: VectorInput;
  /**
   * The positive factor of each constraint, instead of those that `scaling` finds.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The `constraintViolation`, in the units of the constraints, that a solution must not exceed.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Upper bounds of the constraints; see `constraintLower`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * What is to be zero: a vector, of no more numbers than there are variables.
   */
  readonly constraints?: FunctionInput;
  /**
   * How the Hessian of the Lagrangian is approximated. Default: not at all, it is exact.
   */
  readonly hessianApproximation?: HessianApproximation;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Multipliers to start with. Default: those that make the gradient of the Lagrangian at `initial` smallest.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * What solves the linear systems of the steps.
   * @defaultValue 'ldl'
   */
  readonly inner?: Inner;
  /**
   * Options of the inner solvers that are not `ldl`.
   */
  readonly innerOptions?: InnerOptions;
  /**
   * Lower bounds of the variables. Bounds are not supported yet: all must be `-Infinity`.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The function that steps must make smaller.
   * @defaultValue 'eal'
   */
  readonly merit?: MeritFunction;
  /**
   * The positive factor of the objective, instead of the one that `scaling` finds.
   */
  readonly objectiveScale?: number;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of
   * negative curvature away from it.
   * @defaultValue false
   */
  readonly requireMinimum?: boolean;
  /**
   * How objective and constraints are scaled.
   * @defaultValue 'gradient'
   */
  readonly scaling?: Scaling;
  /**
   * The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.
   * @defaultValue 0.0001
   */
  readonly sufficientDecrease?: number;
  /**
   * The `kktResidual` at which a point counts as a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables. Bounds are not supported yet: all must be `Infinity`.
   */
  readonly upper?: VectorInput;
  /**
   * The name of the input that the variables are. Default: the first of the objective.
   */
  readonly variables?: string;
}

/**
 * Minimise `objective` subject to `constraints` being zero, from a starting point on. Both are smooth functions of a
 * vector; nothing need be convex, so that what is found is a local minimum. What is not given of their derivatives is
 * found by differences.
 */
export interface MinimizeProblem {
  /**
   * Where to start; as long as there are variables.
   */
  readonly initial: VectorInput;
  /**
   * How exactly those inner solvers solve.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * How many numbers `constraints` gives; no more than there are variables.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * Lower bounds of the constraints. Inequalities are not supported yet: they must equal `constraintUpper`, and are the
   * values that the constraints are to have. Default: zeros.
   */
  readonly constraintLower?: VectorInput;
  /**
   * The positive factor of each constraint, instead of those that `scaling` finds.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The `constraintViolation`, in the units of the constraints, that a solution must not exceed.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Upper bounds of the constraints; see `constraintLower`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * Whether the constraints are given.
   * @defaultValue false
   */
  readonly constraints?: boolean;
  /**
   * Whether the gradient is given.
   * @defaultValue false
   */
  readonly gradient?: boolean;
  /**
   * Whether the Hessian is given.
   * @defaultValue false
   */
  readonly hessian?: boolean;
  /**
   * How the Hessian of the Lagrangian is approximated where neither it nor its products are given.
   * @defaultValue 'finiteDifferences'
   */
  readonly hessianApproximation?: HessianApproximation;
  /**
   * Whether products with the Hessian are given.
   * @defaultValue false
   */
  readonly hessianProduct?: boolean;
  /**
   * Where the lower triangle of the Hessian of the Lagrangian has entries that are not always zero; `hessian` then gives
   * these, in this order. Without it, the Hessian is dense: all its rows, one after another, of which only the lower
   * triangle is read.
   */
  readonly hessianStructure?: Structure;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Multipliers to start with. Default: those that make the gradient of the Lagrangian at `initial` smallest.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * What solves the linear systems of the steps.
   * @defaultValue 'ldl'
   */
  readonly inner?: Inner;
  /**
   * Options of the inner solvers that are not `ldl`.
   */
  readonly innerOptions?: InnerOptions;
  /**
   * Whether the Jacobian is given.
   * @defaultValue false
   */
  readonly jacobian?: boolean;
  /**
   * Where the Jacobian has entries that are not always zero; `jacobian` then gives these, in this order. Without it, the
   * Jacobian is dense: `constraintCount` rows, one after another.
   */
  readonly jacobianStructure?: Structure;
  /**
   * Lower bounds of the variables. Bounds are not supported yet: all must be `-Infinity`.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The function that steps must make smaller.
   * @defaultValue 'eal'
   */
  readonly merit?: MeritFunction;
  /**
   * The positive factor of the objective, instead of the one that `scaling` finds.
   */
  readonly objectiveScale?: number;
  /**
   * Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of
   * negative curvature away from it.
   * @defaultValue false
   */
  readonly requireMinimum?: boolean;
  /**
   * How objective and constraints are scaled.
   * @defaultValue 'gradient'
   */
  readonly scaling?: Scaling;
  /**
   * The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.
   * @defaultValue 0.0001
   */
  readonly sufficientDecrease?: number;
  /**
   * The `kktResidual` at which a point counts as a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables. Bounds are not supported yet: all must be `Infinity`.
   */
  readonly upper?: VectorInput;
}

/**
 * Find the control `u` on the unit square whose state `y`, the solution of `-Δy + reaction y^3 = u` with zeros on the
 * boundary, is near `target`: minimise the integral of `((y - target)^2 + controlWeight u^2) / 2`, on a grid of `size` by
 * `size` inner points, with the 5-point Laplacian.
 *
 * Functions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with
 * `h = 1 / (size + 1)`.
 */
export interface PoissonControlProblem {
  /**
   * The inner points along a side, up to 1023. It is fastest where `size + 1` is a power of 2.
   */
  readonly size: number;
  /**
   * The positive weight of the squared control.
   */
  readonly controlWeight: number;
  /**
   * The `constraintViolation` that a solution must not exceed.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The adjoint state to start with. Default: the one that makes the gradient of the Lagrangian at the start smallest.
   */
  readonly initialAdjoint?: MatrixInput;
  /**
   * The control to start with. Default: zeros.
   */
  readonly initialControl?: MatrixInput;
  /**
   * The state to start with. Default: zeros.
   */
  readonly initialState?: MatrixInput;
  /**
   * The most iterations.
   * @defaultValue 300
   */
  readonly maxIterations?: number;
  /**
   * The factor of the cubic term, not negative. Without it the problem is linear, and solved in one step.
   * @defaultValue 0.0
   */
  readonly reaction?: number;
  /**
   * The state that is wanted. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.
   */
  readonly target?: MatrixInput;
  /**
   * The `kktResidual` at which a point counts as a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * By what an inner solver's system is made easier.
 * - `none`: By nothing; for `sketch`.
 * - `constraint`: By the same system with a diagonal in the place of the Hessian.
 * - `lagged`: By the decomposition of an earlier iteration's system, made anew when it no longer serves; for `gmres` and `sketch`.
 */
export type Preconditioner = 'none' | 'constraint' | 'lagged';

/**
 * How objective and constraints are scaled: the tolerances and the method see them so.
 * - `gradient`: Down to gradients whose largest entries are 100 at the start, where they are larger.
 * - `none`: Not at all.
 */
export type Scaling = 'gradient' | 'none';

/**
 * The combinations of equations that sketching projects onto.
 * - `gaussian`: One combination with normal weights.
 * - `row`: One equation (Kaczmarz's method).
 * - `blockGaussian`: `size` combinations with normal weights.
 * - `blockRow`: `size` equations.
 * - `countSketch`: `size` combinations, in which each equation comes once, with a random sign.
 */
export type SketchKind = 'gaussian' | 'row' | 'blockGaussian' | 'blockRow' | 'countSketch';

/**
 * The places of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both from 0 on.
 */
export interface Structure {
  /**
   * The row of each entry.
   */
  readonly rows: IndexInput;
  /**
   * The column of each entry.
   */
  readonly columns: IndexInput;
}

/**
 * An entry of a derivative that does not agree with differences.
 */
export interface DerivativeError {
  /**
   * The function that gave it.
   */
  readonly name: DerivativeName;
  /**
   * Its row: the constraint, for the Jacobian; the entry, for the gradient and products.
   */
  readonly row: number;
  /**
   * Its column; 0 for the gradient and for products.
   */
  readonly column: number;
  /**
   * What the function gave; 0 where the structure has no entry.
   */
  readonly given: number;
  /**
   * What differences give.
   */
  readonly numeric: number;
  /**
   * The difference of both, over the larger of 1 and the latter.
   */
  readonly relativeError: number;
  /**
   * Whether the structure has this entry.
   */
  readonly isInStructure: boolean;
}

/**
 * The functions that give derivatives.
 * - `gradient`: The gradient of the objective.
 * - `jacobian`: The Jacobian of the constraints.
 * - `hessian`: The Hessian of the Lagrangian.
 * - `hessianProduct`: Products with it, here with a random vector.
 */
export type DerivativeName = 'gradient' | 'jacobian' | 'hessian' | 'hessianProduct';

/**
 * What does not agree. Where there is nothing, all derivatives that were given are right, as far as differences can tell.
 */
export interface DerivativeReport {
  /**
   * The point at which the derivatives were compared: `initial`, moved at random by one part in a hundred, since mistakes
   * often vanish at round numbers.
   */
  readonly point: Float64Array;
  /**
   * The multipliers with which the Hessian was compared, at random.
   */
  readonly multipliers: Float64Array;
  /**
   * How many entries were compared.
   */
  readonly compared: number;
  /**
   * The entries that differ by more than 1e-4 of the larger of 1 and their size; the worst first.
   */
  readonly errors: readonly DerivativeError[];
}

/**
 * How often each of the caller's functions was asked for, differences included.
 */
export interface Evaluations {
  /**
   * Of the objective.
   */
  readonly objective: number;
  /**
   * Of the constraints.
   */
  readonly constraints: number;
  /**
   * Of the gradient.
   */
  readonly gradient: number;
  /**
   * Of the Jacobian.
   */
  readonly jacobian: number;
  /**
   * Of the Hessian.
   */
  readonly hessian: number;
  /**
   * Of products with the Hessian.
   */
  readonly hessianProduct: number;
}

/**
 * How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.
 */
export interface MinimizeRecord {
  /**
   * The number of the iteration; 0 for the start.
   */
  readonly iteration: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The largest absolute value of a constraint.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute entry of the gradient of the Lagrangian.
   */
  readonly dualResidual: number;
  /**
   * What `tolerance` is compared with.
   */
  readonly kktResidual: number;
  /**
   * The part of the Newton step that was taken; 0 at the start and in restorations.
   */
  readonly stepSize: number;
  /**
   * What was added to the diagonal of the Hessian.
   */
  readonly hessianShift: number;
  /**
   * What was subtracted from the diagonal of the constraints' block, which is zero.
   */
  readonly constraintShift: number;
  /**
   * The merit function's penalty of the constraints.
   */
  readonly constraintPenalty: number;
  /**
   * The merit function's penalty of the Lagrangian's gradient.
   */
  readonly gradientPenalty: number;
  /**
   * Steps of the inner solver, where it is not `ldl`.
   */
  readonly innerSteps: number;
  /**
   * Whether this iteration worked on the constraints alone.
   */
  readonly isRestoration: boolean;
}

/**
 * The point that was found, and how good it is; all of it is measured on the returned point.
 */
export interface MinimizeSolution {
  /**
   * Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and
   * `constraintViolation` at most `constraintTolerance`.
   */
  readonly status: MinimizeStatus;
  /**
   * The number of iterations, those of restorations included.
   */
  readonly iterations: number;
  /**
   * The point `x`.
   */
  readonly solution: Float64Array;
  /**
   * The objective there.
   */
  readonly objective: number;
  /**
   * The multipliers `λ`, one for each constraint: the gradient of `objective + λ' constraints` is zero at a solution. So
   * `-λ[i]` is the rate at which the least objective grows with the value that constraint `i` is to have.
   */
  readonly multipliers: Float64Array;
  /**
   * The largest absolute value of a constraint (of its difference from `constraintLower`, where that is given).
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute entry of the gradient of `objective + λ' constraints`.
   */
  readonly dualResidual: number;
  /**
   * What `tolerance` is compared with: the larger of both, as scaled, the latter also by `max(1, mean |λ| / 100)`.
   */
  readonly kktResidual: number;
  /**
   * Whether the curvature at the point shows it to be a minimum.
   */
  readonly secondOrder: SecondOrder;
  /**
   * How often each function was asked for.
   */
  readonly evaluations: Evaluations;
  /**
   * What the linear algebra took.
   */
  readonly statistics: Statistics;
  /**
   * What a later run may go on from: keys of a problem. They are of the last point of the search, which is the solution where
   * it is one, so that such a run stops there at once; where the search was ended early, `solution` is the best of its points,
   * and such a run takes it up where it was left.
   */
  readonly warmStart: WarmStart;
  /**
   * One record for each iteration, where `history` was set.
   */
  readonly history?: readonly MinimizeRecord[];
}

/**
 * Why the solver stopped.
 * - `converged`: The conditions of first order hold within the tolerances.
 * - `acceptable`: Steps improve the point no more, or hardly, as with functions or differences that are not exact enough; the `kktResidual`
 * is at most 1e-6.
 * - `locallyInfeasible`: The violation of the constraints has a local minimum at the point, at which it is not zero.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The search has all but come to a standstill: over and over, a hundred steps gained less than one of them promised. So it
 * is where a minimum is approached without end, as at infinity.
 * - `lineSearchFailed`: No step along the last direction improves the point.
 * - `restorationFailed`: The search for a point with a smaller violation of the constraints came to no end.
 * - `singular`: No shift of the Hessian makes the linear system regular.
 * - `unbounded`: The objective is below -1e20 where the constraints hold.
 */
export type MinimizeStatus = 'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded';

/**
 * The control that was found, and how good it is; all of it is measured on what is returned.
 */
export interface PoissonControlSolution {
  /**
   * Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and
   * `constraintViolation` at most `constraintTolerance`.
   */
  readonly status: MinimizeStatus;
  /**
   * The number of iterations.
   */
  readonly iterations: number;
  /**
   * The state.
   */
  readonly state: Matrix;
  /**
   * The control.
   */
  readonly control: Matrix;
  /**
   * The adjoint state: `controlWeight` times the control at a solution.
   */
  readonly adjoint: Matrix;
  /**
   * The integral that was minimised.
   */
  readonly objective: number;
  /**
   * The largest absolute residual of the state's equation at a point.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute residual of the adjoint state's equation at a point.
   */
  readonly dualResidual: number;
  /**
   * What `tolerance` is compared with: the larger of both, the latter over `max(1, mean |adjoint| / 100)`.
   */
  readonly kktResidual: number;
  /**
   * Whether the curvature at the point shows it to be a minimum.
   */
  readonly secondOrder: SecondOrder;
  /**
   * What the linear algebra took.
   */
  readonly statistics: PoissonControlStatistics;
  /**
   * What a later run may start from: keys of a problem.
   */
  readonly warmStart: PoissonControlWarmStart;
  /**
   * One record for each iteration, where `history` was set.
   */
  readonly history?: readonly MinimizeRecord[];
}

/**
 * What the linear algebra took.
 */
export interface PoissonControlStatistics {
  /**
   * Steps of GMRES, of which each takes four sine transforms of the grid.
   */
  readonly innerSteps: number;
}

/**
 * What a later run may start from, under the names that a problem has for it.
 */
export interface PoissonControlWarmStart {
  /**
   * The state.
   */
  readonly initialState: Matrix;
  /**
   * The control.
   */
  readonly initialControl: Matrix;
  /**
   * The adjoint state.
   */
  readonly initialAdjoint: Matrix;
}

/**
 * What the curvature at a point says.
 * - `sufficient`: The Hessian of the Lagrangian is positive definite along the constraints, whose gradients are independent: with the
 * conditions of first order, this proves a strict local minimum.
 * - `insufficient`: It is not, by more than its errors: the point may be a minimum all the same, or a saddle point or a maximum.
 * - `unexamined`: It was not looked at: the point is no solution, no time was left, or the Hessian is not known (with `bfgs`,
 * `limitedMemory`, and products alone).
 */
export type SecondOrder = 'sufficient' | 'insufficient' | 'unexamined';

/**
 * What the linear algebra took.
 */
export interface Statistics {
  /**
   * Factorisations of matrices.
   */
  readonly factorizations: number;
  /**
   * Steps of the inner solver, where it is not `ldl`.
   */
  readonly innerSteps: number;
  /**
   * How often `ldl` had to take over from it.
   */
  readonly innerFallbacks: number;
  /**
   * How often the constraints alone were worked on, since no step improved both.
   */
  readonly restorations: number;
}

/**
 * What a later run may start from, under the names that a problem has for it.
 */
export interface WarmStart {
  /**
   * The point.
   */
  readonly initial: Float64Array;
  /**
   * The multipliers.
   */
  readonly initialMultipliers: Float64Array;
  /**
   * The factor of the objective.
   */
  readonly objectiveScale: number;
  /**
   * The factors of the constraints.
   */
  readonly constraintScales: Float64Array;
  /**
   * The matrix of `bfgs`, where that made steps.
   */
  readonly initialHessian?: Matrix;
}

/**
 * Logistic regression under linear equations, with coefficients on a sphere or anywhere, by the method of {@link minimize}. The
 * functions are computed off the calling thread, on all threads.
 *
 * @example
 * ```ts
 * // Coefficients that sum to zero.
 * const { solution } = await logistic({
 *   features: [[1, 0.5], [1, 2.5], [1, 1.5], [1, 3.5]],
 *   labels: [-1, 1, 1, -1],
 *   constraintMatrix: [[1, 1]],
 *   constraintValues: [0],
 *   ridge: 0.01,
 * });
 * ```
 */
export function logistic(
  problem: LogisticProblem,
  options?: RunOptions<MinimizeRecord>,
): Promise<MinimizeSolution> {
  return run('constrained.logistic', problem, options);
}

/** {@link logistic}, blocking the calling thread. */
export function logisticSync(problem: LogisticProblem, options?: SyncRunOptions): MinimizeSolution {
  return runSync('constrained.logistic', problem, options);
}

/**
 * The control of a Poisson equation with a cubic reaction, -Δy + reaction y³ = u on the unit square with zeros on the boundary:
 * the control u whose state y is near a target. By the method of {@link minimize}, with fast sine transforms for the linear
 * systems, so that the time grows hardly faster than the grid.
 *
 * @example
 * ```ts
 * const { state, control, objective } = await poissonControl({ size: 127, controlWeight: 1e-3, reaction: 1 });
 * ```
 */
export function poissonControl(
  problem: PoissonControlProblem,
  options?: RunOptions<MinimizeRecord>,
): Promise<PoissonControlSolution> {
  return run('constrained.poissonControl', problem, options);
}

/** {@link poissonControl}, blocking the calling thread. */
export function poissonControlSync(problem: PoissonControlProblem, options?: SyncRunOptions): PoissonControlSolution {
  return runSync('constrained.poissonControl', problem, options);
}

/**
 * The minimum of a function that is data, under equations of functions that are data.
 */
export function minimize(
  problem: MinimizeExpressionsProblem,
  options?: RunOptions<MinimizeRecord>,
): Promise<MinimizeSolution> {
  return run('constrained.minimize', problem, options);
}

/** {@link minimize}, blocking the calling thread. */
export function minimizeSync(problem: MinimizeExpressionsProblem, options?: SyncRunOptions): MinimizeSolution {
  return runSync('constrained.minimize', problem, options);
}
