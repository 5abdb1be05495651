/** Workers that terminate during their solves. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { transport } from 'superlinear';
import { expect, test } from 'vitest';

/** Starts more solves than threads, each of a million sweeps. */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData).then(({ backend, transport }) => {
    const points = (shift, count) => Array.from({ length: count }, (_, i) => [Math.sin(i) + shift, Math.cos(3 * i)]);
    const problem = {
      sourcePoints: points(0, 400), targetPoints: points(0.3, 300),
      regularization: 1e-4, method: 'sinkhorn', tolerance: 1e-14, maxIterations: 1e6,
    };
    for (let k = 0; k <= backend('native').threads; k++) {
      transport.sinkhornNewton(problem, { backend: 'native', threads: 1, onProgress: () => {} });
    }
    parentPort.postMessage('started');
  });
`;

test('solves of a worker that was terminated leave their threads to others', async () => {
  const module = new URL('../../dist/index.js', import.meta.url).href;
  const worker = new Worker(SCRIPT, { eval: true, workerData: module });
  await once(worker, 'message');
  await worker.terminate();
  const problem = { cost: [[1]], regularization: 1 };
  const { status } = await transport.sinkhornNewton(problem, { backend: 'native' });
  expect(status).toBe('converged');
});
