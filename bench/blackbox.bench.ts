// Black-box optimization: overhead of a search per evaluation, natively on one thread and with WebAssembly.

import { blackbox, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { timeBackends } from './support/backends.js';
import { factor, seconds } from './support/format.js';

interface Workload {
  readonly name: string;
  readonly dimension: number;
  readonly evaluations: number;
  readonly solve: (options: SyncRunOptions) => unknown;
}

const box = { lower: -5, upper: 5 };

/** CMA-ES without a model, on a built-in function. */
const builtIn = (dimension: number): Workload => {
  const maxEvaluations = 1000 * dimension;
  const problem = { builtIn: { name: 'rastrigin', seed: 3 }, ...box, dimension, maxEvaluations } as const;
  return {
    name: 'built-in, no model',
    ...{ dimension, evaluations: maxEvaluations },
    solve: (options) => blackbox.minimizeSync({ ...problem, method: 'cmaes' }, options),
  };
};

/** CMA-ES on a JavaScript function, with or without a model. */
const asked = (dimension: number, model: 'none' | 'quadratic'): Workload => {
  const maxEvaluations = (model === 'none' ? 1000 : 100) * dimension;
  const objective = (x: Float64Array) =>
    x.reduce((sum, value) => sum + (value - 1) ** 2 - Math.cos(5 * value), 0);
  const problem = { objective, ...box, dimension, maxEvaluations, model };
  return {
    name: `JavaScript, ${model === 'none' ? 'no model' : 'model'}`,
    ...{ dimension, evaluations: maxEvaluations },
    solve: (options) => blackbox.minimizeSync({ ...problem, method: 'cmaes' }, options),
  };
};

/** Multiobjective searches: by evolution, and guided by models. */
const compromises = (method: 'evolution' | 'predictor', evaluations: number): Workload => ({
  name: `two objectives, ${method}`,
  ...{ dimension: 30, evaluations },
  solve: (options) =>
    blackbox.paretoSync(
      { builtIn: { name: 'zdt1' }, dimension: 30, lower: 0, upper: 1, method, maxEvaluations: evaluations },
      options,
    ),
});

/** A model-based direct search on a JavaScript function with one constraint. */
const directSearch = (dimension: number): Workload => {
  const maxEvaluations = 300;
  const objective = (x: Float64Array) => x.reduce((sum, value, k) => sum + (value - k) ** 4 - value, 0);
  const constraints = (x: Float64Array) => [x.reduce((sum, value) => sum + value * value, -4)];
  const problem = { objective, constraints, constraintCount: 1, ...box, dimension, maxEvaluations };
  return {
    name: 'JavaScript, direct search',
    ...{ dimension, evaluations: maxEvaluations },
    solve: (options) => blackbox.directSearchSync({ ...problem, tolerance: 1e-12 }, options),
  };
};

async function measure({ name, dimension, evaluations, solve }: Workload): Promise<Record<string, string>> {
  const { native, wasm } = await timeBackends(5, solve);
  return {
    function: name,
    variables: String(dimension),
    'an evaluation': seconds(native.cpu / evaluations),
    'WebAssembly / native': factor(wasm.cpu / native.cpu),
  };
}

const workloads = [
  ...[5, 10, 20, 40].map(builtIn),
  ...[5, 10, 20].map((dimension) => asked(dimension, 'none')),
  ...[5, 10, 20].map((dimension) => asked(dimension, 'quadratic')),
  compromises('evolution', 10_000),
  compromises('predictor', 250),
  ...[5, 10, 20].map(directSearch),
];
const lines: Record<string, string>[] = [];
for (const workload of workloads) lines.push(await measure(workload));
console.log(formatTable(lines));
