/** What goes wrong with devices and drivers, in processes of their own, by the stand-in for a driver. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

/** Solves on the device in a loop, and prints what came of each call, then what the processor makes of the same problem. */
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

/** As often as told. */
const SCRIPT = scriptWith('for (let call = 0; call < Number(process.env.CALLS ?? 1); call++)');

/** Once for each allocation, which fails, until there are no more of them to fail. Those that fail are counted too. */
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

test.each([
  [{ FAKE_CUDA_DEVICES: '0' }, 'there is no CUDA device'],
  [{ FAKE_CUDA_INIT: '100' }, 'there is no CUDA device'],
  [{ FAKE_CUDA_INIT: '999' }, 'the driver fails: CUDA_ERROR_UNKNOWN'],
  [{ FAKE_CUDA_VERSION: '11040' }, 'the driver supports CUDA 11.4, 12.0 is needed'],
  [{ FAKE_CUDA_CAPABILITY: '61' }, 'the device has compute capability 6.1, 7.0 is needed'],
])('%j is a reason', async (env, reason) => {
  const { outcomes, native } = await solveWith(env);
  expect(outcomes).toEqual([unavailable(reason)]);
  expect(native.status).toBe('converged');
});

test.each(['1', '7', '40'])(
  'a device that is lost at launch %s stays lost, and the process lives',
  async (launch) => {
    const { outcomes, native } = await solveWith({ FAKE_CUDA_LOST_AFTER: launch, CALLS: '3' });
    const lost = unavailable('the device was lost: CUDA_ERROR_LAUNCH_FAILED');
    expect(outcomes).toEqual([lost, lost, lost]);
    expect(native.status).toBe('converged');
  },
);

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
  }, 60_000);

  test('is given back by 200 solves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'superlinear-'));
    const live = join(folder, 'live');
    const { outcomes, native } = await solveWith({ FAKE_CUDA_LIVE: live, CALLS: '200' });
    expect(new Set(outcomes.map(({ transportCost }) => transportCost)).size).toBe(1);
    expect(outcomes[199]?.transportCost).toBeCloseTo(native.transportCost as number, 10);
    expect(await readFile(live, 'utf8')).toMatch(/^0\s*$/);
    await rm(folder, { recursive: true });
  }, 120_000);
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
  // One iteration is some ten launches itself.
  expect(native.transportCost).toBeLessThan(150);
});
