// The network's training with TensorFlow.js, in single precision only: in plain JavaScript and in WebAssembly.

import type { Workload } from '../../expression/workloads.js';
import type { Time } from '../../support/timing.js';
import { prepareNode } from '../environment.js';
import type { PeerResult } from './worker.js';

/** TensorFlow's backends by the peers' names. */
export const BACKENDS = { 'TensorFlow.js': 'cpu', 'TensorFlow.js, WebAssembly': 'wasm' } as const;

export type TensorFlowPeer = keyof typeof BACKENDS;

/** The part of TensorFlow.js that is called here. */
interface Tensor {
  data(): Promise<Float32Array>;
  dispose(): void;
}

interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  tensor1d(values: Int32Array, type: 'int32'): Tensor;
  variable(initial: Tensor): Tensor;
  oneHot(labels: Tensor, depth: number): Tensor;
  cast(a: Tensor, type: 'float32'): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  relu(a: Tensor): Tensor;
  dispose(tensors: readonly Tensor[]): void;
  readonly losses: { softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor };
  readonly train: {
    adam(
      rate: number,
      beta1: number,
      beta2: number,
      epsilon: number,
    ): {
      minimize(loss: () => Tensor, returnCost: true): Tensor;
    };
  };
}

const BATCH = 128;

/** Prepares training by Adam. A turn is an epoch that continues from the previous one. */
export async function prepareTensorFlow(
  { arrays }: Workload,
  peer: TensorFlowPeer,
): Promise<() => Promise<PeerResult>> {
  const start = process.cpuUsage();
  const require = prepareNode();
  // The full package includes the derivatives and the JavaScript backend.
  const tf = require('@tensorflow/tfjs') as TensorFlow;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setThreadsCount(count: number): void };
  wasm.setThreadsCount(1);
  const backend = BACKENDS[peer];
  await tf.setBackend(backend);
  await tf.ready();
  const of = (name: string) => arrays[name] as { shape: readonly number[]; values: Float64Array };
  const variable = (name: string) =>
    tf.variable(tf.tensor(Float32Array.from(of(name).values), of(name).shape));
  const [w1, b1, w2, b2] = ['w1', 'b1', 'w2', 'b2'].map(variable) as [Tensor, Tensor, Tensor, Tensor];
  const [rows, columns] = of('x').shape as [number, number];
  const [x, labels] = [Float32Array.from(of('x').values), Int32Array.from(of('labels').values)];
  const adam = tf.train.adam(1e-3, 0.9, 0.999, 1e-8);

  const epoch = async () => {
    let last = Number.NaN;
    for (let begin = 0; begin < rows; begin += BATCH) {
      const batch = tf.tensor(x.subarray(begin * columns, (begin + BATCH) * columns), [BATCH, columns]);
      const numbers = tf.tensor1d(labels.subarray(begin, begin + BATCH), 'int32');
      // The WebAssembly backend returns integers whatever type is requested.
      const marks = tf.oneHot(numbers, 10);
      const own = tf.cast(marks, 'float32');
      const dense = (a: Tensor, w: Tensor, b: Tensor) => tf.add(tf.matMul(a, w), b);
      const logits = () => dense(tf.relu(dense(batch, w1, b1)), w2, b2);
      const cost = adam.minimize(() => tf.losses.softmaxCrossEntropy(own, logits()), true);
      last = (await cost.data())[0] ?? Number.NaN;
      tf.dispose([cost, batch, numbers, marks, own]);
    }
    return last;
  };
  const setup = secondsSince(start);
  return async () => {
    await tf.setBackend(backend);
    const [cpuStart, wallStart] = [process.cpuUsage(), performance.now()];
    // The loss of the last batch shows that both train; in single precision it does not equal superlinear's.
    const answer = [await epoch()];
    const time: Time = { cpu: secondsSince(cpuStart), wall: (performance.now() - wallStart) / 1000 };
    return { ...time, setup, answer };
  };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
