/** Failures of devices and drivers, in separate processes with the stand-in for a driver. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

/**
 * Solves on the device in a loop, and prints the outcome of each call, then the processor's solution of the same
 * problem.
 */
const scriptWith = (loop: string) => `
  import { transport } from 'superlinear';
  const points = (shift, count) => Array.from({ length: count }, (_, i) => [Math.sin(i) + shift, Math.cos(3 * i)]);
  const problem = { sourcePoints: points(0, 40), targetPoints: points(0.3, 30), regularization: 0.1, plan: 'sparse', gradients: true };
  const outcomes = [];
  ${loop} {
    try {
      const { status, transportCost } = await transport.sinkhornNewton(problem, { backend: 'cuda' });
      outcomes.push({ status, transportCost });
    } catch ({ code, path, message }) {
      outcomes.push({ code, path, message });
    }
  }
  const native = await transport.sinkhornNewton(problem, { backend: 'native' });
  console.log(JSON.stringify({ outcomes, native: { status: native.status, transportCost: native.transportCost } }));
`;

/** Makes `CALLS` calls, by default one. */
const SCRIPT = scriptWith('for (let call = 0; call < Number(process.env.CALLS ?? 1); call++)');

/** Lets each allocation fail once, until a run needs no further one. Failed allocations are counted, too. */
const FAILING_ALLOCATIONS = scriptWith(`
  const fail = (allocation) => {
    process.env.FAKE_CUDA_FAIL_ALLOCATION = String(allocation);
    return outcomes.at(-1)?.status === undefined;
  };
  for (let next = 1, allocations = 0; fail(allocations + next); allocations += next++)`);

interface Outcome {
  readonly status?: string;
  readonly transportCost?: number;
  readonly code?: string;
  readonly path?: string;
  readonly message?: string;
}

async function solveWith(env: Readonly<Record<string, string>>, script = SCRIPT) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as { outcomes: Outcome[]; native: Outcome };
}

const unavailable = (reason: string | RegExp) => ({
  code: 'BACKEND_UNAVAILABLE',
  path: 'backend',
  message: typeof reason === 'string' ? `CUDA cannot be used: ${reason}` : expect.stringMatching(reason),
});

/** Messages for an occupied device, and for drivers without a kernel compiler. */
const IN_USE = 'the device is not free: another process has it to itself, or it is closed to computing';
const NO_COMPILER = "the driver's compiler of kernels, the library nvidia-ptxjitcompiler, is not installed";
const OLD_COMPILER = 'the driver is too old to compile the kernels';
const CLOSED_COMPILER = 'the driver was told not to compile kernels, as CUDA_DISABLE_PTX_JIT does';

test.each([
  [{ FAKE_CUDA_DEVICES: '0' }, 'there is no CUDA device'],
  [{ FAKE_CUDA_FAIL: 'cuInit:100' }, 'there is no CUDA device'],
  [{ FAKE_CUDA_FAIL: 'cuInit:999' }, 'the driver fails: CUDA_ERROR_UNKNOWN'],
  [{ FAKE_CUDA_VERSION: '11040' }, 'the driver supports CUDA 11.4, 12.0 is needed'],
  [{ FAKE_CUDA_CAPABILITY: '61' }, 'the device has compute capability 6.1, 7.0 is needed'],
  // Codes of drivers newer than CUDA 12.0, and an unknown code.
  [{ FAKE_CUDA_FAIL: 'cuInit:36' }, 'the driver fails: CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER'],
  [{ FAKE_CUDA_FAIL: 'cuInit:1234' }, 'the driver fails: error 1234'],
  [{ FAKE_CUDA_FAIL: 'cuDevicePrimaryCtxRetain:46' }, IN_USE],
  [{ FAKE_CUDA_FAIL: 'cuModuleLoadData:221' }, NO_COMPILER],
  [{ FAKE_CUDA_FAIL: 'cuModuleLoadData:222' }, OLD_COMPILER],
  [{ FAKE_CUDA_FAIL: 'cuModuleLoadData:223' }, CLOSED_COMPILER],
  [{ FAKE_CUDA_FAIL: 'cuLaunchKernel:913' }, 'the driver fails: CUDA_ERROR_FUNCTION_NOT_LOADED'],
])('%j is a reason', async (env, reason) => {
  const { outcomes, native } = await solveWith(env);
  expect(outcomes).toEqual([unavailable(reason)]);
  expect(native.status).toBe('converged');
});

test.each([
  ['cuInit:999', 'the driver fails: CUDA_ERROR_UNKNOWN'],
  ['cuDevicePrimaryCtxRetain:46', IN_USE],
  ['cuModuleLoadData:221', NO_COMPILER],
  ['cuMemAllocAsync:1234', 'the driver fails: error 1234'],
  ['cuLaunchKernel:999', 'the driver fails: CUDA_ERROR_UNKNOWN'],
  ['cuLaunchKernel:913', 'the driver fails: CUDA_ERROR_FUNCTION_NOT_LOADED'],
])('after one failure, %s, the next call solves', async (failure, reason) => {
  const { outcomes } = await solveWith({ FAKE_CUDA_FAIL: `${failure}:1`, CALLS: '2' });
  expect(outcomes).toEqual([unavailable(reason), expect.objectContaining({ status: 'converged' })]);
});

test.each([
  ['1', '719', 'CUDA_ERROR_LAUNCH_FAILED'],
  ['7', '719', 'CUDA_ERROR_LAUNCH_FAILED'],
  ['40', '719', 'CUDA_ERROR_LAUNCH_FAILED'],
  ['7', '226', 'CUDA_ERROR_CONTAINED'],
  ['7', '1234', 'error 1234'],
])(
  'a device that is lost at launch %s with %s stays lost, and the process lives',
  async (launch, code, name) => {
    const env = { FAKE_CUDA_LOST_AFTER: launch, FAKE_CUDA_LOST_CODE: code, CALLS: '3' };
    const { outcomes, native } = await solveWith(env);
    const lost = unavailable(`the device was lost: ${name}`);
    expect(outcomes).toEqual([lost, lost, lost]);
    expect(native.status).toBe('converged');
  },
);

test('memory that a kernel spoiled is a defect of the library, and the device stays lost', async () => {
  const env = { FAKE_CUDA_LOST_AFTER: '7', FAKE_CUDA_LOST_CODE: '700', CALLS: '2' };
  const { outcomes } = await solveWith(env);
  const message = "a defect in superlinear spoiled the CUDA device's memory: CUDA_ERROR_ILLEGAL_ADDRESS";
  const defect = { code: 'INTERNAL', path: '', message };
  expect(outcomes).toEqual([defect, defect]);
});

describe('memory', () => {
  test('that is too little is told with what was asked for', async () => {
    const { outcomes, native } = await solveWith({ FAKE_CUDA_MEMORY: '500' });
    expect(outcomes[0]).toMatchObject({ code: 'OUT_OF_MEMORY' });
    expect(outcomes[0]?.message).toMatch(/^the CUDA device has no \d+ bytes of memory left$/);
    expect(native.status).toBe('converged');
  });

  test('that fails at any allocation is an error, gives back all else, and the next call goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'superlinear-'));
    const live = join(folder, 'live');
    const { outcomes } = await solveWith({ FAKE_CUDA_LIVE: live }, FAILING_ALLOCATIONS);
    const solved = outcomes.pop();
    expect(solved).toMatchObject({ status: 'converged' });
    expect(outcomes.length).toBeGreaterThan(10);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'OUT_OF_MEMORY' });
    expect(await readFile(live, 'utf8')).toMatch(/^0\s*$/);
    await rm(folder, { recursive: true });
  });

  test('is given back by 200 solves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'superlinear-'));
    const live = join(folder, 'live');
    const { outcomes, native } = await solveWith({ FAKE_CUDA_LIVE: live, CALLS: '200' });
    expect(new Set(outcomes.map(({ transportCost }) => transportCost)).size).toBe(1);
    expect(outcomes[199]?.transportCost).toBeCloseTo(native.transportCost as number, 10);
    expect(await readFile(live, 'utf8')).toMatch(/^0\s*$/);
    await rm(folder, { recursive: true });
  });
});

test('bits are the same however passes are cut into launches', async () => {
  const script = `
    import { createHash } from 'node:crypto';
    import { transport } from 'superlinear';
    const points = (shift, count, dimension) => Array.from({ length: count }, (_, i) =>
      Array.from({ length: dimension }, (_, d) => Math.sin(3 * i + d) + shift));
    const matrix = Array.from({ length: 50 }, (_, i) => Array.from({ length: 90 }, (_, j) => 1 + Math.cos(i * j)));
    const clouds = [1, 2, 3, 11].map((d) => ({ sourcePoints: points(0, 90, d), targetPoints: points(0.3, 300, d) }));
    const digests = [];
    for (const problem of [...clouds, { cost: matrix }]) {
      for (const plan of ['dense', 'sparse']) {
        const solved = await transport.sinkhornNewton(
          { ...problem, regularization: 0.3, plan, gradients: true }, { backend: 'cuda' });
        const text = JSON.stringify(solved, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value));
        digests.push(createHash('sha256').update(text).digest('hex'));
      }
    }
    console.log(JSON.stringify({ outcomes: digests, native: {} }));
  `;
  const whole = await solveWith({}, script);
  // With a device clock of a kilohertz, launches have their minimum size.
  expect((await solveWith({ FAKE_CUDA_CLOCK: '1' }, script)).outcomes).toEqual(whole.outcomes);
});

/** Solves with thousands of launches of 5 ms, ended by an abort. */
const LONG = `
  import { backend, transport } from 'superlinear';
  const points = (shift, count) => Array.from({ length: count }, (_, i) => [Math.sin(i) + shift, Math.cos(3 * i)]);
  const short = { sourcePoints: points(0, 40), targetPoints: points(0.3, 30), regularization: 1 };
  const long = { ...short, regularization: 1e-4, method: 'sinkhorn', tolerance: 1e-13, maxIterations: 1e6 };
  const ended = [];
  const solve = (name, problem, options) =>
    transport.sinkhornNewton(problem, options).catch(() => {}).then(() => ended.push(name));
`;

test('runs that wait for the device keep no thread from other work', async () => {
  const script = `${LONG}
    const controller = new AbortController();
    const waiting = Array.from({ length: backend().threads + 1 }, (_, k) =>
      solve('cuda ' + k, long, { backend: 'cuda', signal: controller.signal }));
    const patience = setTimeout(() => controller.abort(), 20_000);
    await solve('native', short, { backend: 'native' });
    clearTimeout(patience);
    controller.abort();
    await Promise.all(waiting);
    console.log(JSON.stringify({ outcomes: [], native: { status: ended[0] } }));
  `;
  expect((await solveWith({ FAKE_CUDA_SLOW: '5' }, script)).native.status).toBe('native');
});

test('runs are served in the order in which they came', async () => {
  const script = `${LONG}
    const controller = new AbortController();
    const first = solve('first', long, { backend: 'cuda', signal: controller.signal });
    const others = Array.from({ length: 12 }, (_, k) => solve(k, short, { backend: 'cuda' }));
    setTimeout(() => controller.abort(), 300);
    await Promise.all([first, ...others]);
    console.log(JSON.stringify({ outcomes: [], native: { status: ended.join(' ') } }));
  `;
  const { native } = await solveWith({ FAKE_CUDA_SLOW: '1' }, script);
  expect(native.status).toBe('first 0 1 2 3 4 5 6 7 8 9 10 11');
});

test('a worker that is terminated gives the device back', async () => {
  const script = `${LONG}
    const { Worker } = await import('node:worker_threads');
    const source = 'import(' + JSON.stringify(import.meta.resolve('superlinear')) + ').then(({ transport }) => {' +
      'transport.sinkhornNewton(' + JSON.stringify(long) + ', { backend: "cuda" });' +
      'require("node:worker_threads").parentPort.postMessage("started"); })';
    const worker = new Worker(source, { eval: true, execArgv: [] });
    await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();
    const { status } = await transport.sinkhornNewton(short, { backend: 'cuda' });
    console.log(JSON.stringify({ outcomes: [], native: { status } }));
  `;
  expect((await solveWith({ FAKE_CUDA_SLOW: '5' }, script)).native.status).toBe('converged');
});

test('a slow solve ends within 50 ms of being aborted', async () => {
  // Launches take 5 ms; the solve would take thousands of them.
  const script = `
    import { transport } from 'superlinear';
    const points = (shift, count) => Array.from({ length: count }, (_, i) => [Math.sin(i) + shift, Math.cos(3 * i)]);
    const problem = { sourcePoints: points(0, 40), targetPoints: points(0.3, 30), regularization: 1e-4, method: 'sinkhorn', tolerance: 1e-13, maxIterations: 1e6 };
    const waits = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const controller = new AbortController();
      let aborted;
      setTimeout(() => { aborted = performance.now(); controller.abort(); }, 200);
      try {
        await transport.sinkhornNewton(problem, { backend: 'cuda', signal: controller.signal });
      } catch {}
      // The call itself rejects at once; the device is free once another run has it.
      await transport.sinkhornNewton({ ...problem, maxIterations: 1 }, { backend: 'cuda' });
      waits.push(performance.now() - aborted);
    }
    console.log(JSON.stringify({ outcomes: [], native: { transportCost: Math.min(...waits) } }));
  `;
  const { native } = await solveWith({ FAKE_CUDA_SLOW: '5' }, script);
  // One iteration alone takes about ten launches.
  expect(native.transportCost).toBeLessThan(150);
});
