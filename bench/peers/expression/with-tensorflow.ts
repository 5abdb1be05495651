// The network's training with TensorFlow.js, which has single precision alone: in plain JavaScript, and by its WebAssembly.

import type { Workload } from '../../expression/workloads.js';
import type { Time } from '../../support/timing.js';
import { prepareNode } from '../environment.js';
import type { PeerResult } from './worker.js';

/** Its backends, by the names of the peers. */
export const BACKENDS = { 'TensorFlow.js': 'cpu', 'TensorFlow.js, WebAssembly': 'wasm' } as const;

export type TensorFlowPeer = keyof typeof BACKENDS;

/** What of TensorFlow.js is called. */
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

/** Prepares epochs of Adam; gives what one turn is: an epoch, that goes on from where the last one ended. */
export async function prepareTensorFlow(
  { arrays }: Workload,
  peer: TensorFlowPeer,
): Promise<() => Promise<PeerResult>> {
  const start = process.cpuUsage();
  const require = prepareNode();
  // With all of it come the derivatives, and the backend in JavaScript.
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
      // Its WebAssembly writes integers whatever type is asked for.
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
    // The loss of the last batch, in single precision: it shows that both train, and is no number of ours.
    const answer = [await epoch()];
    const time: Time = { cpu: secondsSince(cpuStart), wall: (performance.now() - wallStart) / 1000 };
    return { ...time, setup, answer };
  };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
