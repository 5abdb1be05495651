// Minima of means of functions against SciPy, and steps of all components against NumPy.

import { stochastic } from 'superlinear';
import { certifyMinimize } from '../../../test/certificates/stochastic-minimize.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, compareMinima, ourSide } from '../verdict.js';

type Penalty = 'none' | 'l2' | 'l1' | 'elasticNet';

interface Model {
  readonly matrix: number[][];
  readonly response: number[];
  readonly loss: 'squared' | 'logistic';
  readonly penalty: Penalty;
  readonly lambda: number;
  readonly set: 'free' | 'box' | 'ball' | 'simplex';
  readonly geometry: 'euclidean' | 'entropy' | number;
  readonly learningRate: number;
  readonly steps: number;
}

/** The value and the slope of the loss of a sample. */
function lossOf(loss: Model['loss'], z: number, y: number): [number, number] {
  if (loss === 'squared') return [(z - y) ** 2 / 2, z - y];
  const margin = y * z;
  const value = Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
  return [value, -y / (1 + Math.exp(margin))];
}

const smoothnessOf = ({ matrix, loss }: Model) =>
  Math.max(1e-3, ...matrix.map((row) => row.reduce((sum, x) => sum + x * x, 0))) *
  (loss === 'squared' ? 1 : 0.25);

/** The problem with its components, one for each row. */
function poseOf(model: Model): stochastic.SyncMinimizeFunctionProblem {
  const { matrix, response, loss, penalty, lambda, set } = model;
  const dimension = matrix[0]?.length as number;
  const sets = {
    free: undefined,
    box: { kind: 'box', lower: new Array(dimension).fill(-0.3), upper: new Array(dimension).fill(0.2) },
    ball: { kind: 'ball', size: dimension, radius: 0.5 },
    simplex: { kind: 'simplex', size: dimension },
  } as const;
  const chosen = sets[set];
  return {
    dimension,
    componentCount: matrix.length,
    gradient(x, indices, weights, out) {
      out.fill(0);
      let value = 0;
      for (const [k, i] of indices.entries()) {
        const row = matrix[i] as number[];
        const z = row.reduce((sum, entry, j) => sum + entry * (x[j] as number), 0);
        const [own, slope] = lossOf(loss, z, response[i] as number);
        const weight = weights[k] as number;
        value += weight * own;
        for (const [j, entry] of row.entries()) out[j] = (out[j] as number) + weight * slope * entry;
      }
      return value;
    },
    penalty,
    lambda,
    ...(chosen !== undefined && { set: [chosen] }),
  };
}

const SETS = ['free', 'box', 'ball', 'simplex'] as const;

function modelOf(random: Random, set: Model['set'], rest: Partial<Model> = {}): Model {
  const loss = random.pick(['squared', 'logistic'] as const);
  const matrix = random.normals(random.integer(2, 20), random.integer(1, 6));
  const response = matrix.map(() => (loss === 'logistic' ? random.pick([-1, 1]) : random.normal()));
  const penalty =
    set === 'free' || set === 'box'
      ? random.pick(['l2', 'l1', 'elasticNet'] as const)
      : random.pick(['none', 'l2'] as const);
  return {
    matrix,
    response,
    loss,
    penalty,
    lambda: random.uniform(0.05, 0.5),
    set,
    geometry: 'euclidean',
    learningRate: random.uniform(0.01, 0.3),
    steps: random.integer(1, 30),
    ...rest,
  };
}

const geometryOf = (geometry: Model['geometry']): stochastic.MinimizeProblem['geometry'] =>
  typeof geometry === 'number' ? { pNorm: geometry } : geometry;

export const descents = [
  subject<Model, stochastic.MinimizeSolution, Reply & { readonly objective: number }>({
    method: 'minimize',
    part: 'minima',
    kinds: {
      ...Object.fromEntries(SETS.map((set) => [set, (random: Random) => modelOf(random, set)])),
      'few rows': (random) => {
        const model = modelOf(random, 'free');
        return { ...model, matrix: model.matrix.slice(0, 2), response: model.response.slice(0, 2) };
      },
    },
    axes: [['matrix', 'response'], ['matrix.*']],
    peer: 'minimum',
    exceptions: [
      {
        cause: /epochLimit where the peer says solved/,
        reason: 'passes over few rows are few steps, and means that are not strongly convex need many',
      },
    ],
    pose: (model) => ({
      ...poseOf(model),
      method: 'lsvrg',
      smoothness: smoothnessOf(model),
      batchSize: 1,
      epochs: 2000,
      tolerance: 1e-7,
    }),
    solve: (problem, options) =>
      stochastic.minimizeSync(problem as stochastic.SyncMinimizeFunctionProblem, options),
    certify: (problem, solution) =>
      certifyMinimize(problem as stochastic.SyncMinimizeFunctionProblem, solution),
    *judge({ response }, outcome, { objective }) {
      const { solution } = outcome;
      if (solution?.objective !== undefined && solution.objective < objective - 1e-7)
        yield { cause: 'an objective below the minimum', detail: `${solution.objective}, ${objective}` };
      const unit = 1 + Math.max(...response.map((y) => y * y));
      const ours = ourSide(outcome, ({ objective: value = Number.NaN }) => ({ value }));
      const theirs = { status: 'converged', merit: { value: objective } };
      yield* compareMinima(ours, theirs, { unit, tolerance: 1e-6 });
    },
  }),
  subject<Model, stochastic.MinimizeSolution, Reply & { readonly point: number[] }>({
    method: 'minimize',
    part: 'steps of mirror descent',
    kinds: {
      ...Object.fromEntries(SETS.map((set) => [set, (random: Random) => modelOf(random, set)])),
      'entropy on a simplex': (random) =>
        modelOf(random, 'simplex', { geometry: 'entropy', penalty: 'none' }),
      'p-norm': (random) => modelOf(random, 'free', { geometry: random.uniform(1.2, 2), penalty: 'none' }),
    },
    axes: [['matrix', 'response'], ['matrix.*']],
    codes: ['steps'],
    peer: 'mirror',
    pose: (model) => ({
      ...poseOf(model),
      method: 'mirror',
      geometry: geometryOf(model.geometry),
      learningRate: model.learningRate,
      schedule: 'cosine',
      batchSize: model.matrix.length,
      maxIterations: model.steps,
    }),
    solve: (problem, options) =>
      stochastic.minimizeSync(problem as stochastic.SyncMinimizeFunctionProblem, options),
    certify: (problem, solution) =>
      certifyMinimize(problem as stochastic.SyncMinimizeFunctionProblem, solution),
    *judge(_, { solution }, { point }) {
      if (solution === undefined || solution.status === 'diverged') return;
      const size = 1 + Math.max(...point.map(Math.abs));
      for (const [j, x] of point.entries())
        yield* compareFigures('a variable', solution.solution[j] as number, x, 1e-10 * size);
    },
  }),
];
