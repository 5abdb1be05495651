// Update rules, minimization by batches, targets and regression in one pass, natively on one thread and with WebAssembly.

import { type SyncRunOptions, stochastic } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { columnsOf, timeBackends } from './support/backends.js';

const range = (count: number) => Array.from({ length: count }, (_, k) => k);

/** Steps of an update rule along the gradient of a quadratic function. */
const steps =
  (method: stochastic.UpdateRule, dimension: number, count: number) => (options: SyncRunOptions) => {
    const rule = stochastic.optimizerSync({ method, initial: new Float64Array(dimension).fill(1) }, options);
    for (let k = 0; k < count; k++) rule.step(rule.point);
    rule.close();
  };

/** Minimization of a mean of 10 000 squared distances in 20 dimensions. */
const points = range(10_000).map((i) => Float64Array.from(range(20), (j) => Math.sin(i * (j + 1))));
const batches = (settings: Partial<stochastic.SyncMinimizeFunctionProblem>) => (options: SyncRunOptions) =>
  stochastic.minimizeSync(
    {
      dimension: 20,
      componentCount: points.length,
      gradient(x, indices, weights, out) {
        let value = 0;
        out.fill(0);
        for (let k = 0; k < indices.length; k++) {
          const [point, weight] = [points[indices[k] as number] as Float64Array, weights[k] as number];
          for (let j = 0; j < 20; j++) {
            const error = (x[j] as number) - (point[j] as number);
            value += (weight * error * error) / 2;
            out[j] = (out[j] as number) + weight * error;
          }
        }
        return value;
      },
      epochs: 20,
      ...settings,
    },
    options,
  );

/** One pass over rows of two inputs. */
const rows = range(2000).map((k) => [k / 500 - 2, 2 * Math.sin(7 * k)]);
const responses = rows.map(([a = 0, b = 0]) => Math.sin(2 * a) * Math.cos(b));
const onePass = (groups: number) => (options: SyncRunOptions) => {
  const regression = stochastic.streamRegressionSync({ dimension: 2, scale: 2, groups }, options);
  regression.learn(rows, responses);
  regression.predict(rows);
  regression.close();
};

const simplex = [{ kind: 'simplex', size: 20 }] as const;
const workloads: Readonly<Record<string, (options: SyncRunOptions) => unknown>> = {
  'adam, 10 parameters, 100 000 steps': steps('adam', 10, 100_000),
  'adam, 100 000 parameters, 100 steps': steps('adam', 100_000, 100),
  'prodigy, 100 000 parameters, 100 steps': steps('prodigy', 100_000, 100),
  'minimize, adam, batches of 32': batches({ learningRate: 0.01 }),
  'minimize, entropy, batches of 32': batches({ geometry: 'entropy', set: simplex, learningRate: 0.1 }),
  'minimize, lsvrg, batches of 32': batches({ method: 'lsvrg', smoothness: 1 }),
  'streamRegression, 2000 rows': onePass(10),
  'streamRegression, 2000 rows, 20 planes': onePass(20),
};

const lines: Record<string, string>[] = [];
for (const [workload, run] of Object.entries(workloads)) {
  run({ backend: 'wasm' }); // compiles the module
  lines.push({ workload, ...columnsOf(await timeBackends(3, run)) });
}
console.log(formatTable(lines));
