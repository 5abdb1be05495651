// The page built with each bundler: it solves a problem of each family, here and in its own worker, cancels a run, and
// watches another one.

import { backend, load, transport } from 'superlinear';
import { exactSync } from 'superlinear/transport';
import { solveFamilies } from './solve-families.js';

/** Points on a spiral, for problems that take a while. */
const spiral = (count, turn) =>
  Array.from({ length: count }, (_, i) => [i * Math.cos(turn + i / 9), i * Math.sin(turn + i / 9)]);

async function knownAnswer() {
  const problem = {
    cost: [
      [4, 1, 3],
      [2, 0, 5],
      [3, 2, 2],
    ],
  };
  const { transportCost } = await transport.exact(problem);
  await load('transport');
  return [transportCost, exactSync(problem).transportCost];
}

/** Measures the time from the abort of a long run to its end, and returns its outcome. */
async function cancel() {
  const controller = new AbortController();
  const problem = { sourcePoints: spiral(3000, 0), targetPoints: spiral(3000, 1), regularization: 1e-3 };
  let aborted = 0;
  setTimeout(() => {
    aborted = performance.now();
    controller.abort(new Error('enough'));
  }, 300);
  try {
    await transport.sinkhornNewton(problem, { signal: controller.signal });
    return 'it ended before';
  } catch (error) {
    return { reason: error.message, milliseconds: performance.now() - aborted };
  }
}

/** The reports of a run, and the ticks of the page's timer in the meantime. */
async function watch() {
  const records = [];
  let ticks = 0;
  const clock = setInterval(() => ticks++, 10);
  const problem = { sourcePoints: spiral(900, 0), targetPoints: spiral(900, 1), regularization: 1 };
  const { status } = await transport.sinkhornNewton(problem, {
    onProgress: (record) => records.push(record),
  });
  clearInterval(clock);
  return {
    status,
    ticks,
    records: records.length,
    errors: records.map(({ marginalError }) => marginalError),
  };
}

function inWorker() {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`the worker failed: ${message}`));
  });
}

async function findAll() {
  return {
    isolated: globalThis.crossOriginIsolated,
    backend: backend(),
    knownAnswer: await knownAnswer(),
    families: await solveFamilies(),
    worker: await inWorker(),
    cancel: await cancel(),
    watch: await watch(),
  };
}

findAll().then(
  (found) => {
    globalThis.found = found;
  },
  (error) => {
    globalThis.found = { error: `${error.stack}` };
  },
);
