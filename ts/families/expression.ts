/** Functions as data: written with operations or as formulas, evaluated with exact derivatives. */

import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import type {
  DescribeProblem,
  DescribeSolution,
  EvaluateProblem,
  EvaluateSolution,
  GradientProblem,
  GradientSolution,
  HessianProblem,
  HessianProductProblem,
  HessianSolution,
  InitializeProblem,
  InitializeSolution,
  JacobianProblem,
  JacobianProductProblem,
  JacobianSolution,
  ProductSolution,
  TrainProblem,
  TrainProgress,
  TrainSolution,
  VectorJacobianProductProblem,
} from '../expression/problems.js';
import { solve, solveSync } from '../expression/solve.js';
import '#wasm/expression.js';

export type { WireArray } from '../engine/wire.js';
export type { ArrayData, DataInput, FlatMatrix, SparseInput } from '../expression/data.js';
export { define, type InputShapes } from '../expression/define.js';
export { format } from '../expression/format.js';
export { formula } from '../expression/formula.js';
export type {
  ExpressionData,
  ExpressionFunction,
  ExpressionNode,
  NestedNumbers,
  Shape,
  SparseData,
  TensorData,
  TensorInput,
} from '../expression/function.js';
export type { Expression, Operand } from '../expression/graph.js';
export type { FunctionInput, PointInput } from '../expression/inputs.js';
export * from '../expression/operations.js';
export {
  type EntriesStructure,
  type PreparedFunction,
  type PrepareProblem,
  prepare,
  prepareSync,
} from '../expression/prepare.js';
// Exported by name: types that carry the names of inputs replace the plain ones of the generated module.
export type {
  ByInput,
  DescribeProblem,
  EvaluateProblem,
  GradientProblem,
  GradientSolution,
  HessianProblem,
  HessianProductProblem,
  InitializeProblem,
  InitializeSolution,
  JacobianProblem,
  JacobianProductProblem,
  Points,
  TrainProblem,
  TrainSolution,
  VectorJacobianProductProblem,
} from '../expression/problems.js';
export { type FormulaText, read } from '../expression/read.js';
export * from '../generated/expression.js';

/**
 * Evaluates a function at one point or at many.
 *
 * @example
 * ```ts
 * import { define, evaluate, formula } from 'superlinear/expression';
 *
 * const f = define({ x: 2, a: [] }, ({ x, a }) => formula`sum(exp(${a} * ${x}))`);
 * const { values } = await evaluate({ function: f, points: { x: [[0, 1], [2, 3]], a: 0.5 } });
 * ```
 */
export function evaluate<Name extends string>(
  problem: EvaluateProblem<Name>,
  options?: RunOptions,
): Promise<EvaluateSolution> {
  return solve('expression.evaluate', problem, options);
}

/** Blocking version of {@link evaluate}. */
export function evaluateSync<Name extends string>(
  problem: EvaluateProblem<Name>,
  options?: SyncRunOptions,
): EvaluateSolution {
  return solveSync('expression.evaluate', problem, options);
}

/**
 * Computes the values and gradients of a scalar function, exact to rounding, at one point or at many.
 *
 * @example
 * ```ts
 * import { define, gradient, formula } from 'superlinear/expression';
 *
 * const f = define({ x: 2, a: [] }, ({ x, a }) => formula`sum(exp(${a} * ${x}))`);
 * const { gradients } = await gradient({ function: f, points: { x: [0, 1], a: 0.5 }, withRespectTo: ['x', 'a'] });
 * console.log(gradients.x, gradients.a);
 * ```
 */
export function gradient<Name extends string, const Wanted extends Name = never>(
  problem: GradientProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<GradientSolution<Name, Wanted>> {
  return solve('expression.gradient', problem, options);
}

/** Blocking version of {@link gradient}. */
export function gradientSync<Name extends string, const Wanted extends Name = never>(
  problem: GradientProblem<Name, Wanted>,
  options?: SyncRunOptions,
): GradientSolution<Name, Wanted> {
  return solveSync('expression.gradient', problem, options);
}

/**
 * Computes the values and the Jacobian of a function, dense or sparse.
 *
 * @example
 * ```ts
 * import { define, jacobian } from 'superlinear/expression';
 *
 * const f = define({ x: 3 }, () => '[i in 0..1: x[i] * x[i+1]]');
 * const { jacobian: sparse } = await jacobian({ function: f, points: { x: [1, 2, 3] }, format: 'sparse' });
 * ```
 */
export function jacobian<Name extends string, const Wanted extends Name = never>(
  problem: JacobianProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<JacobianSolution> {
  return solve('expression.jacobian', problem, options);
}

/** Blocking version of {@link jacobian}. */
export function jacobianSync<Name extends string, const Wanted extends Name = never>(
  problem: JacobianProblem<Name, Wanted>,
  options?: SyncRunOptions,
): JacobianSolution {
  return solveSync('expression.jacobian', problem, options);
}

/**
 * Computes the values, gradients and Hessians of a function, dense or sparse.
 *
 * @example
 * ```ts
 * import { define, hessian } from 'superlinear/expression';
 *
 * const chain = define({ x: 100 }, () => 'sum(i in 0..98: (x[i+1] - x[i]^2)^2)');
 * const { hessian: lower } = await hessian({ function: chain, points: { x: new Float64Array(100) }, format: 'sparse' });
 * ```
 */
export function hessian<Name extends string, const Wanted extends Name = never>(
  problem: HessianProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<HessianSolution> {
  return solve('expression.hessian', problem, options);
}

/** Blocking version of {@link hessian}. */
export function hessianSync<Name extends string, const Wanted extends Name = never>(
  problem: HessianProblem<Name, Wanted>,
  options?: SyncRunOptions,
): HessianSolution {
  return solveSync('expression.hessian', problem, options);
}

/**
 * Computes the product of the Jacobian with a vector: the directional derivative.
 *
 * @example
 * ```ts
 * import { define, jacobianProduct } from 'superlinear/expression';
 *
 * const f = define({ x: 3 }, () => '[i in 0..1: x[i] * x[i+1]]');
 * const { product: along } = await jacobianProduct({ function: f, points: { x: [1, 2, 3] }, vector: [1, 0, 0] });
 * ```
 */
export function jacobianProduct<Name extends string, const Wanted extends Name = never>(
  problem: JacobianProductProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<ProductSolution> {
  return solve('expression.jacobianProduct', problem, options);
}

/** Blocking version of {@link jacobianProduct}. */
export function jacobianProductSync<Name extends string, const Wanted extends Name = never>(
  problem: JacobianProductProblem<Name, Wanted>,
  options?: SyncRunOptions,
): ProductSolution {
  return solveSync('expression.jacobianProduct', problem, options);
}

/**
 * Computes the product of a vector with the Jacobian: the gradient of the weighted sum of values.
 *
 * @example
 * ```ts
 * import { define, vectorJacobianProduct } from 'superlinear/expression';
 *
 * const f = define({ x: 3 }, () => '[i in 0..1: x[i] * x[i+1]]');
 * const { product: weighted } = await vectorJacobianProduct({ function: f, points: { x: [1, 2, 3] }, vector: [1, 1] });
 * ```
 */
export function vectorJacobianProduct<Name extends string, const Wanted extends Name = never>(
  problem: VectorJacobianProductProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<ProductSolution> {
  return solve('expression.vectorJacobianProduct', problem, options);
}

/** Blocking version of {@link vectorJacobianProduct}. */
export function vectorJacobianProductSync<Name extends string, const Wanted extends Name = never>(
  problem: VectorJacobianProductProblem<Name, Wanted>,
  options?: SyncRunOptions,
): ProductSolution {
  return solveSync('expression.vectorJacobianProduct', problem, options);
}

/**
 * Computes the product of the Hessian with a vector, without forming the matrix.
 *
 * @example
 * ```ts
 * import { define, hessianProduct } from 'superlinear/expression';
 *
 * const f = define({ x: 3 }, () => 'sum(x^4)');
 * const { product: curved } = await hessianProduct({ function: f, points: { x: [1, 2, 3] }, vector: [1, 0, 0] });
 * ```
 */
export function hessianProduct<Name extends string, const Wanted extends Name = never>(
  problem: HessianProductProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<ProductSolution> {
  return solve('expression.hessianProduct', problem, options);
}

/** Blocking version of {@link hessianProduct}. */
export function hessianProductSync<Name extends string, const Wanted extends Name = never>(
  problem: HessianProductProblem<Name, Wanted>,
  options?: SyncRunOptions,
): ProductSolution {
  return solveSync('expression.hessianProduct', problem, options);
}

/**
 * Reports a function's cost, the derivatives that may be nonzero, and the methods used to compute them.
 *
 * @example
 * ```ts
 * import { define, describe } from 'superlinear/expression';
 *
 * const chain = define({ x: 100_000 }, () => 'sum(i in 0..99998: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)');
 * const { hessian: found } = await describe({ function: chain });
 * console.log(found.nonzeros, found.method); // 199999 elements
 * ```
 */
export function describe<Name extends string, const Wanted extends Name = never>(
  problem: DescribeProblem<Name, Wanted>,
  options?: RunOptions,
): Promise<DescribeSolution> {
  return solve('expression.describe', problem, options);
}

/** Blocking version of {@link describe}. */
export function describeSync<Name extends string, const Wanted extends Name = never>(
  problem: DescribeProblem<Name, Wanted>,
  options?: SyncRunOptions,
): DescribeSolution {
  return solveSync('expression.describe', problem, options);
}

/**
 * Minimizes a loss over rows of data, by Adam (Kingma, Ba, ICLR 2015), stochastic gradient descent with momentum, or
 * L-BFGS.
 *
 * @example
 * ```ts
 * import { define, train, formula } from 'superlinear/expression';
 *
 * const loss = define({ x: 2, y: [], w: 2 }, ({ x, y, w }) => formula`(dot(${x}, ${w}) - ${y})^2`);
 * const rows = { x: [[1, 0], [0, 1], [1, 1]], y: [1, 2, 3] };
 * const { parameters } = await train({ loss, rows, parameters: { w: [0, 0] }, method: 'lbfgs' });
 * ```
 */
export function train<Name extends string, Parameter extends Name>(
  problem: TrainProblem<Name, Parameter>,
  options?: RunOptions<TrainProgress>,
): Promise<TrainSolution<Parameter>> {
  return solve('expression.train', problem, options);
}

/** Blocking version of {@link train}. */
export function trainSync<Name extends string, Parameter extends Name>(
  problem: TrainProblem<Name, Parameter>,
  options?: SyncRunOptions,
): TrainSolution<Parameter> {
  return solveSync('expression.train', problem, options);
}

/**
 * Draws initial parameters with the seed of the options: uniform after Glorot and Bengio (AISTATS 2010), normal after
 * He and others (ICCV 2015) or LeCun and others (1998), or zeros.
 *
 * @example
 * ```ts
 * import { define, initialize, dense } from 'superlinear/expression';
 *
 * const net = define({ x: 4, w: [4, 3], b: 3 }, ({ x, w, b }) => dense(x, w, b));
 * const { parameters: start } = await initialize({ function: net, parameters: { w: 'glorot', b: 'zeros' } });
 * ```
 */
export function initialize<Name extends string, Parameter extends Name>(
  problem: InitializeProblem<Name, Parameter>,
  options?: RunOptions,
): Promise<InitializeSolution<Parameter>> {
  return solve('expression.initialize', problem, options);
}

/** Blocking version of {@link initialize}. */
export function initializeSync<Name extends string, Parameter extends Name>(
  problem: InitializeProblem<Name, Parameter>,
  options?: SyncRunOptions,
): InitializeSolution<Parameter> {
  return solveSync('expression.initialize', problem, options);
}
