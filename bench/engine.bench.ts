// Overhead of the boundary to the engine: an empty call, a callback, and a round trip of a large array.

import { type BackendName, numerics } from 'superlinear';
import { Bench } from 'tinybench';
import { formatTable } from '../examples/support/table.js';
import { factor } from './support/format.js';

/** The package does not export the engine's own methods. This file runs in build/bench. */
const { diagnose, diagnoseSync }: typeof import('../dist/engine.js') = await import(
  new URL('../../dist/engine.js', import.meta.url).href
);

const ten = Float64Array.from({ length: 10 }, Math.random);
const million = Float64Array.from({ length: 1e6 }, Math.random);

/** A root search restricted to bisection, so that its questions dominate the cost. */
const step = { lower: 0, upper: 1, tolerance: 1e-15, maxIterations: 1000 };
const jump = (x: number) => (x < 1 / 3 ? -1 : 1);

/** Lets JavaScript free memory, which happens only between events. */
const turnEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

const bench = new Bench({ time: 300, warmupTime: 100 });
const backends: BackendName[] = ['native', 'wasm'];

for (const backend of backends) {
  const options = { backend };
  bench
    .add(`${backend}: call, blocking`, () => void diagnoseSync({ echo: ten }, options))
    .add(`${backend}: call`, async () => void (await diagnose({ echo: ten }, options)))
    .add(`${backend}: question, blocking`, () => {
      let questions = 0;
      const count = (x: number) => {
        questions++;
        return jump(x);
      };
      const start = bench.now();
      numerics.brentRootSync({ ...step, function: count }, options);
      const elapsed = bench.now() - start;
      return { overriddenDuration: elapsed / questions, overriddenIterationCost: elapsed };
    })
    .add(
      `${backend}: 10^6 numbers there and back, blocking`,
      () => void diagnoseSync({ echo: million }, options),
      { beforeEach: turnEventLoop },
    )
    .add(
      `${backend}: 10^6 numbers there and back`,
      async () => void (await diagnose({ echo: million }, options)),
      { beforeEach: turnEventLoop },
    );
}

await bench.run();

const medians = new Map(
  bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    return [name, result.latency.p50 * 1000];
  }),
);
const microseconds = (backend: BackendName, task: string) => medians.get(`${backend}: ${task}`) ?? Number.NaN;
const tasks = [...medians.keys()].filter((name) => name.startsWith('native: ')).map((name) => name.slice(8));

console.log('Entry points of the engine, medians in microseconds\n');
console.log(
  formatTable(
    tasks.map((task) => ({
      task,
      native: microseconds('native', task).toPrecision(3),
      WebAssembly: microseconds('wasm', task).toPrecision(3),
      'WebAssembly / native': factor(microseconds('wasm', task) / microseconds('native', task)),
    })),
  ),
);
