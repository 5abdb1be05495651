// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { AnyMatrixInput, IndexInput, Matrix, MatrixInput, VectorInput } from '../engine/arrays.js';
import type { FunctionInput, PointInput } from '../expression/problems.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { run, runSync } from '../engine/run.js';
import './wasm/constrained.js';

export { load } from '../engine/load.js';

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
 * - `limitedMemory`: By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the linear
 * systems are then solved by `gmres`, also where `inner` is `ldl`, in some twenty steps at most.
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
 * Minimise half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting point on. The
 * residuals are a function as data, so that their derivatives are exact. What is found is a local minimum.
 */
export interface LeastSquaresExpressionsProblem {
  /**
   * What is to be small: a function of the variables, and of parameters, whose value is a vector, or a number.
   */
  readonly residuals: FunctionInput;
  /**
   * Where to start; as long as there are variables, at most 300. What is outside the bounds is moved onto them.
   */
  readonly initial: VectorInput;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * How much large residuals count.
   * @defaultValue 'linear'
   */
  readonly loss?: Loss;
  /**
   * The size of a weighted residual beyond which it is a large one, positive; `linear` has none.
   * @defaultValue 1.0
   */
  readonly lossScale?: number;
  /**
   * Lower bounds of the variables. Equal bounds fix a variable. -1e20 and below mean none. Default: none, `-Infinity`.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations: steps that are tried.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * All other inputs, by name.
   */
  readonly parameters?: Readonly<Record<string, PointInput>>;
  /**
   * The `kktResidual` at which a point counts as a solution.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables. 1e20 and above mean none. Default: none, `Infinity`.
   */
  readonly upper?: VectorInput;
  /**
   * The name of the input that the variables are. Default: the first.
   */
  readonly variables?: string;
  /**
   * The weight of each residual's square, not negative: one over its variance, say. Residuals of the weight 0 are left out.
   * Default: 1.
   */
  readonly weights?: VectorInput;
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
   * The class of each observation, of two: as a number, a string or a boolean. Of `labels[i]` in the formula the first class, in ascending
   * order, is -1 and the second 1.
   */
  readonly labels: VectorInput | readonly string[] | readonly boolean[];
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
   * @defaultValue 3000
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
 * How much large residuals count: half of the sum of `lossScale² ρ((r / lossScale)²)` is minimised. For small residuals all
 * losses are squares.
 * - `linear`: By their squares, ρ(z) = z.
 * - `huber`: Beyond the scale by their sizes, ρ(z) = 2√z − 1 there.
 * - `softL1`: By their sizes too, with a smooth change, ρ(z) = 2(√(1 + z) − 1).
 * - `cauchy`: By logarithms of their sizes, ρ(z) = ln(1 + z): far outliers hardly matter, and there may be several minima.
 */
export type Loss = 'linear' | 'huber' | 'softL1' | 'cauchy';

/**
 * What tells whether a step leads nearer to a solution: the function that it must make smaller.
 * - `eal`: The exact augmented Lagrangian. It is smooth, and its minima are the solutions, multipliers included. With bounds or
 * inequalities it is that of the barrier problem, and needs multipliers that are unique: where the gradients of what is active
 * depend on each other, `filter` gets further.
 * - `l1`: The objective and the sum of the constraints' absolute values, times a penalty. Cheaper to try, since it needs no
 * derivatives, but with kinks, and blind to the multipliers. Under equations only.
 * - `filter`: A filter, by which a step may make smaller either the objective with a barrier before bounds and inequalities or the
 * violation of the constraints, if the two have not been as small before.
 */
export type MeritFunction = 'eal' | 'l1' | 'filter';

/**
 * Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a
 * starting point on. Both are functions as data, so that their derivatives are exact and sparse. Nothing need be convex: what is found
 * is a local minimum.
 */
export interface MinimizeExpressionsProblem {
  /**
   * What is to be minimised: a function of the variables, and of parameters, whose value is one number.
   */
  readonly objective: FunctionInput;
  /**
   * Where to start; as long as there are variables. It is moved between the bounds first.
   */
  readonly initial: VectorInput;
  /**
   * How exactly those inner solvers solve.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,
   * so that the constraints are equations; else `-Infinity`.
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
   * The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an
   * equation. Default: without `constraintLower`, zeros; else `Infinity`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * What is to be zero, or between ends: a vector, or a number. No more of its numbers than there are variables may be equations.
   */
  readonly constraints?: FunctionInput;
  /**
   * Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search
   * early and puts variables exactly on their bounds.
   * @defaultValue true
   */
  readonly finish?: boolean;
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
   * The first weight of the barrier before bounds and inequalities.
   * @defaultValue 0.01
   */
  readonly initialBarrier?: number;
  /**
   * Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive
   * where `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and
   * inequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start
   * smallest.
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
   * Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are
   * equal are fixed. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.
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
   * The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.
   */
  readonly upper?: VectorInput;
  /**
   * The name of the input that the variables are. Default: the first of the objective.
   */
  readonly variables?: string;
}

/**
 * Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a
 * starting point on. Both are smooth functions of a vector; nothing need be convex, so that what is found is a local minimum. What
 * is not given of their derivatives is found by differences.
 */
export interface MinimizeProblem {
  /**
   * Where to start; as long as there are variables. It is moved between the bounds before any function is asked.
   */
  readonly initial: VectorInput;
  /**
   * How exactly those inner solvers solve.
   * @defaultValue 'adaptive'
   */
  readonly accuracy?: Accuracy;
  /**
   * How many numbers `constraints` gives. No more of them than there are variables may be equations.
   * @defaultValue 0
   */
  readonly constraintCount?: number;
  /**
   * The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,
   * so that the constraints are equations; else `-Infinity`.
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
   * The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an
   * equation. Default: without `constraintLower`, zeros; else `Infinity`.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * Whether the constraints are given.
   * @defaultValue false
   */
  readonly constraints?: boolean;
  /**
   * Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search
   * early and puts variables exactly on their bounds.
   * @defaultValue true
   */
  readonly finish?: boolean;
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
   * The first weight of the barrier before bounds and inequalities.
   * @defaultValue 0.01
   */
  readonly initialBarrier?: number;
  /**
   * Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.
   * Default: a multiple of the identity.
   */
  readonly initialHessian?: MatrixInput;
  /**
   * Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive
   * where `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and
   * inequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start
   * smallest.
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
   * Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are
   * equal are fixed. Default: none.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 3000
   */
  readonly maxIterations?: number;
  /**
   * What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.
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
   * The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.
   * @defaultValue 1e-8
   */
  readonly tolerance?: number;
  /**
   * Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.
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
   * @defaultValue 3000
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
 * Find the least `x'Px / 2 + q'x` with `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper`, for a positive
 * semidefinite P: a convex quadratic program, or without P a linear one.
 */
export interface QuadraticProgramProblem {
  /**
   * q, a number for each variable.
   */
  readonly linear: VectorInput;
  /**
   * What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Where both ends are equal, the row is an
   * equation. Default: no bounds.
   */
  readonly constraintLower?: VectorInput;
  /**
   * A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.
   */
  readonly constraintMatrix?: AnyMatrixInput;
  /**
   * What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
   */
  readonly constraintUpper?: VectorInput;
  /**
   * P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror
   * image of what is below. Default: zeros, which make a linear program.
   */
  readonly hessian?: VectorInput | AnyMatrixInput;
  /**
   * Where to start. With multipliers, which say what ends are active, a solution nearby is found in a step or two. Default:
   * zeros where there are multipliers.
   */
  readonly initial?: VectorInput;
  /**
   * The multipliers of the bounds to start with. Default: zeros where one of the others is there.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The multipliers of the rows to start with. Default: zeros where one of the others is there.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
   */
  readonly lower?: VectorInput;
  /**
   * The most iterations.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * What the residuals and the duality gap of a solution are at most, each over the larger of 1 and the size of what it is the
   * difference of: the primal residual over the largest product of a row, the dual one over the largest entry of Px, q and
   * A'λ, the gap over the larger of |x'Px| and |q'x|. Mostly they are as small as rounding allows.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * What each variable is at most; ∞, or 1e20 and above, for no bound. Where both bounds are equal, the variable is fixed. Default: no bounds.
   */
  readonly upper?: VectorInput;
}

/**
 * Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be matrices
 * with a row for each program; a vector is the same for all. See {@link QuadraticProgramProblem} for what they mean.
 */
export interface QuadraticProgramsProblem {
  /**
   * q, a number for each variable.
   */
  readonly linear: VectorInput | MatrixInput;
  /**
   * Whether each program starts from the solution of the one before, which takes few steps where neighbours are alike. Without,
   * they are solved side by side on all threads.
   * @defaultValue true
   */
  readonly chained?: boolean;
  /**
   * What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
   */
  readonly constraintLower?: VectorInput | MatrixInput;
  /**
   * A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.
   */
  readonly constraintMatrix?: AnyMatrixInput;
  /**
   * What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
   */
  readonly constraintUpper?: VectorInput | MatrixInput;
  /**
   * P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror
   * image of what is below. Default: zeros, which make linear programs.
   */
  readonly hessian?: VectorInput | AnyMatrixInput;
  /**
   * Where to start: the first program, or all of them where they are not chained.
   */
  readonly initial?: VectorInput;
  /**
   * The multipliers of the bounds to start with.
   */
  readonly initialBoundMultipliers?: VectorInput;
  /**
   * The multipliers of the rows to start with.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
   */
  readonly lower?: VectorInput | MatrixInput;
  /**
   * The most iterations of each program.
   * @defaultValue 100
   */
  readonly maxIterations?: number;
  /**
   * What the residuals and the duality gap of a solution are at most, as for one program.
   * @defaultValue 1e-9
   */
  readonly tolerance?: number;
  /**
   * What each variable is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
   */
  readonly upper?: VectorInput | MatrixInput;
}

/**
 * How objective and constraints are scaled: the tolerances and the method see them so.
 * - `gradient`: Down to gradients whose largest entries are 100 at the start, where they are larger; at a solution the factor of the objective is
 * found anew, as its gradient is there. Up where a gradient, and its change over the size of the point, are less than 0.01: until
 * one of both is 1.
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
   * often vanish at round numbers, and between the bounds.
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
 * How often each of the caller's functions was asked for, differences included.
 */
export interface LeastSquaresEvaluations {
  /**
   * Of the residuals.
   */
  readonly residuals: number;
  /**
   * Of the Jacobian.
   */
  readonly jacobian: number;
}

/**
 * How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.
 */
export interface LeastSquaresRecord {
  /**
   * The number of the iteration; 0 for the start.
   */
  readonly iteration: number;
  /**
   * The objective.
   */
  readonly objective: number;
  /**
   * What `tolerance` is compared with.
   */
  readonly kktResidual: number;
  /**
   * How far steps may go from here, in units of the columns of the Jacobian.
   */
  readonly radius: number;
  /**
   * What was added to the squares of the singular values, for the step to be no longer; 0 for a full step of Gauss and Newton.
   */
  readonly damping: number;
  /**
   * Whether the step was taken.
   */
  readonly isAccepted: boolean;
}

/**
 * The point that was found, how good it is, and how exactly the data determine it; all of it is measured on the returned point.
 */
export interface LeastSquaresSolution {
  /**
   * Why the solver stopped. Only `converged` promises something of the point.
   */
  readonly status: LeastSquaresStatus;
  /**
   * The number of iterations: steps that were tried.
   */
  readonly iterations: number;
  /**
   * The point.
   */
  readonly solution: Float64Array;
  /**
   * The residuals there, without weights.
   */
  readonly residuals: Float64Array;
  /**
   * Half the sum of the squares of the weighted residuals, or of their losses: what was minimised.
   */
  readonly objective: number;
  /**
   * What `tolerance` is compared with: the largest cosine of the angle between the residuals and a column of the Jacobian, both as
   * weights and loss weigh them, over the variables that no bound holds. It has no unit, and is 0 at a minimum.
   */
  readonly kktResidual: number;
  /**
   * How many directions of the variables that no bound holds the residuals tell apart.
   */
  readonly rank: number;
  /**
   * Residuals of positive weight less the rank; 0 where there are no more.
   */
  readonly degreesOfFreedom: number;
  /**
   * The multipliers v of the bounds: the gradient of the objective plus v is zero at a solution. They are negative at lower
   * bounds, positive at upper ones and 0 elsewhere, and `-v[i]` is the rate at which the least objective grows with the bound.
   */
  readonly boundMultipliers: Float64Array;
  /**
   * How often each function was asked for.
   */
  readonly evaluations: LeastSquaresEvaluations;
  /**
   * The estimated covariance of the variables: the inverse of J'J times the mean square of the residuals over the degrees of
   * freedom, where J has their weights; zeros for variables that a bound holds. Robust losses have Huber's, of his Robust
   * Statistics (1981), section 7.6. Not there where rank or degrees of freedom do not suffice, or with `cauchy` too many residuals
   * are outliers.
   */
  readonly covariance?: Matrix;
  /**
   * One record for each iteration, where `history` was set.
   */
  readonly history?: readonly LeastSquaresRecord[];
  /**
   * The square roots of the covariance's diagonal, where that is there.
   */
  readonly standardErrors?: Float64Array;
}

/**
 * Why the solver stopped.
 * - `converged`: The `kktResidual` is at most `tolerance`; or the residuals are zero as far as can be told: 1e-14 of those at the start, or 1e-14
 * where these are larger than 1, or as small as rounding the variables makes them.
 * - `acceptable`: No step improves the point any more, as with functions or differences that are not exact enough; the `kktResidual` is at most
 * 1e-5, or no better known; or the objective hardly depends on any variable there, as where a column of the Jacobian vanishes.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: No step improves the point any more, and it is not acceptable.
 */
export type LeastSquaresStatus = 'converged' | 'acceptable' | 'iterationLimit' | 'timeLimit' | 'stalled';

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
   * By how much the constraints violate their ends at most.
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
  /**
   * What this iteration was a step of.
   */
  readonly phase: Phase;
  /**
   * The weight of the barrier before bounds and inequalities; 0 where there is none.
   */
  readonly barrier: number;
  /**
   * How many variables bounds hold back.
   */
  readonly activeBounds: number;
  /**
   * How many constraints are held back, equations included.
   */
  readonly activeConstraints: number;
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
   * The multipliers `λ`, one for each constraint: the gradient of `objective + λ' constraints`, and the multipliers of the bounds,
   * add up to zero at a solution. `λ[i]` is not negative where `constraintUpper` holds constraint `i` back, not positive where
   * `constraintLower` does. So `-λ[i]` is the rate at which the least objective grows with the value that constraint `i` is to
   * have, or with the end that holds it back.
   */
  readonly multipliers: Float64Array;
  /**
   * The multipliers of the bounds, one for each variable: not negative where `upper` holds it back, not positive where `lower`
   * does. Those of fixed variables are 0 where their derivatives are not given.
   */
  readonly boundMultipliers: Float64Array;
  /**
   * Which bound holds each variable back: -1 `lower`, 1 `upper`, 2 both, which are equal; 0 where none does. It does where the
   * variable is nearer to it than the absolute value of the multiplier, both as scaled.
   */
  readonly activeBounds: Int32Array;
  /**
   * Which end holds each constraint back: -1 `constraintLower`, 1 `constraintUpper`, 2 for an equation; 0 where none does.
   */
  readonly activeConstraints: Int32Array;
  /**
   * By how much the constraints violate their ends at most; bounds are never violated.
   */
  readonly constraintViolation: number;
  /**
   * The largest absolute entry of the gradient of `objective + λ' constraints` and the multipliers of the bounds.
   */
  readonly dualResidual: number;
  /**
   * The largest product of a multiplier's absolute value and the distance that is left to the end that its sign names.
   */
  readonly complementarity: number;
  /**
   * What `tolerance` is compared with: the largest of these three, as scaled; of them `dualResidual` also by
   * `max(1, mean |multiplier| / 100)`, and `complementarity` by the same, where equations do not count.
   */
  readonly kktResidual: number;
  /**
   * The sum of the products of each constraint's violation and its multiplier's absolute value: of the order of what the objective
   * gains by the violation.
   */
  readonly objectiveSlack: number;
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
  /**
   * Where the status is `unbounded`, and it was seen by following a ray from the point: the direction of that, of length 1. Along it
   * the objective falls below -1e20 and the constraints hold.
   */
  readonly ray?: Float64Array;
}

/**
 * Why the solver stopped.
 * - `converged`: The conditions of first order hold within the tolerances, in the scale of the problem: of the start, and of the solution unless
 * nothing was gained by that.
 * - `acceptable`: Steps improve the point no more, or hardly, as with functions or differences that are not exact enough; the `kktResidual`
 * is at most 1e-6.
 * - `locallyInfeasible`: The violation of the constraints has a local minimum at the point, at which it is not zero: neither slope nor negative curvature
 * leads to a smaller one.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: The search has all but come to a standstill: over and over, a hundred steps gained less than one of them promised. So it
 * is where a minimum is approached without end, as at infinity.
 * - `lineSearchFailed`: No step along the last direction improves the point.
 * - `restorationFailed`: The search for a point with a smaller violation of the constraints came to no end.
 * - `singular`: No shift of the Hessian makes the linear system regular.
 * - `unbounded`: The objective is below -1e20 where the constraints hold, or falls so far along `ray`.
 */
export type MinimizeStatus = 'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded';

/**
 * What an iteration is a step of.
 * - `newton`: Newton's method under equations.
 * - `activeSet`: Newton's method with the bounds and inequalities that seem to hold as equations.
 * - `interior`: The interior point method.
 * - `restoration`: Work on the constraints alone.
 */
export type Phase = 'newton' | 'activeSet' | 'interior' | 'restoration';

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
 * A proof that a program has no solution, scaled so that its largest entry is 1. It has the fields that its status says.
 */
export interface QuadraticProgramCertificate {
  /**
   * Of `infeasible`: v.
   */
  readonly boundMultipliers?: Float64Array;
  /**
   * Of `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that leads to no end. Of `notConvex`: one with `d'Pd < 0`.
   */
  readonly direction?: Float64Array;
  /**
   * Of `infeasible`: multipliers λ of the rows, such that with those of the bounds, v, `A'λ + v = 0`, while the most that
   * `λ'Ax + v'x` can be between all ends is negative.
   */
  readonly multipliers?: Float64Array;
}

/**
 * What there is to tell of an iteration.
 */
export interface QuadraticProgramRecord {
  /**
   * The number of iterations so far.
   */
  readonly iteration: number;
  /**
   * How far a row is beyond its ends at most.
   */
  readonly primalResidual: number;
  /**
   * The largest absolute entry of the gradient of the Lagrangian.
   */
  readonly dualResidual: number;
  /**
   * The objective less its lower bound by the multipliers, where the residuals are zero.
   */
  readonly dualityGap: number;
}

/**
 * The solution of a quadratic program. Signs are such that `Px + q + A'λ + v = 0`: a multiplier is positive where the upper
 * end is active, negative where the lower one is, and minus the rate at which the least objective grows with the active end.
 */
export interface QuadraticProgramSolution {
  /**
   * How the program ended. Only `converged` promises that the residuals and the gap are within the tolerance.
   */
  readonly status: QuadraticProgramStatus;
  /**
   * x, within the bounds to the last bit.
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
   * How far a row is beyond its ends at most.
   */
  readonly primalResidual: number;
  /**
   * The largest absolute entry of `Px + q + A'λ + v`.
   */
  readonly dualResidual: number;
  /**
   * `x'Px + q'x` plus the most that `λ'Ax + v'x` can be between all ends: the objective less its lower bound by the
   * multipliers, where the residuals are zero.
   */
  readonly dualityGap: number;
  /**
   * The number of iterations: steps from within, and steps on active ends; all pivots of the simplex method are one.
   */
  readonly iterations: number;
  /**
   * What the linear algebra took.
   */
  readonly statistics: QuadraticProgramStatistics;
  /**
   * What a later run may start from: keys of a problem.
   */
  readonly warmStart: QuadraticProgramWarmStart;
  /**
   * Why there is no solution, where the status says so.
   */
  readonly certificate?: QuadraticProgramCertificate;
}

/**
 * What the linear algebra took.
 */
export interface QuadraticProgramStatistics {
  /**
   * Decompositions of a linear system, which take most of the time.
   */
  readonly factorizations: number;
  /**
   * Pivots of the simplex method, which solves linear programs whose matrices are dense.
   */
  readonly pivots: number;
}

/**
 * How a program ended.
 * - `converged`: The solution is as exact as was asked for.
 * - `infeasible`: No point is between all ends, which the certificate proves.
 * - `unbounded`: The objective falls forever in the direction of the certificate.
 * - `notConvex`: The hessian is not positive semidefinite, which the certificate proves.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `stalled`: Nothing is gained any more, since rounding allows no more progress. This is the best point found.
 */
export type QuadraticProgramStatus = 'converged' | 'infeasible' | 'unbounded' | 'notConvex' | 'iterationLimit' | 'timeLimit' | 'stalled';

/**
 * What a later run may start from, under the names that a problem has for it.
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
 * How far the programs are.
 */
export interface QuadraticProgramsProgress {
  /**
   * Programs done.
   */
  readonly solved: number;
  /**
   * Programs in all.
   */
  readonly total: number;
}

/**
 * The solutions of several programs, one a row; see {@link QuadraticProgramSolution}.
 */
export interface QuadraticProgramsSolution {
  /**
   * `converged` where all programs are; else the status of the first that is not.
   */
  readonly status: QuadraticProgramStatus;
  /**
   * How each program ended. Programs that a limit of time has left untouched have the status `timeLimit`.
   */
  readonly statuses: readonly QuadraticProgramStatus[];
  /**
   * The solutions, one a row.
   */
  readonly solution: Matrix;
  /**
   * The objective of each.
   */
  readonly objective: Float64Array;
  /**
   * The multipliers of the constraints, a row for each program.
   */
  readonly multipliers: Matrix;
  /**
   * The multipliers of the bounds, a row for each program.
   */
  readonly boundMultipliers: Matrix;
  /**
   * How far a constraint of each program is beyond its ends at most.
   */
  readonly primalResidual: Float64Array;
  /**
   * The largest absolute entry of the gradient of the Lagrangian of each program.
   */
  readonly dualResidual: Float64Array;
  /**
   * The duality gap of each.
   */
  readonly dualityGap: Float64Array;
  /**
   * Why there is no solution, for each program: without fields where there is one.
   */
  readonly certificates: readonly QuadraticProgramCertificate[];
  /**
   * The number of iterations of each program.
   */
  readonly iterations: readonly number[];
  /**
   * What the linear algebra took, in all.
   */
  readonly statistics: QuadraticProgramStatistics;
}

/**
 * What the curvature at a point says.
 * - `sufficient`: The Hessian of the Lagrangian is positive definite along the constraints, whose gradients are independent: with the
 * conditions of first order, this proves a strict local minimum. Of bounds and inequalities those count that hold something
 * back with a multiplier that is not small.
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
  /**
   * Steps with the bounds and inequalities that seemed to hold as equations.
   */
  readonly activeSetSteps: number;
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
   * The multipliers of the constraints.
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
   * The multipliers of the bounds, where there are any.
   */
  readonly initialBoundMultipliers?: Float64Array;
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
 * The minimum of a function that is data, under equations, bounds and inequalities of functions that are data.
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

/**
 * Variables that make a sum of squares of functions that are data least.
 */
export function leastSquares(
  problem: LeastSquaresExpressionsProblem,
  options?: RunOptions<LeastSquaresRecord>,
): Promise<LeastSquaresSolution> {
  return run('constrained.leastSquares', problem, options);
}

/** {@link leastSquares}, blocking the calling thread. */
export function leastSquaresSync(problem: LeastSquaresExpressionsProblem, options?: SyncRunOptions): LeastSquaresSolution {
  return runSync('constrained.leastSquares', problem, options);
}

/**
 * The minimum of a convex quadratic or a linear objective between bounds and under linear equations and inequalities, exact to
 * rounding mostly; or a proof that there is none.
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
 * Several convex quadratic or linear programs with the same matrices, as in control or along an efficient frontier: one after the
 * other, each from the solution of the one before, or side by side.
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
