/** CUDA without a request and without a device, in separate processes. */

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

async function outputOf(script: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, SUPERLINEAR_BACKEND: '', ...env },
  });
  return JSON.parse(stdout);
}

/** Solves as requested, then prints whether the driver's library is loaded. */
const SOLVE = `
  import { readFileSync } from 'node:fs';
  import { backend, transport } from 'superlinear';
  backend();
  const { status } = await transport.sinkhornNewton({ cost: [[0, 1], [1, 0]], regularization: 0.1 });
  console.log(JSON.stringify([status, /libcuda/.test(readFileSync('/proc/self/maps', 'utf8'))]));
`;

test.runIf(process.platform === 'linux')('nobody who does not ask for it loads a driver', async () => {
  for (const preference of ['auto', 'native']) {
    expect(await outputOf(SOLVE, { SUPERLINEAR_BACKEND: preference })).toEqual(['converged', false]);
  }
});

test.runIf(process.platform === 'linux')('the addon is linked to nothing of it', async () => {
  const addon = readdirSync('dist/native').find((name) => name.endsWith('.node'));
  const { stdout } = await run('ldd', [`dist/native/${addon}`]);
  expect(stdout).toMatch(/libc\.so/);
  expect(stdout).not.toMatch(/cuda|nvidia|nvrtc/i);
});

/** Requests the device in several ways, and prints the errors. */
const ASK = `
  import { backend, constrained, transport } from 'superlinear';
  const problem = { cost: [[0, 1], [1, 0]], regularization: 0.1 };
  const ask = { backend: 'cuda' };
  const errors = [];
  for (const call of [
    () => backend('cuda'),
    () => transport.sinkhornNewton(problem, ask),
    () => transport.sinkhornNewtonSync(problem, ask),
    () => transport.exact({ cost: [[0, 1], [1, 0]] }, ask),
    () => constrained.minimize({ initialPoint: [1], objective: ([x]) => x * x, gradient: ([x]) => [2 * x] }, ask),
  ]) {
    try {
      await call();
      errors.push('none');
    } catch ({ code, path, message }) {
      errors.push({ code, path, message });
    }
  }
  console.log(JSON.stringify({ errors, inUse: backend().name }));
`;

test('without a driver it is refused, for that reason, and nothing else changes', async () => {
  const { errors, inUse } = await outputOf(ASK);
  expect(inUse).toBe('native');
  if (errors[0] === 'none') return expect(errors[3]).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  const refusal = {
    code: 'BACKEND_UNAVAILABLE',
    path: 'backend',
    message: expect.stringMatching(/^CUDA cannot be used: \w/),
  };
  expect(errors).toEqual(Array(5).fill(refusal));
});

test('the command line tells why', async () => {
  const { stderr, code } = await run(process.execPath, ['dist/cli/main.js', 'backend', 'cuda'])
    .then(({ stderr }) => ({ stderr, code: 0 }))
    .catch((error: { stderr: string; code: number }) => error);
  if (code === 0) return; // there is a device
  expect(stderr).toMatch(/^superlinear: CUDA cannot be used: \w/);
});
