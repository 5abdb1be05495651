// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/inputs.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import '#wasm/constrained.js';

export { load } from '../engine/load.js';

/**
 * The accuracy of inner solvers other than `ldl`.
 * - `adaptive`: To a relative residual of min(0.1, square root of the right-hand side's norm), for superlinear convergence
 * (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten up to a thousand times tighter if the step is
 * not a descent direction of the merit function.
 * - `paper`: As in the paper, from bounds on norms and condition numbers: nearly exact. Includes the paper's penalty updates.
 * Meant to reproduce the paper on small problems.
 */
export type Accuracy = 'adaptive' | 'paper';

/**
 * The approximation of a Hessian that is not provided.
 * - `finiteDifferences`: By differences of the gradient of the Lagrangian, one per variable, or fewer if `hessianStructure` allows
 * several columns per difference.
 * - `bfgs`: By Broyden-Fletcher-Goldfarb-Shanno updates with Powell's damping: one more gradient and Jacobian per iteration,
 * and more iterations. Dense, for up to 500 variables.
 * - `limitedMemory`: By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the
 * linear systems are then solved by `gmres`, even if `inner` is `ldl`, in about twenty iterations at most.
 */
export type HessianApproximation = 'finiteDifferences' | 'bfgs' | 'limitedMemory';

/**
 * The solver of the linear systems of the Newton steps.
 * - `ldl`: LDL' factorization, dense up to 400 variables and constraints together, sparse beyond. Computes the inertia.
 * - `minres`: MINRES, preconditioned by the Hessian's diagonal and the constraints. Uses `hessianProduct` directly, without a
 * Hessian matrix.
 * - `gmres`: Restarted GMRES, right-preconditioned by the constraints and the Hessian's diagonal, or by an earlier
 * factorization. Uses `hessianProduct` directly, except with the latter.
 * - `sketch`: Projections onto random combinations of the equations, as in the paper. The number of steps is proportional to
 * the square of the condition number: for teaching, tests, and well-conditioned systems.
 */
export type Inner = 'ldl' | 'minres' | 'gmres' | 'sketch';

/**
 * Options of inner solvers other than `ldl`.
 */
export interface InnerOptions {
  /**
   * The kind of combinations used by `sketch`.
   * @defaultValue 'row'
   */
  readonly kind?: SketchKind;
  /**
   * Limit on the inner iterations for one system. Beyond it, `ldl` takes over if there is a Hessian. Default:
   * 100 000 for `sketch`, 1000 for the others.
   */
  readonly maxSteps?: number;
  /**
   * The fraction of the last step that `sketch` adds to the next one, from 0 to 0.9.
   * @defaultValue 0.0
   */
  readonly momentum?: number;
  /**
   * The preconditioner. Default: `none` for `sketch`, `constraint` for the others.
   */
  readonly preconditioner?: Preconditioner;
  /**
   * The iterations of `gmres` between restarts, at least 1.
   * @defaultValue 50
   */
  readonly restart?: number;
  /**
   * The number of combinations per block of `sketch`, from 1 to the number of variables and constraints. Default:
   * half of that.
   */
  readonly size?: number;
  /**
   * A fixed relative residual below 1 for all solves. The steps then converge only linearly. Default: determined by
   * `accuracy`.
   */
  readonly tolerance?: number;
  /**
   * Whether `row` draws rows with equal probabilities, as in the paper, instead of proportional to their squared
   * norms.
   * @defaultValue false
   */
  readonly uniform?: boolean;
}

/**
 * Minimizes half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting
 * point. The residuals are a function as data, so their derivatives are exact. The result is a local minimum.
 */
export interface LeastSquaresExpressionsProblem {
  /**
   * The residuals: a vector or scalar function of the variables and of parameters.
   */
  readonly residuals: FunctionInput;
  /**
   * The starting point; its length is the number of variables, at most 300. Clipped to the bounds.
   */
  readonly initial: VectorInput;
  /**
   * Whether the solution contains a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The loss function, which determines the influence of large residuals.
   * @defaultValue 'linear'
   */
  readonly loss?: Loss;
  /**
   * The positive size beyond which a weighted residual counts as large; unused by `linear`.
   * @defaultValue 1.0
   */
  readonly lossScale?: number;
  /**
   * Lower bounds of the variables. Equal bounds fix a variable. -1e20 and below mean none. Default: none, `-Infinity`.
   */
  readonly lower?: VectorInput;
  /**
   * The limit on iterations, which are trial steps.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * All other inputs, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The largest `kktResidual` of a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables. 1e20 and above mean none. Default: none, `Infinity`.
   */
  readonly upper?: VectorInput;
  /**
   * The name of the input that holds the variables. Default: the first.
   */
  readonly variables?: string;
  /**
   * The nonnegative weight of each squared residual, such as the reciprocal of its variance. Residuals of weight 0
   * are left out. Default: 1.
   */
  readonly weights?: VectorInput;
}

/**
 * Minimizes the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2` over the coefficients `x`,
 * subject to `constraintMatrix x = constraintValues` and, if `radius` is given, `|x| = radius`.
 */
export interface LogisticProblem {
  /**
   * The features, one row per observation. Add a column of ones for a constant term.
   */
  readonly features: MatrixInput;
  /**
   * The class of each observation, one of two: a number, a string or a boolean. In the formula `labels[i]` is -1 for
   * the first class in ascending order and 1 for the second.
   */
  readonly labels: VectorInput | readonly string[] | readonly boolean[];
  /**
   * The matrix of the linear equations: one row per equation, one column per coefficient. Default: no equations.
   */
  readonly constraintMatrix?: MatrixInput;
  /**
   * The scale factors of the constraints, as in a solution's `warmStart`. Default: as for the objective.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The largest `constraintViolation` of a solution.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * The right-hand sides of the linear equations.
   */
  readonly constraintValues?: VectorInput;
  /**
   * The fraction of the observations, above 0 and at most 1, used to estimate the curvature; drawn anew in each
   * iteration. Below 1, convergence is linear, to the same solution. Default: as many as the steps need, all of them
   * close to the solution, for superlinear convergence.
   */
  readonly hessianSample?: number;
  /**
   * Whether the solution contains a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * Initial coefficients. Default: with at least 128 observations per coefficient, the solution for a random
   * sixteenth of them; else equal coefficients of norm `radius`, or zeros without a `radius`.
   */
  readonly initial?: VectorInput;
  /**
   * Initial multipliers: of the linear equations, then of `|x|^2 = radius^2`. Default: those with the smallest
   * gradient of the Lagrangian at the start.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * The iteration limit.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * The scale factor of the objective, as in a solution's `warmStart`. Default: 100 divided by the largest entry of
   * the gradient at the start, and at most 1.
   */
  readonly objectiveScale?: number;
  /**
   * The required norm of the coefficients. Default: unrestricted.
   */
  readonly radius?: number;
  /**
   * The weight of half the squared norm of the coefficients.
   * @defaultValue 0.0
   */
  readonly ridge?: number;
  /**
   * The largest `kktResidual` of a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * The loss function ρ: the objective is half the sum of `lossScale² ρ((r / lossScale)²)`. All losses are quadratic for
 * small residuals.
 * - `linear`: Squares: ρ(z) = z.
 * - `huber`: Linear in |r| beyond the scale: ρ(z) = 2√z − 1 there.
 * - `softL1`: Linear in |r| for large residuals, with a smooth transition: ρ(z) = 2(√(1 + z) − 1).
 * - `cauchy`: Logarithmic in |r|: ρ(z) = ln(1 + z). Distant outliers have almost no influence, and there may be several
 * minima.
 */
export type Loss = 'linear' | 'huber' | 'softL1' | 'cauchy';

/**
 * The criterion that accepts steps.
 * - `eal`: The exact augmented Lagrangian: smooth, with minima at the solutions, multipliers included. With bounds or
 * inequalities it applies to the barrier problem and needs unique multipliers; `filter` is more robust if
 * gradients of active constraints are linearly dependent.
 * - `l1`: The objective plus a penalty times the sum of the absolute constraint values. Trial points are cheaper because
 * they need no derivatives, but the function has kinks and ignores the multipliers. Under equations only.
 * - `filter`: A filter: accepts a step if it reduces either the barrier function or the constraint violation, compared with
 * every pair of values recorded so far.
 */
export type MeritFunction = 'eal' | 'l1' | 'filter';

/**
 * Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,
 * from a starting point. Both are functions as data, so their derivatives are exact and sparse. They need not be
 * convex; the result is a local minimum.
 */
export interface MinimizeExpressionsProblem {
  /**
   * The objective: a scalar function of the variables and of parameters.
   */
  readonly objective: FunctionInput;
  /**
   * The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.
   */
  readonly initial: VectorInput;
  /**
   * The accuracy of inner solvers other than `ldl`.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * Lower bounds of the constraints; `-Infinity` for none. Default: without `constraintUpper`, zeros, which makes
   * the constraints equations; else `-Infinity`.
   */
  readonly constraintLower?: VectorInput;
  /**
   * The scale factor of each constraint, from 1e-150 to 1e150, in place of those chosen by `scaling`.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The largest `constraintViolation` of a solution, in the units of the constraints.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Upper bounds of the constraints; `Infinity` for none. Equal bounds make a constraint an equation. Default:
   * without `constraintLower`, zeros; else `Infinity`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * The constraints: a vector or scalar function, required to be zero or within bounds. At most as many of its
   * values as there are variables may be equations.
   */
  readonly constraints?: FunctionInput;
  /**
   * Whether to try Newton steps with the estimated active bounds and inequalities as equations from time to time.
   * This usually ends the search early and puts variables exactly on their bounds.
   * @defaultValue true
   */
  readonly finish?: boolean;
  /**
   * The approximation of the Hessian of the Lagrangian. Default: none, the Hessian is exact.
   */
  readonly hessianApproximation?: HessianApproximation;
  /**
   * Whether the solution contains a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial barrier parameter for bounds and inequalities.
   * @defaultValue 0.01
   */
  readonly initialBarrier?: number;
  /**
   * Initial multipliers of the bounds, nonnegative at active upper bounds and nonpositive at active lower bounds.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The symmetric initial matrix of `bfgs`, as in a solution's `warmStart`; only its lower triangle is read.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Initial multipliers of the constraints, nonnegative at active upper bounds and nonpositive at active lower
   * bounds. Together with `initialBoundMultipliers`, if there are bounds, they give a warm start: the active set
   * they indicate is tried first. Default: the multipliers with the smallest gradient of the Lagrangian at the
   * start.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * The solver of the linear systems of the steps.
   * @defaultValue 'ldl'
   */
  readonly inner?: Inner;
  /**
   * Options of inner solvers other than `ldl`.
   */
  readonly innerOptions?: InnerOptions;
  /**
   * Lower bounds of the variables; -1e20 and below, including `-Infinity`, mean none. Functions are never evaluated
   * below them. Equal bounds fix a variable. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The iteration limit.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * The criterion that accepts steps. Default: `eal` under equations alone, else `filter`.
   */
  readonly merit?: MeritFunction;
  /**
   * The scale factor of the objective, from 1e-150 to 1e150, in place of the one chosen by `scaling`.
   */
  readonly objectiveScale?: number;
  /**
   * All other inputs of the functions, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * Do not stop at a saddle point or a maximum that satisfies the first-order conditions; follow a direction of
   * negative curvature away from it.
   * @defaultValue false
   */
  readonly requireMinimum?: boolean;
  /**
   * The scaling of objective and constraints.
   * @defaultValue 'gradient'
   */
  readonly scaling?: Scaling;
  /**
   * The fraction of the decrease predicted by the directional derivative that a step must achieve, above 0 and below
   * 1/2.
   * @defaultValue 0.0001
   */
  readonly sufficientDecrease?: number;
  /**
   * The largest `kktResidual` of a solution, relative to the objective's size at the start as set by `scaling`.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; 1e20 and above, including `Infinity`, mean none. Functions are never evaluated
   * above them. Default: none.
   */
  readonly upper?: VectorInput;
  /**
   * The name of the input that holds the variables. Default: the first input of the objective.
   */
  readonly variables?: string;
}

/**
 * Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,
 * from a starting point. Both are smooth functions of a vector and need not be convex; the result is a local minimum.
 * Derivatives not provided are estimated by finite differences.
 */
export interface MinimizeProblem {
  /**
   * The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.
   */
  readonly initial: VectorInput;
  /**
   * The accuracy of inner solvers other than `ldl`.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * The number of values of `constraints`. At most as many of them as there are variables may be equations.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * Lower bounds of the constraints; `-Infinity` for none. Default: without `constraintUpper`, zeros, which makes
   * the constraints equations; else `-Infinity`.
   */
  readonly constraintLower?: VectorInput;
  /**
   * The scale factor of each constraint, from 1e-150 to 1e150, in place of those chosen by `scaling`.
   */
  readonly constraintScales?: VectorInput;
  /**
   * The largest `constraintViolation` of a solution, in the units of the constraints.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Upper bounds of the constraints; `Infinity` for none. Equal bounds make a constraint an equation. Default:
   * without `constraintLower`, zeros; else `Infinity`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * Whether `constraints` is provided.
   * @defaultValue false
   */
  readonly constraints?: boolean;
  /**
   * Whether to try Newton steps with the estimated active bounds and inequalities as equations from time to time.
   * This usually ends the search early and puts variables exactly on their bounds.
   * @defaultValue true
   */
  readonly finish?: boolean;
  /**
   * Whether the gradient is provided.
   * @defaultValue false
   */
  readonly gradient?: boolean;
  /**
   * Whether the Hessian is provided.
   * @defaultValue false
   */
  readonly hessian?: boolean;
  /**
   * The approximation of the Hessian of the Lagrangian if neither it nor its products are provided.
   * @defaultValue 'finiteDifferences'
   */
  readonly hessianApproximation?: HessianApproximation;
  /**
   * Whether products with the Hessian are provided.
   * @defaultValue false
   */
  readonly hessianProduct?: boolean;
  /**
   * The sparsity structure of the lower triangle of the Hessian of the Lagrangian; `hessian` then returns the values
   * of these entries in this order. Without it, the Hessian is dense: all rows, one after another; only the lower
   * triangle is read.
   */
  readonly hessianStructure?: Structure;
  /**
   * Whether the solution contains a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial barrier parameter for bounds and inequalities.
   * @defaultValue 0.01
   */
  readonly initialBarrier?: number;
  /**
   * Initial multipliers of the bounds, nonnegative at active upper bounds and nonpositive at active lower bounds.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The symmetric initial matrix of `bfgs`, as in a solution's `warmStart`; only its lower triangle is read.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Initial multipliers of the constraints, nonnegative at active upper bounds and nonpositive at active lower
   * bounds. Together with `initialBoundMultipliers`, if there are bounds, they give a warm start: the active set
   * they indicate is tried first. Default: the multipliers with the smallest gradient of the Lagrangian at the
   * start.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * The solver of the linear systems of the steps.
   * @defaultValue 'ldl'
   */
  readonly inner?: Inner;
  /**
   * Options of inner solvers other than `ldl`.
   */
  readonly innerOptions?: InnerOptions;
  /**
   * Whether the Jacobian is provided.
   * @defaultValue false
   */
  readonly jacobian?: boolean;
  /**
   * The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order.
   * Without it, the Jacobian is dense: `constraintCount` rows, one after another.
   */
  readonly jacobianStructure?: Structure;
  /**
   * Lower bounds of the variables; -1e20 and below, including `-Infinity`, mean none. Functions are never evaluated
   * below them. Equal bounds fix a variable. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The iteration limit.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * The criterion that accepts steps. Default: `eal` under equations alone, else `filter`.
   */
  readonly merit?: MeritFunction;
  /**
   * The scale factor of the objective, from 1e-150 to 1e150, in place of the one chosen by `scaling`.
   */
  readonly objectiveScale?: number;
  /**
   * Do not stop at a saddle point or a maximum that satisfies the first-order conditions; follow a direction of
   * negative curvature away from it.
   * @defaultValue false
   */
  readonly requireMinimum?: boolean;
  /**
   * The scaling of objective and constraints.
   * @defaultValue 'gradient'
   */
  readonly scaling?: Scaling;
  /**
   * The fraction of the decrease predicted by the directional derivative that a step must achieve, above 0 and below
   * 1/2.
   * @defaultValue 0.0001
   */
  readonly sufficientDecrease?: number;
  /**
   * The largest `kktResidual` of a solution, relative to the objective's size at the start as set by `scaling`.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; 1e20 and above, including `Infinity`, mean none. Functions are never evaluated
   * above them. Default: none.
   */
  readonly upper?: VectorInput;
}

/**
 * Minimizes the integral of `((y - target)^2 + controlWeight u^2) / 2` over the unit square, where the state `y`
 * solves `-Δy + reaction y^3 = u` with zero boundary values for the control `u`, on a grid of `size` by `size` inner
 * points with the 5-point Laplacian.
 *
 * Functions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with
 * `h = 1 / (size + 1)`.
 */
export interface PoissonControlProblem {
  /**
   * The inner grid points per side, up to 1023. Fastest if `size + 1` is a power of 2.
   */
  readonly size: number;
  /**
   * The positive weight of the squared control.
   */
  readonly controlWeight: number;
  /**
   * The largest `constraintViolation` of a solution.
   * @defaultValue 1e-8
   */
  readonly constraintTolerance?: number;
  /**
   * Whether the solution contains a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The initial adjoint state. Default: the one with the smallest gradient of the Lagrangian at the start.
   */
  readonly initialAdjoint?: MatrixInput;
  /**
   * The initial control. Default: zeros.
   */
  readonly initialControl?: MatrixInput;
  /**
   * The initial state. Default: zeros.
   */
  readonly initialState?: MatrixInput;
  /**
   * The iteration limit.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * The nonnegative factor of the cubic term. If 0, the problem is linear and solved in one step.
   * @defaultValue 0.0
   */
  readonly reaction?: number;
  /**
   * The target state. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.
   */
  readonly target?: MatrixInput;
  /**
   * The largest `kktResidual` of a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
}

/**
 * The preconditioner of an inner solver.
 * - `none`: No preconditioner; for `sketch`.
 * - `constraint`: The same system with a diagonal in place of the Hessian.
 * - `lagged`: The factorization of an earlier iteration's system, renewed when it becomes ineffective; for `gmres` and
 * `sketch`.
 */
export type Preconditioner = 'none' | 'constraint' | 'lagged';

/**
 * Minimizes `x'Px / 2 + q'x` subject to `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper` for a
 * positive semidefinite P: a convex quadratic program, or without P a linear program.
 */
export interface QuadraticProgramProblem {
  /**
   * q, one number per variable.
   */
  readonly linear: VectorInput;
  /**
   * Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Equal bounds make the row
   * an equation. Default: none.
   */
  readonly constraintLower?: VectorInput;
  /**
   * A, dense or sparse: one row per constraint, one column per variable. Default: no rows.
   */
  readonly constraintMatrix?: AnyMatrixInput;
  /**
   * Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or
   * mirror those below. Default: zeros, which give a linear program.
   */
  readonly hessian?: VectorInput | AnyMatrixInput;
  /**
   * The starting point. Together with multipliers, which indicate the active bounds, it leads to a nearby solution
   * in a step or two. Default: zeros if there are initial multipliers.
   */
  readonly initial?: VectorInput;
  /**
   * Initial multipliers of the bounds. Default: zeros if another initial value is given.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * Initial multipliers of the rows. Default: zeros if another initial value is given.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The iteration limit.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The largest residuals and duality gap of a solution, relative to the larger of 1 and the size of their terms:
   * the primal residual to the largest product of a row, the dual residual to the largest entry of Px, q and A'λ,
   * the gap to the larger of |x'Px| and |q'x|. Solutions are usually as accurate as rounding permits.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; 1e20 and above, including ∞, mean none. Equal bounds fix the variable. Default:
   * none.
   */
  readonly upper?: VectorInput;
}

/**
 * Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be
 * matrices with one row per program; a vector applies to all. The initial values are those of the first program, or of
 * all if they are not chained. `maxIterations` limits each program.
 */
export interface QuadraticProgramsProblem {
  /**
   * q, one number per variable.
   */
  readonly linear: VectorInput | MatrixInput;
  /**
   * Whether each program starts from the solution of the previous one, which takes few steps if neighbors are
   * similar. Otherwise they are solved in parallel on all threads.
   * @defaultValue true
   */
  readonly chained?: boolean;
  /**
   * Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Equal bounds make the row
   * an equation. Default: none.
   */
  readonly constraintLower?: VectorInput | MatrixInput;
  /**
   * A, dense or sparse: one row per constraint, one column per variable. Default: no rows.
   */
  readonly constraintMatrix?: AnyMatrixInput;
  /**
   * Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.
   */
  readonly constraintUpper?: VectorInput | MatrixInput;
  /**
   * P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or
   * mirror those below. Default: zeros, which give a linear program.
   */
  readonly hessian?: VectorInput | AnyMatrixInput;
  /**
   * The starting point. Together with multipliers, which indicate the active bounds, it leads to a nearby solution
   * in a step or two. Default: zeros if there are initial multipliers.
   */
  readonly initial?: VectorInput;
  /**
   * Initial multipliers of the bounds. Default: zeros if another initial value is given.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * Initial multipliers of the rows. Default: zeros if another initial value is given.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.
   */
  readonly lower?: VectorInput | MatrixInput;
  /**
   * The iteration limit.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * The largest residuals and duality gap of a solution, relative to the larger of 1 and the size of their terms:
   * the primal residual to the largest product of a row, the dual residual to the largest entry of Px, q and A'λ,
   * the gap to the larger of |x'Px| and |q'x|. Solutions are usually as accurate as rounding permits.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; 1e20 and above, including ∞, mean none. Equal bounds fix the variable. Default:
   * none.
   */
  readonly upper?: VectorInput | MatrixInput;
}

/**
 * The scaling of objective and constraints. The method and the tolerances apply to the scaled functions.
 * - `gradient`: Scales gradients with entries above 100 at the start down to 100; at a solution, recomputes the factor of the
 * objective from the gradient there. If a gradient and its change over a distance of the point's size are both
 * below 0.01, scales up until one of them is 1.
 * - `none`: No scaling.
 */
export type Scaling = 'gradient' | 'none';

/**
 * The combinations of equations used by `sketch`.
 * - `gaussian`: One combination with normal weights.
 * - `row`: One equation (Kaczmarz's method).
 * - `blockGaussian`: `size` combinations with normal weights.
 * - `blockRow`: `size` equations.
 * - `countSketch`: `size` combinations; each equation enters one of them, with a random sign.
 */
export type SketchKind = 'gaussian' | 'row' | 'blockGaussian' | 'blockRow' | 'countSketch';

/**
 * The positions of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both counted from
 * 0.
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
 * An entry of a derivative that disagrees with its difference.
 */
export interface DerivativeError {
  /**
   * The function that returned it.
   */
  readonly name: DerivativeName;
  /**
   * The row: for the Jacobian the index of the constraint, for the gradient and products that of the entry.
   */
  readonly row: number;
  /**
   * The column; 0 for the gradient and for products.
   */
  readonly column: number;
  /**
   * The value returned by the function; 0 if the structure lacks the entry.
   */
  readonly given: number;
  /**
   * The value estimated by differences.
   */
  readonly numeric: number;
  /**
   * Their absolute difference, divided by max(1, |numeric|).
   */
  readonly relativeError: number;
  /**
   * Whether the structure has this entry.
   */
  readonly isInStructure: boolean;
}

/**
 * The functions that return derivatives.
 * - `gradient`: The gradient of the objective.
 * - `jacobian`: The Jacobian of the constraints.
 * - `hessian`: The Hessian of the Lagrangian.
 * - `hessianProduct`: Products with the Hessian, tested with a random vector.
 */
export type DerivativeName = 'gradient' | 'jacobian' | 'hessian' | 'hessianProduct';

/**
 * The disagreements. If there are none, all provided derivatives are right as far as differences can show.
 */
export interface DerivativeReport {
  /**
   * The point of comparison: `initial`, randomly perturbed by up to one percent because mistakes often vanish at
   * round numbers, and moved within the bounds.
   */
  readonly point: Float64Array;
  /**
   * The random multipliers used for the Hessian.
   */
  readonly multipliers: Float64Array;
  /**
   * The number of entries compared.
   */
  readonly compared: number;
  /**
   * The entries with a relative error above 1e-4, largest first.
   */
  readonly errors: readonly DerivativeError[];
}

/**
 * Evaluations of each user function, including those for differences.
 */
export interface Evaluations {
  /**
   * Evaluations of the objective.
   */
  readonly objective: number;
  /**
   * Evaluations of the constraints.
   */
  readonly constraints: number;
  /**
   * Evaluations of the gradient.
   */
  readonly gradient: number;
  /**
   * Evaluations of the Jacobian.
   */
  readonly jacobian: number;
  /**
   * Evaluations of the Hessian.
   */
  readonly hessian: number;
  /**
   * Products with the Hessian.
   */
  readonly hessianProduct: number;
}

/**
 * Evaluations of each user function, including those for differences.
 */
export interface LeastSquaresEvaluations {
  /**
   * Evaluations of the residuals.
   */
  readonly residuals: number;
  /**
   * Evaluations of the Jacobian.
   */
  readonly jacobian: number;
}

/**
 * One iteration: its point and the step that led there. Passed to `onProgress`.
 */
export interface LeastSquaresRecord {
  /**
   * The iteration number; 0 for the start.
   */
  readonly iteration: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The residual compared with `tolerance`.
   */
  readonly kktResidual: number;
  /**
   * The trust-region radius for the next step, in units of the Jacobian's columns.
   */
  readonly radius: number;
  /**
   * The damping added to the squared singular values to shorten the step; 0 for a full Gauss-Newton step.
   */
  readonly damping: number;
  /**
   * Whether the step was accepted.
   */
  readonly isAccepted: boolean;
}

/**
 * A point, its quality, and how accurately the data determine it. All measures are evaluated at the returned point.
 */
export interface LeastSquaresSolution {
  /**
   * The termination status. Only `converged` guarantees the quality of the point.
   */
  readonly status: LeastSquaresStatus;
  /**
   * The number of iterations, which are trial steps.
   */
  readonly iterations: number;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The residuals at `solution`, unweighted.
   */
  readonly residuals: Float64Array;
  /**
   * Half the sum of the squares of the weighted residuals, or of their losses.
   */
  readonly objective: number;
  /**
   * The residual compared with `tolerance`: the largest absolute cosine of the angle between the residuals and a
   * column of the Jacobian, both weighted, over the variables not held at a bound. Dimensionless, and 0 at a
   * minimum.
   */
  readonly kktResidual: number;
  /**
   * The numerical rank of the Jacobian in the variables not held at a bound.
   */
  readonly rank: number;
  /**
   * The number of residuals with positive weight minus the rank, at least 0.
   */
  readonly degreesOfFreedom: number;
  /**
   * The multipliers v of the bounds: at a solution the gradient of the objective plus v is zero. They are negative
   * at active lower bounds, positive at active upper bounds and 0 elsewhere; `-v[i]` is the derivative of the
   * minimum with respect to the bound.
   */
  readonly boundMultipliers: Float64Array;
  /**
   * Evaluations of each function.
   */
  readonly evaluations: LeastSquaresEvaluations;
  /**
   * The estimated covariance of the variables: the inverse of the weighted J'J times the sum of squares divided by
   * the degrees of freedom; zeros for variables held at a bound. For robust losses, the estimate of Huber, Robust
   * Statistics (1981), section 7.6. Absent if the rank or the degrees of freedom do not suffice, or if with `cauchy`
   * too many residuals are outliers.
   */
  readonly covariance?: Matrix;
  /**
   * One record per iteration, if `history` was set.
   */
  readonly history?: readonly LeastSquaresRecord[];
  /**
   * The square roots of the covariance's diagonal, if there is one.
   */
  readonly standardErrors?: Float64Array;
}

/**
 * The termination status.
 * - `converged`: The `kktResidual` is at most `tolerance`; or the residuals are numerically zero: at most 1e-14 times the smaller
 * of 1 and their initial norm, or no larger than the effect of rounding the variables.
 * - `acceptable`: No step improves the point any more, as with inexact functions or differences, but the `kktResidual` is at most
 * 1e-5 or not known more accurately; or the objective hardly depends on any variable there, for instance because a
 * column of the Jacobian vanishes.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: No step improves the point any more, and it is not acceptable.
 */
export type LeastSquaresStatus = 'converged' | 'acceptable' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * One iteration: its point and the step that led there. Passed to `onProgress`.
 */
export interface MinimizeRecord {
  /**
   * The iteration number; 0 for the start.
   */
  readonly iteration: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * The largest violation of a constraint.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute entry of the gradient of the Lagrangian.
   */
  readonly dualResidual: number;
  /**
   * The residual compared with `tolerance`.
   */
  readonly kktResidual: number;
  /**
   * The step length as a fraction of the Newton step; 0 at the start and in restoration phases.
   */
  readonly stepSize: number;
  /**
   * The regularization added to the diagonal of the Hessian.
   */
  readonly hessianShift: number;
  /**
   * The regularization subtracted from the diagonal of the constraint block, otherwise zero.
   */
  readonly constraintShift: number;
  /**
   * The merit function's penalty on the constraints.
   */
  readonly constraintPenalty: number;
  /**
   * The merit function's penalty on the gradient of the Lagrangian.
   */
  readonly gradientPenalty: number;
  /**
   * Iterations of the inner solver, if it is not `ldl`.
   */
  readonly innerSteps: number;
  /**
   * Whether this iteration belongs to a restoration phase.
   */
  readonly isRestoration: boolean;
  /**
   * The phase of this iteration.
   */
  readonly phase: Phase;
  /**
   * The barrier parameter; 0 if there is none.
   */
  readonly barrier: number;
  /**
   * The number of variables at active bounds.
   */
  readonly activeBounds: number;
  /**
   * The number of active constraints, including equations.
   */
  readonly activeConstraints: number;
}

/**
 * A point and its quality. All measures are evaluated at the returned point.
 */
export interface MinimizeSolution {
  /**
   * The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a
   * `constraintViolation` of at most `constraintTolerance`.
   */
  readonly status: MinimizeStatus;
  /**
   * The number of iterations, including those of restoration phases.
   */
  readonly iterations: number;
  /**
   * The point `x`.
   */
  readonly solution: Float64Array;
  /**
   * The objective at `solution`.
   */
  readonly objective: number;
  /**
   * The Lagrange multipliers `λ`, one per constraint. At a solution, the gradient of `objective + λ' constraints`
   * and the multipliers of the bounds sum to zero. `λ[i]` is nonnegative if `constraintUpper[i]` is active and
   * nonpositive if `constraintLower[i]` is. `-λ[i]` is the derivative of the minimum with respect to the active
   * bound, or the required value, of constraint `i`.
   */
  readonly multipliers: Float64Array;
  /**
   * The multipliers of the bounds, one per variable: nonnegative at active upper bounds, nonpositive at active lower
   * bounds. Zero for fixed variables if their derivatives are not provided.
   */
  readonly boundMultipliers: Float64Array;
  /**
   * The active bound of each variable: -1 for `lower`, 1 for `upper`, 2 if both are equal, 0 if none is active. A
   * bound is active if the scaled distance to it is less than the absolute value of its scaled multiplier.
   */
  readonly activeBounds: Int32Array;
  /**
   * The active bound of each constraint: -1 for `constraintLower`, 1 for `constraintUpper`, 2 for an equation, 0 if
   * none is active.
   */
  readonly activeConstraints: Int32Array;
  /**
   * The largest violation of a constraint. Bounds of variables are never violated.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute entry of the gradient of `objective + λ' constraints` plus the multipliers of the bounds.
   */
  readonly dualResidual: number;
  /**
   * The largest product of a multiplier's absolute value and the distance to the bound indicated by its sign.
   */
  readonly complementarity: number;
  /**
   * The residual compared with `tolerance`: the maximum of the scaled `constraintViolation`, `dualResidual` and
   * `complementarity`. `dualResidual` is also divided by `max(1, mean |multiplier| / 100)`, `complementarity` by the
   * same expression without the multipliers of equations.
   */
  readonly kktResidual: number;
  /**
   * The sum over all constraints of violation times absolute multiplier: an estimate of the decrease in the
   * objective due to the violation.
   */
  readonly objectiveSlack: number;
  /**
   * Whether the curvature at the point proves a minimum.
   */
  readonly secondOrder: SecondOrder;
  /**
   * Evaluations of each function.
   */
  readonly evaluations: Evaluations;
  /**
   * Counts of the linear algebra and of special phases.
   */
  readonly statistics: Statistics;
  /**
   * The starting values for a later run: keys of a problem. They describe the last iterate. If it is the solution, a
   * run from it stops at once; if the search stopped early, `solution` is the best iterate instead, and a run from
   * here continues the search.
   */
  readonly warmStart: WarmStart;
  /**
   * One record per iteration, if `history` was set.
   */
  readonly history?: readonly MinimizeRecord[];
  /**
   * A direction of unboundedness, of length 1, if the status is `unbounded` and was found by following a ray from
   * the point. Along it the objective falls below -1e20 and the constraints hold.
   */
  readonly ray?: Float64Array;
}

/**
 * The termination status.
 * - `converged`: The first-order conditions hold within the tolerances, under the scaling from the start, and under the scaling
 * from the solution too unless the search under it made no progress.
 * - `acceptable`: Steps no longer improve the point, or hardly, as with inexact functions or differences. The `kktResidual` is at
 * most 1e-6.
 * - `locallyInfeasible`: The violation of the constraints has a nonzero local minimum at the point: neither its gradient nor negative
 * curvature leads to a smaller violation.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: The search makes almost no progress: repeatedly, a hundred steps gained less than one of them predicted. Typical
 * of a minimum at infinity.
 * - `lineSearchFailed`: No step along the last search direction improves the point.
 * - `restorationFailed`: The restoration phase did not converge.
 * - `singular`: No regularization of the Hessian makes the linear system nonsingular.
 * - `unbounded`: The objective is below -1e20 at a feasible point, or falls below it along `ray`.
 */
export type MinimizeStatus = 'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded';

/**
 * The phase of an iteration.
 * - `newton`: Newton's method under equality constraints.
 * - `activeSet`: Newton's method with the estimated active bounds and inequalities as equations.
 * - `interior`: The interior point method.
 * - `restoration`: The restoration phase.
 */
export type Phase = 'newton' | 'activeSet' | 'interior' | 'restoration';

/**
 * A control and its quality. All measures are evaluated at the returned point.
 */
export interface PoissonControlSolution {
  /**
   * The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a
   * `constraintViolation` of at most `constraintTolerance`.
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
   * The adjoint state; at a solution it equals `controlWeight` times the control.
   */
  readonly adjoint: Matrix;
  /**
   * The integral that was minimized.
   */
  readonly objective: number;
  /**
   * The largest absolute pointwise residual of the state equation.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute pointwise residual of the adjoint equation.
   */
  readonly dualResidual: number;
  /**
   * The residual compared with `tolerance`: the larger of both, the latter divided by
   * `max(1, mean |adjoint| / 100)`.
   */
  readonly kktResidual: number;
  /**
   * Whether the curvature at the point proves a minimum.
   */
  readonly secondOrder: SecondOrder;
  /**
   * Counts of the linear algebra.
   */
  readonly statistics: PoissonControlStatistics;
  /**
   * The starting values for a later run: keys of a problem.
   */
  readonly warmStart: PoissonControlWarmStart;
  /**
   * One record per iteration, if `history` was set.
   */
  readonly history?: readonly MinimizeRecord[];
}

/**
 * Counts of the linear algebra.
 */
export interface PoissonControlStatistics {
  /**
   * Iterations of GMRES, each with four sine transforms of the grid.
   */
  readonly innerSteps: number;
}

/**
 * The starting values for a later run, named as in a problem.
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
 * A proof that a program has no solution, scaled to a largest entry of 1. The status determines its fields.
 */
export interface QuadraticProgramCertificate {
  /**
   * For `infeasible`: v.
   */
  readonly boundMultipliers?: Float64Array;
  /**
   * For `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that approaches no bound. For `notConvex`: a
   * direction with `d'Pd < 0`.
   */
  readonly direction?: Float64Array;
  /**
   * For `infeasible`: multipliers λ of the rows. With the multipliers v of the bounds, `A'λ + v = 0`, while the
   * maximum of `λ'Ax + v'x` over all bounds is negative.
   */
  readonly multipliers?: Float64Array;
}

/**
 * One iteration, as passed to `onProgress`.
 */
export interface QuadraticProgramRecord {
  /**
   * The number of iterations so far.
   */
  readonly iteration: number;
  /**
   * The largest violation of a row's bounds.
   */
  readonly primalResidual: number;
  /**
   * The largest absolute entry of the gradient of the Lagrangian.
   */
  readonly dualResidual: number;
  /**
   * The objective minus its dual lower bound, if the residuals are zero.
   */
  readonly dualityGap: number;
}

/**
 * The solution of a quadratic program. At a solution `Px + q + A'λ + v = 0`. A multiplier is positive if the upper
 * bound is active and negative if the lower one is; it is minus the derivative of the minimum with respect to the
 * active bound.
 */
export interface QuadraticProgramSolution {
  /**
   * The termination status. Only `converged` guarantees residuals and duality gap within the tolerance.
   */
  readonly status: QuadraticProgramStatus;
  /**
   * x, exactly within the bounds.
   */
  readonly solution: Float64Array;
  /**
   * `x'Px / 2 + q'x`.
   */
  readonly objective: number;
  /**
   * λ, the multipliers of the rows.
   */
  readonly multipliers: Float64Array;
  /**
   * v, the multipliers of the bounds.
   */
  readonly boundMultipliers: Float64Array;
  /**
   * The largest violation of a row's bounds.
   */
  readonly primalResidual: number;
  /**
   * The largest absolute entry of `Px + q + A'λ + v`.
   */
  readonly dualResidual: number;
  /**
   * `x'Px + q'x` plus the maximum of `λ'Ax + v'x` over all bounds: if the residuals are zero, the objective minus
   * its dual lower bound.
   */
  readonly dualityGap: number;
  /**
   * The number of iterations: interior point steps and active-set steps. All simplex pivots together count as one.
   */
  readonly iterations: number;
  /**
   * Counts of the linear algebra.
   */
  readonly statistics: QuadraticProgramStatistics;
  /**
   * The starting values for a later run: keys of a problem.
   */
  readonly warmStart: QuadraticProgramWarmStart;
  /**
   * The proof that there is no solution, if the status says so.
   */
  readonly certificate?: QuadraticProgramCertificate;
}

/**
 * Counts of the linear algebra.
 */
export interface QuadraticProgramStatistics {
  /**
   * Factorizations of a linear system, which take most of the time.
   */
  readonly factorizations: number;
  /**
   * Pivots of the simplex method, used for linear programs with dense matrices.
   */
  readonly pivots: number;
}

/**
 * The termination status.
 * - `converged`: The solution meets the tolerance.
 * - `infeasible`: No point satisfies all bounds; the certificate proves it.
 * - `unbounded`: The objective is unbounded below along the certificate's direction.
 * - `notConvex`: `hessian` is not positive semidefinite; the certificate proves it.
 * - `iterationLimit`: The iteration limit was reached.
 * - `timeLimit`: The time limit was reached.
 * - `stalled`: Rounding errors prevent further progress. The point is the best one found.
 */
export type QuadraticProgramStatus = 'converged' | 'infeasible' | 'unbounded' | 'notConvex' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * The starting values for a later run, named as in a problem.
 */
export interface QuadraticProgramWarmStart {
  /**
   * The solution.
   */
  readonly initial: Float64Array;
  /**
   * The multipliers of the rows.
   */
  readonly initialMultipliers: Float64Array;
  /**
   * The multipliers of the bounds.
   */
  readonly initialBoundMultipliers: Float64Array;
}

/**
 * The progress of the sequence.
 */
export interface QuadraticProgramsProgress {
  /**
   * Programs finished.
   */
  readonly solved: number;
  /**
   * Programs in total.
   */
  readonly total: number;
}

/**
 * The solutions of several programs, one per row; see {@link QuadraticProgramSolution}.
 */
export interface QuadraticProgramsSolution {
  /**
   * `converged` if all programs converged; else the status of the first other one.
   */
  readonly status: QuadraticProgramStatus;
  /**
   * The status of each program. Programs not started within the time limit have `timeLimit`.
   */
  readonly statuses: readonly QuadraticProgramStatus[];
  /**
   * The solutions, one per row.
   */
  readonly solution: Matrix;
  /**
   * The objective of each program.
   */
  readonly objective: Float64Array;
  /**
   * The multipliers of the constraints, one row per program.
   */
  readonly multipliers: Matrix;
  /**
   * The multipliers of the bounds, one row per program.
   */
  readonly boundMultipliers: Matrix;
  /**
   * The largest violation of a row's bounds in each program.
   */
  readonly primalResidual: Float64Array;
  /**
   * The largest absolute entry of the gradient of the Lagrangian in each program.
   */
  readonly dualResidual: Float64Array;
  /**
   * The duality gap of each program.
   */
  readonly dualityGap: Float64Array;
  /**
   * The proof that there is no solution, for each program: without fields if there is one.
   */
  readonly certificates: readonly QuadraticProgramCertificate[];
  /**
   * The number of iterations of each program.
   */
  readonly iterations: readonly number[];
  /**
   * The total counts of the linear algebra.
   */
  readonly statistics: QuadraticProgramStatistics;
}

/**
 * The result of the second-order test.
 * - `sufficient`: The Hessian of the Lagrangian is positive definite on the null space of the active constraints, and their
 * gradients are independent. With the first-order conditions this proves a strict local minimum. Active bounds and
 * inequalities count only if their multiplier is not small.
 * - `insufficient`: The Hessian is not positive definite there by more than its errors. The point may still be a minimum, or a
 * saddle point or a maximum.
 * - `unexamined`: The curvature was not examined: the point is no solution, no time was left, or the Hessian is unknown (with
 * `bfgs`, `limitedMemory`, or products alone).
 */
export type SecondOrder = 'sufficient' | 'insufficient' | 'unexamined';

/**
 * Counts of the linear algebra and of special phases.
 */
export interface Statistics {
  /**
   * Matrix factorizations.
   */
  readonly factorizations: number;
  /**
   * Iterations of the inner solver, if it is not `ldl`.
   */
  readonly innerSteps: number;
  /**
   * Fallbacks from the inner solver to `ldl`.
   */
  readonly innerFallbacks: number;
  /**
   * Restoration phases, which reduce the violation because no step was accepted.
   */
  readonly restorations: number;
  /**
   * Newton steps of the active-set phase, with the estimated active bounds and inequalities as equations.
   */
  readonly activeSetSteps: number;
}

/**
 * The starting values for a later run, named as in a problem.
 */
export interface WarmStart {
  /**
   * The last iterate.
   */
  readonly initial: Float64Array;
  /**
   * The multipliers of the constraints.
   */
  readonly initialMultipliers: Float64Array;
  /**
   * The scale factor of the objective.
   */
  readonly objectiveScale: number;
  /**
   * The scale factors of the constraints.
   */
  readonly constraintScales: Float64Array;
  /**
   * The multipliers of the bounds, if there are any.
   */
  readonly initialBoundMultipliers?: Float64Array;
  /**
   * The matrix of `bfgs`, if it made steps.
   */
  readonly initialHessian?: Matrix;
}

/**
 * Fits a logistic regression under linear equations, optionally with coefficients on a sphere, by the method of {@link
 * minimize}. The functions are computed off the calling thread, on all threads.
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
 * Computes the optimal control of a Poisson equation with a cubic reaction, -Δy + reaction y³ = u on the unit square
 * with zero boundary values: the control u with a state y close to a target. Uses the method of {@link minimize} with
 * fast sine transforms for the linear systems, so that the time is nearly proportional to the number of grid points.
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
 * Minimizes a convex quadratic or linear objective under bounds and linear equations and inequalities, usually to
 * rounding accuracy; or proves that there is no solution.
 *
 * @example
 * ```ts
 * // The point of a triangle nearest to (2, 1).
 * const { solution, multipliers } = await quadraticProgram({
 *   hessian: [1, 1],
 *   linear: [-2, -1],
 *   constraintMatrix: [[1, 1]],
 *   constraintUpper: [1],
 *   lower: [0, 0],
 * });
 * // solution is (1, 0), multipliers (1)
 * ```
 */
export function quadraticProgram(
  problem: QuadraticProgramProblem,
  options?: RunOptions<QuadraticProgramRecord>,
): Promise<QuadraticProgramSolution> {
  return run('constrained.quadraticProgram', problem, options);
}

/** {@link quadraticProgram}, blocking the calling thread. */
export function quadraticProgramSync(problem: QuadraticProgramProblem, options?: SyncRunOptions): QuadraticProgramSolution {
  return runSync('constrained.quadraticProgram', problem, options);
}

/**
 * Solves several convex quadratic or linear programs with the same matrices, as in control or along an efficient
 * frontier: in sequence, each from the solution of the previous one, or in parallel.
 *
 * @example
 * ```ts
 * // The least |x|² / 2 with x + y = 1, 2 and 3.
 * const { solution } = await quadraticPrograms({
 *   hessian: [1, 1],
 *   linear: [0, 0],
 *   constraintMatrix: [[1, 1]],
 *   constraintLower: [[1], [2], [3]],
 *   constraintUpper: [[1], [2], [3]],
 * });
 * // The rows of solution are (0.5, 0.5), (1, 1) and (1.5, 1.5)
 * ```
 */
export function quadraticPrograms(
  problem: QuadraticProgramsProblem,
  options?: RunOptions<QuadraticProgramsProgress>,
): Promise<QuadraticProgramsSolution> {
  return run('constrained.quadraticPrograms', problem, options);
}

/** {@link quadraticPrograms}, blocking the calling thread. */
export function quadraticProgramsSync(problem: QuadraticProgramsProblem, options?: SyncRunOptions): QuadraticProgramsSolution {
  return runSync('constrained.quadraticPrograms', problem, options);
}
