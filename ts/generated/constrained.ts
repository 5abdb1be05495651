// Made from the Rust structs by `npm run codegen`; not to be edited.

import type { IndexInput, MatrixInput, VectorInput } from '../engine/arrays.js';

/**
 * How a Hessian that is not given is approximated.
 * - `finiteDifferences`: By differences of the gradient of the Lagrangian, which are as many as there are variables, or fewer where
 * `hessianStructure` lets several be taken at once.
 * - `bfgs`: By the updates of Broyden, Fletcher, Goldfarb and Shanno, with Powell's damping: one more gradient and Jacobian an
 * iteration, and more iterations. Dense, for up to 500 variables.
 */
export type HessianApproximation = 'finiteDifferences' | 'bfgs';

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
   * The part of the observations, drawn anew for each iteration, from which the curvature is estimated, above 0 and up to
   * 1. Iterations cost less with a smaller one, but there are more of them; what is found is the same.
   * @defaultValue 1.0
   */
  readonly hessianSample?: number;
  /**
   * Whether the solution has a record of each iteration.
   * @defaultValue false
   */
  readonly history?: boolean;
  /**
   * The coefficients to start with. Default: all the same, of the norm `radius`; without one, zeros.
   */
  readonly initial?: VectorInput;
  /**
   * Multipliers to start with: those of the linear equations, then that of `|x|^2 = radius^2`. Default: those that make
   * the gradient of the Lagrangian at the start smallest.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * Penalties of the merit function to start with, as a solution's `warmStart` has them.
   */
  readonly initialPenalties?: VectorInput;
  /**
   * The shift of the Hessian that was last needed, as a solution's `warmStart` has it.
   * @defaultValue 0.0
   */
  readonly initialShift?: number;
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
   * Multipliers to start with. Default: those that make the gradient of the Lagrangian at `initial` smallest.
   */
  readonly initialMultipliers?: VectorInput;
  /**
   * Penalties of the merit function to start with, as a solution's `warmStart` has them: that of the constraints, and
   * that of the Lagrangian's gradient. Default: 1 and 0.1.
   */
  readonly initialPenalties?: VectorInput;
  /**
   * The shift of the Hessian that was last needed, as a solution's `warmStart` has it: the first to be tried where one
   * is needed again.
   * @defaultValue 0.0
   */
  readonly initialShift?: number;
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
 * How objective and constraints are scaled: the tolerances and the method see them so.
 * - `gradient`: Down to gradients whose largest entries are 100 at the start, where they are larger.
 * - `none`: Not at all.
 */
export type Scaling = 'gradient' | 'none';

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
   * What a later run may start from: keys of a problem. Such a run on the same problem stops where this one did.
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
 * - `acceptable`: No step improves the point any more, as with functions or differences that are not exact enough; the
 * `kktResidual` is at most 1e-6.
 * - `locallyInfeasible`: The violation of the constraints has a local minimum at the point, at which it is not zero.
 * - `iterationLimit`: The iterations were used up.
 * - `timeLimit`: The time was used up.
 * - `lineSearchFailed`: No step along the last direction improves the point.
 * - `restorationFailed`: The search for a point with a smaller violation of the constraints came to no end.
 * - `singular`: No shift of the Hessian makes the linear system regular.
 * - `unbounded`: The objective is below -1e20 where the constraints hold.
 */
export type MinimizeStatus = 'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded';

/**
 * What the curvature at a point says.
 * - `sufficient`: The Hessian of the Lagrangian is positive definite along the constraints, whose gradients are independent: with the
 * conditions of first order, this proves a strict local minimum.
 * - `unverified`: It is not, or was not looked at (with `bfgs`, and at points that are no solutions).
 */
export type SecondOrder = 'sufficient' | 'unverified';

/**
 * What the linear algebra took.
 */
export interface Statistics {
  /**
   * Factorisations of matrices.
   */
  readonly factorizations: number;
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
   * The penalties of the merit function.
   */
  readonly initialPenalties: Float64Array;
  /**
   * The shift of the Hessian that was last needed; 0 where none was.
   */
  readonly initialShift: number;
  /**
   * The factor of the objective.
   */
  readonly objectiveScale: number;
  /**
   * The factors of the constraints.
   */
  readonly constraintScales: Float64Array;
}
