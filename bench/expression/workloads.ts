// Functions for the benchmarks: values and derivatives, all at many points.

import { expression, type SyncRunOptions } from 'superlinear';
import { regression } from '../../test/data/regression.js';
import { mulberry32, normals, uniform } from '../../test/support/random.js';

type ExpressionFunction = expression.ExpressionFunction;
type Tensor = expression.TensorData;

/** Values of a function, its derivatives, or results computed from them. */
export interface Quantity {
  /** Points in the longer call. The cost per point follows from its difference to a call at one point. */
  readonly many: number;
  /** Parses the function from its formula. */
  read(): ExpressionFunction;
  /** Returns some numbers of the result, the same ones as the peers. */
  compute(f: ExpressionFunction, points: number, options: SyncRunOptions): readonly number[];
  /** Evaluates a prepared function at all points, one call per point. */
  call?(f: expression.PreparedFunction): void;
}

/** A function and its measured quantities. */
export interface Workload {
  /** Selects the function that the Python workers build. */
  readonly kind: 'rosenbrock' | 'hs77' | 'logistic' | 'network' | 'training';
  /** Title in the printed report. */
  readonly title: string;
  /** Arrays passed to the peers. Arrays that vary between points have the points as their first axis. */
  readonly arrays: Readonly<Record<string, Tensor>>;
  readonly quantities: Readonly<Record<string, Quantity>>;
}

export const workloads = {
  // Few enough points that all data stay in the caches, as in a call at one point.
  'rosenbrock-1000': () => rosenbrock(1000, 200),
  'rosenbrock-100000': () => rosenbrock(100_000, 8),
  hs77: () => hs77(10_000),
  'logistic-derivatives': () => logistic(32_000, 123),
  'network-gradient': () => network(10_000),
  'network-training': () => training(9984),
} satisfies Record<string, () => Workload>;

export type WorkloadName = keyof typeof workloads;

/** The chain of Rosenbrock's function as a formula. */
export const chainFormula = (size: number) =>
  `sum(i in 0..${size - 2}: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)`;

/** Points for the chain, near the usual start. */
export const chainPoint = (size: number, point = 0) =>
  Float64Array.from({ length: size }, (_, i) => (i % 2 ? 1 : -1.2) + 1e-3 * Math.sin(i + point));

function rosenbrock(size: number, many: number): Workload {
  const points = Array.from({ length: many }, (_, point) => chainPoint(size, point));
  const x = tensor([many, size], points);
  const read = () => expression.read(chainFormula(size), { x: size });
  const value = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const { values } = expression.evaluateSync({ function: f, points: { x: first(points, x) } }, options);
    return [entry(values)];
  };
  const gradient = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const { values, gradients } = expression.gradientSync(
      { function: f, points: { x: first(points, x) } },
      options,
    );
    return [entry(values), entry(gradients.x)];
  };
  const hessian = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const found = expression.hessianSync(
      { function: f, points: { x: first(points, x) }, format: 'sparse' },
      options,
    );
    return [entry(found.hessian.data)];
  };
  const each = (call: (x: Float64Array) => unknown) => {
    for (const x of points) call(x);
  };
  return {
    kind: 'rosenbrock',
    title: `The chain of Rosenbrock's function of ${size} variables`,
    arrays: { x },
    quantities: {
      value: { many, read, compute: value, call: (f) => each((x) => f.values(x)) },
      gradient: { many, read, compute: gradient, call: (f) => each((x) => f.gradient(x)) },
      Hessian: { many, read, compute: hessian, call: (f) => each((x) => f.hessian(x)) },
    },
  };
}

/**
 * Problem 77 of Hock and Schittkowski: objective and constraints, their derivatives, and the Hessian of the Lagrangian.
 */
function hs77(many: number): Workload {
  const x = tensor([many, 5], [Float64Array.from({ length: 5 * many }, (_, i) => 2 + 2e-6 * i)]);
  const weights = tensor(
    [many, 2],
    [Float64Array.from({ length: 2 * many }, (_, i) => (i % 2 ? -0.1 : 0.2))],
  );
  const objective = '(x[0] - 1)^2 + (x[0] - x[1])^2 + (x[2] - 1)^2 + (x[3] - 1)^4 + (x[4] - 1)^6';
  const constraints = 'x[0]^2 * x[3] + sin(x[3] - x[4]) - 2 sqrt(2), x[1] + x[2]^4 * x[3]^2 - 8 - sqrt(2)';
  const all = () => expression.read(`[${objective}, ${constraints}]`, { x: 5 });
  const lagrangian = () =>
    expression.read(`${objective} + sum(weights * [${constraints}])`, { x: 5, weights: 2 });
  const values = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const found = expression.evaluateSync({ function: f, points: { x: first(points, x) } }, options);
    return [entry(found.values)];
  };
  const derivatives = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const found = expression.jacobianSync(
      { function: f, points: { x: first(points, x) }, format: 'sparse' },
      options,
    );
    return [entry(found.jacobian.data)];
  };
  const hessian = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const at = { x: first(points, x), weights: first(points, weights) };
    const found = expression.hessianSync({ function: f, points: at, format: 'sparse' }, options);
    return [entry(found.hessian.data)];
  };
  return {
    kind: 'hs77',
    title: "Hock and Schittkowski's problem 77",
    arrays: { x, weights },
    quantities: {
      values: { many, read: all, compute: values },
      derivatives: { many, read: all, compute: derivatives },
      Hessian: { many, read: lagrangian, compute: hessian },
    },
  };
}

function logistic(rows: number, columns: number): Workload {
  const many = 3;
  const { features, labels } = regression(rows, columns);
  const matrix = tensor([rows, columns], [features.data]);
  const start = new Float64Array(columns).fill(columns ** -0.5);
  const x = tensor(
    [many, columns],
    Array.from({ length: many }, (_, point) => start.map((entry) => entry * (1 + 1e-3 * point))),
  );
  const read = () =>
    expression.read('mean(softplus(-labels * (features @ x)))', {
      x: columns,
      features: [rows, columns],
      labels: rows,
    });
  const at = (points: number) => ({ x: first(points, x), features: matrix, labels });
  const gradient = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const { values, gradients } = expression.gradientSync({ function: f, points: at(points) }, options);
    return [entry(values), entry(gradients.x)];
  };
  const hessian = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const found = expression.hessianSync({ function: f, points: at(points) }, options);
    return [entry(found.hessian.data)];
  };
  return {
    kind: 'logistic',
    title: `The mean logistic loss of ${rows} observations of ${columns} features`,
    arrays: { features: matrix, labels: tensor([rows], [labels]), x },
    quantities: { gradient: { many, read, compute: gradient }, Hessian: { many, read, compute: hessian } },
  };
}

/** The gradient of a small network's output with respect to its input. */
function network(many: number): Workload {
  const sizes = [60, 60, 60, 3];
  const parameters = Object.fromEntries(
    [1, 2, 3].flatMap((layer) => {
      const [rows, columns] = [sizes[layer - 1] as number, sizes[layer] as number];
      const weights = normals(30 + layer, rows * columns).map((weight) => weight / Math.sqrt(rows));
      return [
        [`w${layer}`, tensor([rows, columns], [weights])],
        [`b${layer}`, tensor([columns], [new Float64Array(columns)])],
      ] as const;
    }),
  );
  const x = tensor([many, 60], [normals(41, 60 * many)]);
  const shapes = Object.fromEntries(
    Object.entries({ ...parameters }).map(([name, { shape }]) => [name, shape]),
  );
  const read = (): ExpressionFunction =>
    expression.read('logsumexp(dense(tanh(dense(tanh(dense(x, w1, b1)), w2, b2)), w3, b3))', {
      x: 60,
      ...shapes,
    });
  const gradient = (f: ExpressionFunction, points: number, options: SyncRunOptions) => {
    const at: Record<string, Tensor> = { ...parameters, x: first(points, x) };
    const { values, gradients } = expression.gradientSync({ function: f, points: at }, options);
    return [entry(values), entry(gradients.x)];
  };
  return {
    kind: 'network',
    title: 'A network of 60-60-60-3 units',
    arrays: { ...parameters, x },
    quantities: { 'gradient by the input': { many, read, compute: gradient } },
  };
}

/** Training by Adam, with batches of 128 in order; a point is an epoch. */
function training(rows: number): Workload {
  const x = tensor([rows, 784], [uniform(51, rows * 784)]);
  const random = mulberry32(52);
  const labels = tensor([rows], [Float64Array.from({ length: rows }, () => Math.floor(10 * random()))]);
  const parameters = {
    w1: tensor([784, 64], [normals(61, 784 * 64).map((weight) => weight / 28)]),
    b1: tensor([64], [new Float64Array(64)]),
    w2: tensor([64, 10], [normals(62, 640).map((weight) => weight / 8)]),
    b2: tensor([10], [new Float64Array(10)]),
  };
  const read = () =>
    expression.read('crossEntropy(dense(relu(dense(x, w1, b1)), w2, b2), label)', {
      x: 784,
      label: [],
      w1: [784, 64],
      b1: 64,
      w2: [64, 10],
      b2: 10,
    });
  const train = (f: ExpressionFunction, epochs: number, options: SyncRunOptions) => {
    const problem = { loss: f, rows: { x, label: labels }, parameters, epochs, shuffle: false };
    const { history, objective } = expression.trainSync(problem, options);
    return history.length === 1 ? [objective] : [];
  };
  return {
    kind: 'training',
    title: 'A network of 784-64-10 units on 9984 rows',
    arrays: { x, labels, ...parameters },
    quantities: { 'epoch of Adam': { many: 3, read, compute: train } },
  };
}

/** Concatenates parts to a tensor. */
function tensor(shape: readonly number[], parts: readonly Float64Array[]): Tensor {
  if (parts.length === 1) return { shape, values: parts[0] as Float64Array };
  const values = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    values.set(part, place);
    place += part.length;
  }
  return { shape, values };
}

/** The first `points` points of a tensor; a single point drops the axis. */
function first(points: number, { shape, values }: Tensor): Tensor {
  const [, ...inner] = shape;
  const size = inner.reduce((product, extent) => product * extent, 1);
  return {
    shape: points === 1 ? inner : [points, ...inner],
    values: (values as Float64Array).subarray(0, points * size),
  };
}

const entry = (values: Float64Array | undefined) => values?.[0] ?? Number.NaN;
