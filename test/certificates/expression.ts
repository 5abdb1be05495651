/**
 * Certificates of expressions: values by a plain interpreter, first and second derivatives by extrapolated differences.
 * Derivatives are not checked where the function is not smooth or not finite.
 */

import type { expression, SparseMatrix } from 'superlinear';
import { interpret, type Tensor, traced } from '../support/interpreter.js';
import { at, atMost, EPSILON, elementsOf, holds, largest, near, norm, rowsOf, sum } from './support.js';

type ExpressionFunction = expression.ExpressionFunction;
type Point = Readonly<Record<string, Float64Array>>;

/** A function and its points, as in all problems except training. */
interface Given {
  readonly function: expression.FunctionInput;
  readonly points: Readonly<Record<string, expression.PointInput>>;
  readonly withRespectTo?: string | readonly string[] | undefined;
}

/** Rounding of a chain of operations, relative to its largest intermediate value. */
const VALUE_SLACK = 1e-12;

/** Numbers beyond this may overflow if operations are reordered. */
const NEARLY_INFINITE = 1e290;

/** Steps of first and second differences: the truncation error after extrapolation balances rounding. */
const FIRST_STEP = 1e-3;
const SECOND_STEP = 1e-2;

/** Allowed error of a difference, in units of the change by extrapolation. */
const CAUTION = 20;

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);
const functionOf = (given: unknown) => given as ExpressionFunction;

/** Converts any form of an array to a tensor. */
function tensorOf(input: expression.PointInput): Tensor {
  const { shape, values } = elementsOf(input);
  return { shape, values: Float64Array.from(values) };
}

/** The number of points in an array of this shape; undefined without a points axis. */
function severalOf({ shape, values }: Tensor, own: readonly number[]): number | undefined {
  const size = sizeOf(own);
  const isSame = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((length, k) => length === b[k]);
  if (isSame(shape, own)) return undefined;
  if (isSame(shape.slice(1), own) && shape.length > 0) return shape[0];
  if (shape.length === 1) return values.length === size ? undefined : values.length / size;
  return shape[0];
}

/** Arrays by name for each point; arrays given once are shared by all points. */
export function pointsOf(
  inputs: readonly { readonly name: string; readonly shape: readonly number[] }[],
  given: Readonly<Record<string, expression.PointInput>>,
): { readonly points: Point[]; readonly isMapped: boolean } {
  let count: number | undefined;
  const tensors = inputs.map(({ name, shape }) => {
    const tensor = tensorOf(given[name] as expression.PointInput);
    const several = severalOf(tensor, shape);
    count ??= several;
    return { name, values: tensor.values, size: sizeOf(shape), isMapped: several !== undefined };
  });
  const points = Array.from({ length: count ?? 1 }, (_, k) =>
    Object.fromEntries(
      tensors.map(({ name, values, size, isMapped }) => [
        name,
        isMapped ? values.slice(k * size, (k + 1) * size) : values,
      ]),
    ),
  );
  return { points, isMapped: count !== undefined };
}

/** The names of the variables, and the positions of their entries. */
function variablesOf(f: ExpressionFunction, asked: string | readonly string[] | null | undefined) {
  const names = typeof asked === 'string' ? [asked] : (asked ?? [f.inputs[0]?.name as string]);
  const places = names.flatMap((name) => {
    const input = f.inputs.find((candidate) => candidate.name === name);
    return Array.from({ length: sizeOf(input?.shape ?? []) }, (_, index) => ({ name, index }));
  });
  return { names, places };
}

type Places = ReturnType<typeof variablesOf>['places'];

/** The point moved along directions in some variables. */
function moved(point: Point, ...moves: readonly (readonly [Places, ArrayLike<number>, number])[]): Point {
  const copy: Record<string, Float64Array> = {};
  for (const [name, values] of Object.entries(point)) copy[name] = values.slice();
  for (const [places, direction, step] of moves) {
    places.forEach(({ name, index }, k) => {
      const values = copy[name] as Float64Array;
      values[index] = at(values, index) + step * at(direction, k);
    });
  }
  return copy;
}

/** A value with its error bound. */
interface Estimate {
  readonly value: number;
  readonly slack: number;
}

/** The derivative at 0 by central differences; undefined if they are inconclusive. */
export function firstDerivative(g: (t: number) => number, scale: number): Estimate | undefined {
  const middle = g(0);
  const at = [1, 0.5, 0.25].map((part) => {
    const h = part * FIRST_STEP;
    const [above, below] = [g(h), g(-h)];
    return { slope: (above - below) / (2 * h), bend: (above - 2 * middle + below) / h };
  });
  const [first, second, third] = at as [(typeof at)[0], (typeof at)[0], (typeof at)[0]];
  const rounding = (64 * EPSILON * scale) / FIRST_STEP;
  // At a kink the one-sided slopes do not converge to each other.
  const isKink = Math.abs(third.bend) > 0.4 * Math.abs(first.bend) + 8 * rounding;
  return isKink ? undefined : extrapolated(first.slope, second.slope, third.slope, rounding);
}

/** The second derivative at 0. */
function secondDerivative(g: (t: number) => number, scale: number): Estimate | undefined {
  const middle = g(0);
  const [first, second, third] = [1, 0.5, 0.25].map((part) => {
    const h = part * SECOND_STEP;
    return (g(h) - 2 * middle + g(-h)) / h ** 2;
  }) as [number, number, number];
  return extrapolated(first, second, third, (64 * EPSILON * scale) / SECOND_STEP ** 2);
}

/** Richardson extrapolation of three differences with halved steps. */
function extrapolated(first: number, second: number, third: number, rounding: number): Estimate | undefined {
  const [coarse, fine] = [(4 * second - first) / 3, (4 * third - second) / 3];
  const value = (16 * fine - coarse) / 15;
  const slack = CAUTION * Math.abs(fine - coarse) + rounding;
  // An estimate with a large relative error is inconclusive.
  const isTelling = slack <= 1e-3 * (1 + Math.abs(first) + Math.abs(value));
  return Number.isFinite(value) && isTelling ? { value, slack } : undefined;
}

/** An estimate in another unit; undefined if it overflows. */
function times(estimate: Estimate | undefined, factor: number): Estimate | undefined {
  if (estimate === undefined) return undefined;
  const [value, slack] = [factor * estimate.value, factor * estimate.slack];
  return Math.abs(value) + slack < NEARLY_INFINITE ? { value, slack } : undefined;
}

/** Throws if a derivative deviates from its estimate. */
function agrees(figure: string, value: number, estimate: Estimate | undefined): void {
  if (estimate === undefined) return;
  near(figure, value, estimate.value, estimate.slack + 1e-9 * Math.abs(estimate.value));
}

/** A function at a point: values, weighted sums, and differences. */
class Local {
  readonly values: Float64Array;
  /** The largest intermediate value there. */
  readonly largest: number;
  readonly isFinite: boolean;

  constructor(
    readonly f: ExpressionFunction,
    readonly point: Point,
  ) {
    const nodes = traced(f, point);
    this.values = (nodes[f.outputs[0]] as Tensor).values;
    const numbers = nodes.map(({ values }) => largest(values));
    this.largest = Math.max(1, ...numbers);
    this.isFinite = numbers.every((number) => number < NEARLY_INFINITE);
  }

  weighted(point: Point, weights: number[] | Float64Array): number {
    return sum(interpret(this.f, point).values.map((value, k) => value * at(weights, k)));
  }

  /** Throws if the values deviate. */
  certifyValues(values: ArrayLike<number>): void {
    if (!this.isFinite) return;
    this.values.forEach((value, k) => {
      near(`value ${k}`, at(values, k), value, VALUE_SLACK * this.largest);
    });
  }

  /** The derivative of a weighted sum along a direction. */
  first(
    weights: number[] | Float64Array,
    places: Places,
    direction: number[] | Float64Array,
  ): Estimate | undefined {
    if (!this.isFinite) return undefined;
    const size = largest(direction) || 1;
    const scale = this.largest * (1 + largest(weights));
    const along = Array.from(direction, (entry) => entry / size);
    const g = (t: number) => this.weighted(moved(this.point, [places, along, t]), weights);
    return times(firstDerivative(g, scale), size);
  }

  /** The second derivative of a weighted sum along two directions, each in its own variables. */
  mixed(
    weights: number[] | Float64Array,
    [places, direction]: readonly [Places, number[] | Float64Array],
    [others, along]: readonly [Places, number[] | Float64Array],
  ): Estimate | undefined {
    if (!this.isFinite) return undefined;
    const scale = this.largest * (1 + largest(weights));
    const size = largest(along) || 1;
    const unit = Array.from(along, (entry) => entry / size);
    const both = [1, -1].map((sign) =>
      secondDerivative(
        (t) => this.weighted(moved(this.point, [places, direction, t], [others, unit, sign * t]), weights),
        scale,
      ),
    );
    const [plus, minus] = both;
    if (plus === undefined || minus === undefined) return undefined;
    return times({ value: (plus.value - minus.value) / 4, slack: (plus.slack + minus.slack) / 4 }, size);
  }
}

const unit = (length: number, index: number) =>
  Float64Array.from({ length }, (_, k) => (k === index ? 1 : 0));

/** Fields common to all derivative solutions. */
interface Told {
  readonly values: Float64Array;
  readonly nonFinite: number;
}

/**
 * Iterates over the points of a problem with the returned values; checks the number of points and of nonfinite points.
 */
function atPoints(
  problem: Given,
  solution: Told,
  parts: readonly Float64Array[],
  certify: (local: Local, point: number) => void,
  points = pointsOf(functionOf(problem.function).inputs, problem.points).points,
): void {
  const { length } = points;
  for (const part of parts) holds('all points have as many numbers', part.length % Math.max(1, length) === 0);
  const isWhole = (part: Float64Array, k: number) =>
    partOf(part, k, length).every((value) => Number.isFinite(value));
  const counted = points.filter((_, k) => !parts.every((part) => isWhole(part, k))).length;
  near('nonFinite', solution.nonFinite, counted, 0);
  points.forEach((point, k) => {
    certify(new Local(functionOf(problem.function), point), k);
  });
}

/** The part of an array for one of several points. */
function partOf(values: Float64Array, point: number, points: number): Float64Array {
  const length = values.length / Math.max(1, points);
  return values.subarray(point * length, (point + 1) * length);
}

const countOf = (problem: Given) =>
  pointsOf(functionOf(problem.function).inputs, problem.points).points.length;

/** Certifies values at all points, and their shape. */
export function certifyEvaluate(problem: Given, solution: expression.EvaluateSolution): void {
  const f = functionOf(problem.function);
  const { points, isMapped } = pointsOf(f.inputs, problem.points);
  atPoints(problem, solution, [solution.values], (local, k) => {
    const values = partOf(solution.values, k, points.length);
    near('the number of values', values.length, local.values.length, 0);
    local.certifyValues(values);
    const shape = (traced(f, local.point)[f.outputs[0]] as Tensor).shape;
    const whole = isMapped ? [points.length, ...shape] : shape;
    holds('the shape is that of the value', JSON.stringify(solution.shape) === JSON.stringify(whole));
  });
}

/** Certifies gradients entry by entry. */
export function certifyGradient(
  problem: Given,
  solution: Told & { readonly gradients: Readonly<Record<string, Float64Array | undefined>> },
): void {
  const { names } = variablesOf(functionOf(problem.function), problem.withRespectTo);
  holds('the gradients are those asked for', Object.keys(solution.gradients).length === names.length);
  const gradients = names.map((name) => solution.gradients[name] as Float64Array);
  const count = countOf(problem);
  atPoints(problem, solution, [solution.values, ...gradients], (local, k) => {
    local.certifyValues(partOf(solution.values, k, count));
    names.forEach((name, number) => {
      const { places } = variablesOf(local.f, name);
      const own = partOf(gradients[number] as Float64Array, k, count);
      near(`the length of the gradient by ${name}`, own.length, places.length, 0);
      places.forEach((_, j) => {
        agrees(`∂${name}[${j}]`, at(own, j), local.first([1], places, unit(places.length, j)));
      });
    });
  });
}

/** The dense entries of a matrix at one of several points. */
function entriesOf(matrix: expression.DerivativeMatrix, point: number, points: number): number[][] {
  const { rows, columns, data } = matrix;
  if (!('indptr' in matrix)) {
    const height = rows / Math.max(1, points);
    return rowsOf({ rows: height, columns, data: partOf(data, point, points) });
  }
  certifyStructure(matrix);
  return rowsOf({ ...matrix, data: partOf(data, point, points) });
}

/** Certifies a sparse structure: ordered, distinct entries in compressed rows. */
function certifyStructure({ rows, columns, indptr, indices }: SparseMatrix): void {
  holds('there is a start for each row, and an end', indptr.length === rows + 1 && indptr[0] === 0);
  for (let row = 0; row < rows; row++) {
    const own = Array.from(indices.subarray(at(indptr, row), at(indptr, row + 1)));
    holds(
      'columns are in order',
      own.every((column, k) => column < columns && (k === 0 || column > at(own, k - 1))),
    );
  }
}

/** Certifies Jacobians entry by entry. */
export function certifyJacobian(problem: Given, solution: expression.JacobianSolution): void {
  const count = countOf(problem);
  const { values, jacobian } = solution;
  atPoints(problem, solution, [values, jacobian.data], (local, k) => {
    local.certifyValues(partOf(values, k, count));
    const { places } = variablesOf(local.f, problem.withRespectTo);
    const entries = entriesOf(jacobian, k, count);
    near('the rows', entries.length, local.values.length, 0);
    near('the columns', jacobian.columns, places.length, 0);
    entries.forEach((row, i) => {
      row.forEach((entry, j) => {
        const estimate = local.first(unit(entries.length, i), places, unit(places.length, j));
        agrees(`entry ${i}, ${j}`, entry, estimate);
      });
    });
  });
}

/** A weight for each value. */
const weightsOf = ({ weights }: { readonly weights?: expression.PointInput | undefined }, length: number) =>
  weights === undefined || weights === null ? new Float64Array(length).fill(1) : tensorOf(weights).values;

/** Certifies weighted values, gradients and Hessians. */
export function certifyHessian(
  problem: Given & { readonly weights?: expression.PointInput | undefined },
  solution: expression.HessianSolution,
): void {
  const count = countOf(problem);
  const { values, gradient, hessian } = solution;
  atPoints(problem, solution, [values, gradient, hessian.data], (local, k) => {
    const { places } = variablesOf(local.f, problem.withRespectTo);
    const weights = weightsOf(problem, local.values.length);
    const scale = local.largest * (1 + largest(weights));
    const slack = VALUE_SLACK * scale;
    if (local.isFinite && scale < NEARLY_INFINITE)
      near('the value', at(partOf(values, k, count), 0), local.weighted(local.point, weights), slack);
    const slopes = partOf(gradient, k, count);
    const entries = entriesOf(hessian, k, count);
    near('the side', entries.length, places.length, 0);
    places.forEach((_, i) => {
      const direction = unit(places.length, i);
      agrees(`gradient ${i}`, at(slopes, i), local.first(weights, places, direction));
      for (let j = 0; j <= i; j++) {
        const estimate = local.mixed(weights, [places, direction], [places, unit(places.length, j)]);
        agrees(`entry ${i}, ${j}`, at(entries[i] as number[], j), estimate);
        const above = at(entries[j] as number[], i);
        const isLower = 'indptr' in hessian && i !== j;
        holds('it is symmetric, or lower', isLower ? above === 0 : Object.is(above, entries[i]?.[j]));
      }
    });
  });
}

/** A problem with a vector, or one vector per point. */
type WithVector = Given & { readonly vector: expression.PointInput };

/** Certifies products: an estimate for each entry, with a vector of this length at each point. */
function certifyProduct(
  problem: WithVector,
  { values, nonFinite, product }: expression.ProductSolution,
  length: number,
  estimate: (local: Local, vector: Float64Array, index: number) => Estimate | undefined,
): void {
  const vectors = tensorOf(problem.vector);
  const several = severalOf(vectors, [length]);
  const { points, isMapped } = pointsOf(functionOf(problem.function).inputs, problem.points);
  // The vectors alone may determine the number of points, all equal.
  const all = isMapped || several === undefined ? points : new Array<Point>(several).fill(points[0] as Point);
  const certify = (local: Local, k: number) => {
    local.certifyValues(partOf(values, k, all.length));
    const vector =
      several === undefined ? vectors.values : vectors.values.slice(k * length, (k + 1) * length);
    partOf(product, k, all.length).forEach((entry, i) => {
      agrees(`product ${i}`, entry, estimate(local, vector, i));
    });
  };
  atPoints(problem, { values, nonFinite }, [values, product], certify, all);
}

/** Certifies the derivative along a direction. */
export function certifyJacobianProduct(problem: WithVector, solution: expression.ProductSolution): void {
  const { places } = variablesOf(functionOf(problem.function), problem.withRespectTo);
  certifyProduct(problem, solution, places.length, (local, vector, i) =>
    local.first(unit(local.values.length, i), places, vector),
  );
}

/** Certifies the gradient of a weighted sum. */
export function certifyVectorJacobianProduct(
  problem: WithVector,
  solution: expression.ProductSolution,
): void {
  const f = functionOf(problem.function);
  const { places } = variablesOf(f, problem.withRespectTo);
  const zeros = Object.fromEntries(
    f.inputs.map(({ name, shape }) => [name, new Float64Array(sizeOf(shape))]),
  );
  certifyProduct(problem, solution, interpret(f, zeros).values.length, (local, vector, i) =>
    local.first(vector, places, unit(places.length, i)),
  );
}

/** Certifies the derivative of a gradient along a direction. */
export function certifyHessianProduct(
  problem: WithVector & {
    readonly along?: string | readonly string[] | undefined;
    readonly weights?: expression.PointInput | undefined;
  },
  solution: expression.ProductSolution,
): void {
  const f = functionOf(problem.function);
  const { places } = variablesOf(f, problem.withRespectTo);
  const along = variablesOf(f, problem.along ?? problem.withRespectTo).places;
  certifyProduct(problem, solution, along.length, (local, vector, i) =>
    local.mixed(weightsOf(problem, local.values.length), [places, unit(places.length, i)], [along, vector]),
  );
}

/** Entries are not counted for functions of more numbers, because of the number of pairs. */
const MAX_NUMBERS = 1000;

/** Certifies shapes, node counts, and that entry counts are at least those found at a point. */
export function certifyDescribe(
  problem: {
    readonly function: expression.FunctionInput;
    readonly withRespectTo?: string | readonly string[] | undefined;
  },
  solution: expression.DescribeSolution,
): void {
  const f = functionOf(problem.function);
  near('the nodes', solution.nodes, f.nodes.length, 0);
  atMost('the nodes that are left', solution.simplifiedNodes, 2 * f.nodes.length + 2);
  near('the operations', sum(Object.values(solution.operations)), solution.simplifiedNodes, 0);
  if (sum(f.inputs.map(({ shape }) => sizeOf(shape))) > MAX_NUMBERS) return;
  const { places } = variablesOf(f, problem.withRespectTo);
  const point = Object.fromEntries(
    f.inputs.map(({ name, shape }) => [
      name,
      Float64Array.from({ length: sizeOf(shape) }, (_, k) => 0.3 + 0.1 * Math.sin(k + 1)),
    ]),
  );
  const local = new Local(f, point);
  const { shape } = traced(f, point)[f.outputs[0]] as Tensor;
  holds('the shape is that of the value', JSON.stringify(solution.shape) === JSON.stringify(shape));
  const isEntry = (estimate?: Estimate) =>
    estimate !== undefined && Math.abs(estimate.value) > 10 * estimate.slack + 1e-9;
  let first = 0;
  for (const [i] of local.values.entries())
    for (const [j] of places.entries())
      if (isEntry(local.first(unit(local.values.length, i), places, unit(places.length, j)))) first++;
  atMost('the entries of the Jacobian there', first, solution.jacobian.nonzeros);
  let second = 0;
  const weights = new Float64Array(local.values.length).fill(1);
  for (const [i] of places.entries()) {
    for (let j = 0; j <= i; j++) {
      const directions = [i, j].map((index) => [places, unit(places.length, index)] as const);
      const [one, other] = directions as [(typeof directions)[0], (typeof directions)[0]];
      if (isEntry(local.mixed(weights, one, other))) second++;
    }
  }
  atMost('the entries of the Hessian there', second, solution.hessian.nonzeros);
  if (second > 0) holds('it is not linear', !solution.isLinear);
  if (solution.isLinear) holds('what is linear is quadratic', solution.isQuadratic);
}

/** A loss and its rows. */
interface Training {
  readonly loss: expression.FunctionInput;
  readonly rows: Readonly<Record<string, expression.PointInput>>;
  readonly parameters: Readonly<Record<string, expression.PointInput>>;
  readonly fixed?: Readonly<Record<string, expression.PointInput>> | undefined;
  readonly penalty?: expression.FunctionInput | undefined;
  readonly reduction?: string | undefined;
  readonly tolerance?: number | undefined;
}

/** Arrays by name. */
const pointOf = (
  given: Readonly<Record<string, expression.PointInput | undefined>> | undefined | null,
): Point =>
  Object.fromEntries(
    Object.entries(given ?? {}).map(([name, values]) => [
      name,
      tensorOf(values as expression.PointInput).values,
    ]),
  );

/** The loss of each row as a function of parameters. */
export function lossesOf(
  given: unknown,
  rows: Readonly<Record<string, expression.PointInput | undefined>>,
  fixed?: Readonly<Record<string, expression.PointInput | undefined>> | null,
): (parameters: Point) => number[] {
  const loss = functionOf(given);
  const tensors = loss.inputs
    .filter(({ name }) => name in rows)
    .map(({ name, shape }) => ({
      name,
      size: sizeOf(shape),
      values: tensorOf(rows[name] as expression.PointInput).values,
    }));
  const count = (tensors[0]?.values.length ?? 0) / (tensors[0]?.size ?? 1);
  const shared = pointOf(fixed);
  return (parameters) =>
    Array.from({ length: count }, (_, k) => {
      const own = tensors.map(({ name, size, values }) => [name, values.slice(k * size, (k + 1) * size)]);
      return at(interpret(loss, { ...shared, ...parameters, ...Object.fromEntries(own) }).values, 0);
    });
}

/** Certifies the objective over all rows and its gradient norm, which is below the tolerance if converged. */
export function certifyTrain(
  problem: Training,
  solution: {
    readonly status: expression.TrainStatus;
    readonly parameters: Readonly<Record<string, Float64Array>>;
    readonly objective: number;
    readonly gradientNorm: number;
  },
): void {
  const losses = lossesOf(problem.loss, problem.rows, problem.fixed);
  const fixed = pointOf(problem.fixed);
  let most = 1;
  const objective = (parameters: Point) => {
    const rows = losses(parameters);
    most = Math.max(most, largest(rows));
    const total = problem.reduction === 'sum' ? sum(rows) : sum(rows) / rows.length;
    const { penalty } = problem;
    if (penalty === undefined || penalty === null) return total;
    return total + at(interpret(functionOf(penalty), { ...fixed, ...parameters }).values, 0);
  };
  const value = objective(solution.parameters);
  const scale = most * (problem.reduction === 'sum' ? losses(solution.parameters).length : 1);
  near('the objective', solution.objective, value, 1e-11 * Math.max(scale, Math.abs(value)));
  const places = Object.entries(solution.parameters).flatMap(([name, values]) =>
    Array.from(values, (_, index) => ({ name, index })),
  );
  const slopes = places.map((_, k) =>
    firstDerivative((t) => objective(moved(solution.parameters, [places, unit(places.length, k), t])), scale),
  );
  if (slopes.every((slope) => slope !== undefined)) {
    const slack = norm(slopes.map((slope) => slope.slack)) + 1e-9 * solution.gradientNorm;
    near('the norm of the gradient', solution.gradientNorm, norm(slopes.map((slope) => slope.value)), slack);
  }
  if (solution.status === 'converged')
    atMost('the norm of the gradient', solution.gradientNorm, problem.tolerance ?? 1e-6);
}

/** Upper bound on generated normal numbers, in standard deviations. */
const FAR_OUT = 10;

/** Certifies the number of initial weights, and their range by the initialization rule. */
export function certifyInitialize(
  problem: {
    readonly function: expression.FunctionInput;
    readonly parameters: Readonly<Record<string, expression.Initializer>>;
  },
  solution: { readonly parameters: Readonly<Record<string, Float64Array>> },
): void {
  const f = functionOf(problem.function);
  for (const [name, rule] of Object.entries(problem.parameters)) {
    const { shape } = f.inputs.find((input) => input.name === name) as { shape: readonly number[] };
    const weights = solution.parameters[name] as Float64Array;
    near(`the number of weights in ${name}`, weights.length, sizeOf(shape), 0);
    const [fanIn, fanOut] = fansOf(shape);
    const bounds = {
      glorot: Math.sqrt(6 / (fanIn + fanOut)),
      he: FAR_OUT * Math.sqrt(2 / fanIn),
      lecun: FAR_OUT * Math.sqrt(1 / fanIn),
      zeros: 0,
    };
    atMost(`the largest weight in ${name}`, largest(weights), bounds[rule]);
  }
}

/** Fan-in and fan-out. */
function fansOf(shape: readonly number[]): [number, number] {
  if (shape.length <= 2) return [shape[0] ?? 1, shape[1] ?? 1];
  const [outputs, inputs, ...window] = shape as [number, number, ...number[]];
  return [inputs * sizeOf(window), outputs * sizeOf(window)];
}
