/**
 * Models given as data, by name or as formulas: the residuals of all points at once, as a function of the parameters.
 */

import { requireObject } from '../engine/check.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import { define } from '../expression/define.js';
import { binary, select, unary } from '../expression/elementwise.js';
import type { ExpressionFunction } from '../expression/function.js';
import type { Expression, Operand } from '../expression/graph.js';
import { read, readAt } from '../expression/read.js';
import { reshape, slice } from '../expression/structure.js';
import type { LeastSquaresExpressionsProblem } from '../generated/constrained.js';
import { byName, listOf, type Model, missingStart, objectOf, type Points, shared } from './fit.js';
import { searched, type Within } from './guesses.js';
import { type Algebra, interpret, numbers } from './interpret.js';
import { type ModelName, models, type NamedModel } from './models.js';
import type { AnyCurveFitProblem } from './problem.js';

/** Maximum number of points used to compute starting values, to bound the time. */
const MAX_GUESSED = 1000;

/** Converts a fit with a model given as data to a least-squares problem. */
export function prepared(
  problem: AnyCurveFitProblem,
  points: Points,
): { readonly model: Model; readonly problem: LeastSquaresExpressionsProblem } {
  const { model: given, initial, lower, upper } = problem as unknown as Record<string, unknown>;
  const { curve, guess } = modelOf(given, points);
  const inputs = parametersOf(curve, points);
  if (initial === undefined && guess === undefined) throw missingStart(inputs.map(({ name }) => name));
  // Before there is memory for the names of vectors, which a declared size does not promise.
  if (initial !== undefined) requireVectors(initial, inputs);
  const names = inputs.flatMap(({ name, size }) =>
    size === undefined ? [name] : Array.from({ length: size }, (_, j) => `${name}[${j}]`),
  );
  const flat = (path: string, values: unknown, none?: number) =>
    byName(path, flattened(path, values, inputs), names, none) as readonly number[];
  const bounds = {
    ...(lower !== undefined && { lower: flat('lower', lower, -Infinity) }),
    ...(upper !== undefined && { upper: flat('upper', upper, Infinity) }),
  };
  const start = initial ?? guess?.(bounds);
  return {
    model: { names, named: (vector) => objectOf(names, vector), write: writerOf(curve, inputs) },
    problem: {
      ...shared(problem),
      ...bounds,
      residuals: residualsOf(curve, inputs, points),
      variables: 'parameters',
      parameters: { observed: points.y, ...columnsOf(points) },
      initial: flat('initial', start),
    } as LeastSquaresExpressionsProblem,
  };
}

/** Bounds of the parameters, in their order. */
interface FlatBounds {
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
}

/** The model as an expression, and, for a named model, a function that computes starting values. */
function modelOf(given: unknown, points: Points) {
  if (typeof given !== 'string') {
    return { curve: isText(given) ? readAt(given as never, 'model') : (given as ExpressionFunction) };
  }
  if (!Object.hasOwn(models, given)) {
    throw invalidInput(
      'model',
      `must be a function, a formula with its inputs as {formula, inputs}, or one of ${Object.keys(models).join(', ')}, got ${describeValue(given)}`,
    );
  }
  const { x } = points;
  const model = models[given as ModelName];
  if (typeof x[0] !== 'number') throw invalidInput('x', `must be a vector of numbers for the model ${given}`);
  if (given === 'doseResponse') checkDoses(x);
  const inputs = Object.fromEntries(['x', ...model.parameters].map((name) => [name, []]));
  return {
    curve: read(model.formula, inputs),
    guess: (bounds: FlatBounds) => guessed(model, points, bounds),
  };
}

/** Computes starting values for a named model. */
function guessed(
  { parameters, guess, separated }: NamedModel,
  { x, y, weights }: Points,
  { lower, upper }: FlatBounds,
): unknown {
  const stride = Math.ceil(x.length / MAX_GUESSED);
  const kept = Array.from({ length: Math.ceil(x.length / stride) }, (_, k) => k * stride);
  const observations = {
    x: kept.map((k) => x[k] as number),
    y: kept.map((k) => y[k] as number),
    weights: kept.map((k) => weights?.[k] ?? 1),
  };
  // If the data do not determine a parameter, it starts at 1.
  const first = guess(observations.x, observations.y).map((value) => (Number.isFinite(value) ? value : 1));
  const within: Within = (place, value) => {
    const [least, most] = [lower?.[place] ?? -Infinity, upper?.[place] ?? Infinity];
    const nearest = value < least ? least : Math.min(value, most);
    // Bounds that admit no number are rejected with the problem.
    return Number.isFinite(nearest) ? nearest : value;
  };
  return objectOf(parameters, separated ? searched(separated, observations, first, within) : first);
}

/** Rejects negative doses, which are likely logarithms of doses. */
function checkDoses(x: Points['x']): void {
  const place = x.findIndex((dose) => (dose as number) < 0);
  if (place < 0) return;
  const words =
    'must be a dose, 0 or above, and not its logarithm; of logarithms to base 10 fit the formula ' +
    'bottom + (top - bottom) / (1 + 10^(slope * (logEc50 - x)))';
  throw invalidInput(`x[${place}]`, `${words}; got ${describeValue(x[place])}`);
}

const isText = (value: unknown): boolean => typeof value === 'object' && value !== null && 'formula' in value;

/** The parameters among the inputs of a model: scalars, or vectors with their sizes. */
function parametersOf(curve: ExpressionFunction, { x }: Points) {
  if (
    typeof curve !== 'object' ||
    curve === null ||
    !Array.isArray(curve.inputs) ||
    !Array.isArray(curve.nodes)
  ) {
    throw invalidInput(
      'model',
      `must be a function, a formula or the name of a model, got ${describeValue(curve)}`,
    );
  }
  const predictor = curve.inputs.find(({ name }) => name === 'x');
  const columns = typeof x[0] === 'number' ? [] : [(x[0] as Float64Array).length];
  if (predictor === undefined || predictor.shape.join() !== columns.join()) {
    const wanted = columns.length === 0 ? 'a number' : `a vector of ${columns[0]}`;
    throw invalidInput('model.inputs.x', `must be given, ${wanted}, like the problem's x`);
  }
  const parameters = curve.inputs.filter(({ name }) => name !== 'x');
  if (parameters.length === 0)
    throw invalidInput('model.inputs', 'must have an input beside x: the parameters');
  return parameters.map(({ name, shape }) => {
    if (shape.length > 1) throw invalidInput(`model.inputs.${name}`, 'must be a number or a vector');
    return { name, size: shape[0] };
  });
}

type Inputs = ReturnType<typeof parametersOf>;

/** Rejects initial values without all vectors. */
function requireVectors(initial: unknown, inputs: Inputs): void {
  requireObject(initial, 'initial');
  for (const { name, size } of inputs) {
    if (size !== undefined) entriesOf(`initial.${name}`, (initial as Record<string, unknown>)[name], size);
  }
}

/** The entries of a vector of this size. */
function entriesOf(path: string, value: unknown, size: number): ArrayLike<unknown> {
  const entries = listOf(value);
  if (entries?.length !== size) throw invalidInput(path, `must have ${size} entries`);
  return entries;
}

/** Replaces vectors among named values by their entries, named `w[0]`, `w[1]` and so on. */
function flattened(path: string, values: unknown, inputs: Inputs): unknown {
  if (typeof values !== 'object' || values === null) return values ?? {};
  const given = values as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const size = inputs.find((input) => input.name === name)?.size;
      if (size === undefined) return [[name, value]];
      return Array.from(entriesOf(`${path}.${name}`, value, size), (entry, j) => [`${name}[${j}]`, entry]);
    }),
  );
}

/** Splits a vector of all parameters into the model's inputs, in their order, with the predictor as `x`. */
function inputsOf<Value>(
  curve: ExpressionFunction,
  inputs: Inputs,
  parameter: (j: number) => Value,
  predictor: readonly Value[],
): (readonly Value[])[] {
  let next = 0;
  const parts = new Map(
    inputs.map(({ name, size = 1 }) => [name, Array.from({ length: size }, () => parameter(next++))]),
  );
  return curve.inputs.map(({ name }) => (name === 'x' ? predictor : (parts.get(name) as Value[])));
}

/** Evaluates a model numerically. */
function writerOf(curve: ExpressionFunction, inputs: Inputs): Model['write'] {
  return (vector, x, values) => {
    for (const [i, point] of x.entries()) {
      const predictor = typeof point === 'number' ? [point] : Array.from(point);
      const given = inputsOf(curve, inputs, (j) => vector[j] as number, predictor);
      values[i] = interpret(curve, given, numbers);
    }
  };
}

const expressions: Algebra<Operand> = {
  constant: (value) => value,
  unary: (operation, a) => unary(operation, a),
  binary: (operation, a, b) => binary(operation, a, b),
  where: (relation, a, b, p, q) => select(relation, [a, b, p, q]),
};

/** The columns of the predictor, by the names of the corresponding inputs. */
function columnsOf({ x }: Points): Record<string, Float64Array> {
  const width = typeof x[0] === 'number' ? 1 : (x[0] as Float64Array).length;
  return Object.fromEntries(
    Array.from({ length: width }, (_, j) => [
      `x${j}`,
      Float64Array.from(x, (point) => (typeof point === 'number' ? point : (point[j] as number))),
    ]),
  );
}

/** The residuals of all observations, as a function of the vector of parameters. */
function residualsOf(curve: ExpressionFunction, inputs: Inputs, points: Points): ExpressionFunction {
  const [count, columns] = [points.y.length, Object.keys(columnsOf(points))];
  const n = inputs.reduce((sum, { size = 1 }) => sum + size, 0);
  const shapes = {
    parameters: n,
    observed: count,
    ...Object.fromEntries(columns.map((name) => [name, count])),
  };
  return define(shapes, (all) => {
    const { parameters, observed } = all as Record<string, Expression>;
    const parameter = (j: number) => reshape(slice(parameters as Expression, [j], [1]), []);
    const predictor = columns.map((name) => (all as Record<string, Expression>)[name] as Operand);
    const value = interpret(curve, inputsOf<Operand>(curve, inputs, parameter, predictor), expressions);
    return binary('subtract', value, observed as Expression);
  });
}
