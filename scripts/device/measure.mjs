// Compares the device with the processor in turns and prints a line of JSON each: seconds (the median of three runs, or
// of fewer if one took long), status, error and cost, with the largest difference of the potentials. `node measure.mjs
// SIZE,SIZE… [LEVEL,LEVEL…] [dense]`

import { backend, transport } from 'superlinear';
import { clouds, denseClouds } from './workloads.mjs';

/** Runs longer than this many seconds are not repeated. */
const LONG = 10;

/** Whether a run is expected to take less than 90 s, at about 7e-8 s per pair of points on one thread. */
const isBearable = (n, threads) => (n * n * 7e-8) / threads < 90;

const CONTENDERS = [
  { name: 'cuda', options: { backend: 'cuda' }, isFit: () => true },
  {
    name: 'native, all threads',
    options: { backend: 'native' },
    isFit: (n) => isBearable(n, backend('native').threads),
  },
  { name: 'native, 1 thread', options: { backend: 'native', threads: 1 }, isFit: (n) => isBearable(n, 1) },
];

async function timed(problem, options) {
  const seconds = [];
  let solution;
  while (seconds.length < 3 && (seconds.length === 0 || seconds.at(-1) < LONG)) {
    const start = performance.now();
    solution = await transport.sinkhornNewton(problem, options);
    seconds.push((performance.now() - start) / 1000);
  }
  return { solution, seconds: seconds.sort((a, b) => a - b)[seconds.length >> 1] };
}

const [sizes = '1000,20000', levels = '0.01,0.001', kind] = process.argv.slice(2);
await transport.sinkhornNewton({ ...clouds(100), regularization: 0.1 }, { backend: 'cuda' }); // one-time initialization
for (const n of sizes.split(',').map(Number)) {
  const problem = kind === 'dense' ? denseClouds(n) : clouds(n);
  for (const regularization of levels.split(',').map(Number)) {
    let reference;
    for (const { name, options, isFit } of CONTENDERS) {
      if (!isFit(n)) continue;
      const { solution, seconds } = await timed({ ...problem, regularization }, options);
      const { status, iterations, marginalError, transportCost, sourcePotential } = solution;
      reference ??= sourcePotential;
      const difference = sourcePotential.reduce(
        (largest, value, i) => Math.max(largest, Math.abs(value - reference[i])),
        0,
      );
      const row = { solver: name, kind: kind ?? 'points', n, regularization, seconds, status, iterations };
      console.log(JSON.stringify({ ...row, marginalError, transportCost, difference }));
    }
  }
}
