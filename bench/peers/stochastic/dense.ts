// Logistic regression on a small dense table compared with packages from npm.

import { type SyncRunOptions, stochastic } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { normals, uniform } from '../../../test/support/random.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { prepareNode } from '../environment.js';
import { record } from '../records.js';

export const DENSE = 'logistic, 2000 x 20';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

const [ROWS, COLUMNS] = [2000, 20];

/** Mean losses of those who agree differ by at most this. */
const LOSS = 0.005;

const BATCH = 50;
const PASSES = 10;

/** The parts of the packages that are called here. */
interface Table {
  to1DArray(): number[];
}

interface Classifier {
  train(features: Table, labels: Table): void;
  readonly classifiers: readonly { readonly weights: Table }[];
}

type Regression = new (settings: { numSteps: number; learningRate: number }) => Classifier;

interface Tables {
  from1DArray(rows: number, columns: number, values: ArrayLike<number>): Table;
}

interface Tensor {
  slice(from: readonly number[] | number, size: readonly number[] | number): Tensor;
  dot(other: Tensor): Tensor;
  mul(other: Tensor): Tensor;
  mean(): Tensor;
  dataSync(): Float32Array;
}

interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  variable(initial: Tensor): Tensor;
  neg(a: Tensor): Tensor;
  softplus(a: Tensor): Tensor;
  readonly train: { adam(rate: number): { minimize(loss: () => Tensor): void } };
}

/** Times to about the same loss: each with ten passes over the rows, or 100 steps of all rows. */
export async function compareDense(rounds: number): Promise<string> {
  const data = normals(81, ROWS * COLUMNS);
  const [weights, uniforms] = [normals(82, COLUMNS), uniform(83, ROWS)];
  const marginOf = (w: ArrayLike<number>, i: number) => {
    let z = 0;
    for (let j = 0; j < COLUMNS; j++) z += (w[j] as number) * (data[i * COLUMNS + j] as number);
    return z;
  };
  const response = uniforms.map((u, i) => (u < 1 / (1 + Math.exp(-marginOf(weights, i) / 2)) ? 1 : -1));
  const lossOf = (w: ArrayLike<number>) =>
    response.reduce((sum, y, i) => sum + Math.log1p(Math.exp(-y * marginOf(w, i))), 0) / ROWS;

  const problem = {
    matrix: { rows: ROWS, columns: COLUMNS, data },
    response,
    loss: 'logistic',
    ...{ intercept: false, certificate: false, epochs: PASSES, learningRate: 0.25 },
  } as const;
  const solve = (options: SyncRunOptions) => stochastic.fitSync(problem, options);
  const losses = new Map<string, number>([['native', lossOf(solve(NATIVE).coefficients)]]);
  solve(WASM);
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
    ...(await peersOf(data, response, (peer, found) => losses.set(peer, lossOf(found)))),
  };
  const times = await takeTurns(rounds, turns, 60);
  const native = times.native as Timed;
  const peers = Object.keys(turns).filter((name) => name !== 'native' && name !== 'wasm');
  const loss = (side: string) => losses.get(side) ?? Number.NaN;
  const least = Math.min(...losses.values());
  for (const peer of peers) {
    record({
      workload: DENSE,
      method: 'stochastic.fit',
      peer,
      package: peer.startsWith('ml') ? 'ml-logistic-regression' : '@tensorflow/tfjs',
      ours: cpuOf(native),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: loss('native') - least, theirs: loss(peer) - least },
      tolerance: LOSS,
    });
  }
  const lines = Object.entries(times).map(([side, { cpu }]) => ({
    side,
    loss: losses.get(side)?.toFixed(4) ?? '',
    time: seconds(cpu),
    '/ native': factor(cpu / native.cpu),
  }));
  return [`## ${DENSE}`, formatTable(lines), ''].join('\n\n');
}

/** The turns of the packages; `report` receives their coefficients. */
async function peersOf(
  data: Float64Array,
  response: Float64Array,
  report: (peer: string, coefficients: ArrayLike<number>) => void,
): Promise<Record<string, Turn>> {
  const require = prepareNode();
  const { Matrix } = require('ml-matrix') as { Matrix: Tables };
  const Regression = require('ml-logistic-regression') as Regression;
  const features = Matrix.from1DArray(ROWS, COLUMNS, data);
  const labels = Matrix.from1DArray(
    ROWS,
    1,
    response.map((y) => (y + 1) / 2),
  );
  const tf = require('@tensorflow/tfjs') as TensorFlow;
  await tf.setBackend('cpu');
  const x = tf.tensor(Float32Array.from(data), [ROWS, COLUMNS]);
  const y = tf.tensor(Float32Array.from(response), [ROWS]);
  const byTensors = () => {
    const w = tf.variable(tf.tensor(new Float32Array(COLUMNS), [COLUMNS]));
    const adam = tf.train.adam(0.01);
    for (let step = 0; step < (PASSES * ROWS) / BATCH; step++) {
      const at = (step * BATCH) % ROWS;
      const margins = () => x.slice([at, 0], [BATCH, COLUMNS]).dot(w).mul(y.slice(at, BATCH));
      adam.minimize(() => tf.softplus(tf.neg(margins())).mean());
    }
    return w.dataSync();
  };
  const byMatrices = () => {
    const model = new Regression({ numSteps: 100, learningRate: 5e-3 });
    model.train(features, labels);
    return model.classifiers[0]?.weights.to1DArray() ?? [];
  };
  const solvers = { 'ml-logistic-regression, 100 steps': byMatrices, 'TensorFlow.js, Adam': byTensors };
  return Object.fromEntries(
    Object.entries(solvers).map(([peer, solver]): [string, Turn] => [
      peer,
      () => {
        let found: ArrayLike<number> = [];
        const time = timeOf(() => {
          found = solver();
        });
        report(peer, found);
        return time;
      },
    ]),
  );
}
