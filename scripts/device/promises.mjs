// Checks a device's guarantees besides accuracy and prints a line of JSON each: bitwise reproducible runs, prompt
// termination after an abort, and an error without lasting effects if memory runs out. `node promises.mjs memory`
// checks the last while another program holds the memory.

import { backend, transport } from 'superlinear';
import { clouds, denseClouds } from './workloads.mjs';

const say = (row) => console.log(JSON.stringify(row));
const solve = (problem, options = {}) => transport.sinkhornNewton(problem, { backend: 'cuda', ...options });

async function sameBits() {
  const problem = { ...clouds(20_000), regularization: 0.01 };
  const bits = new Set();
  for (const threads of [1, 2, 16]) {
    const { transportCost, sourcePotential } = await solve(problem, { threads });
    bits.add(JSON.stringify([transportCost, ...sourcePotential.subarray(0, 100)]));
  }
  say({ promise: 'the same bits in three runs', kept: bits.size === 1 });
}

async function cancellation() {
  const problem = { ...clouds(100_000), regularization: 1e-3, tolerance: 1e-12 };
  const controller = new AbortController();
  const began = performance.now();
  setTimeout(() => controller.abort(), 300);
  const outcome = await solve(problem, { signal: controller.signal }).then(
    () => 'solved',
    () => performance.now() - began - 300,
  );
  // The device is free again when another run has been solved.
  await solve({ ...clouds(10), regularization: 0.1 });
  say({
    promise: 'an end within 50 ms of an abort',
    milliseconds: outcome,
    free: performance.now() - began - 300,
  });
}

async function memory() {
  const failure = await solve({ ...denseClouds(8000), regularization: 0.1 }).catch((error) => error);
  const { status } = await solve({ ...clouds(1000), regularization: 0.1 });
  say({ promise: 'OUT_OF_MEMORY, then a solution', code: failure.code, message: failure.message, status });
}

say(backend('cuda'));
if (process.argv.includes('memory')) {
  await memory();
} else {
  await sameBits();
  await cancellation();
}
