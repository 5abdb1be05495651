/** Backend selection, in separate processes. */

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);

/** Solves a problem in a new process and prints the backend and the answer. */
const SCRIPT = `
  import { backend, transport } from 'superlinear';
  const problem = { cost: [[0, 1], [1, 0]], regularization: 0.1 };
  try {
    const { transportCost } = await transport.sinkhornNewton(problem);
    transport.sinkhornNewtonSync(problem);
    console.log(JSON.stringify({ ...backend(), transportCost }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  }
`;

async function solveIn(folder: string, preference?: string) {
  const env = { ...process.env, SUPERLINEAR_BACKEND: preference ?? '' };
  const started = performance.now();
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    cwd: folder,
    env,
  });
  return { ...JSON.parse(stdout), milliseconds: performance.now() - started };
}

test.each([
  ['a worker', ''],
  ['a page', 'globalThis.document = {};'],
])('in %s, blocking functions say what they wait for there', async (place, preparation) => {
  const script = `
    import { loadWasm } from './dist/backends/page.js';
    ${preparation}
    Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: 1 } });
    try {
      loadWasm().solveSync({ method: 'transport.exact', header: '{}', buffers: [], options: '{}' });
    } catch (error) {
      console.log(error.message);
    }
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toBe(
    `in ${place}, await load('transport') before blocking calls and dialogues of transport.exact\n`,
  );
});

describe('the backend', () => {
  let withoutNative: string;

  beforeAll(async () => {
    withoutNative = await mkdtemp(join(tmpdir(), 'superlinear-'));
    await cp('package.json', join(withoutNative, 'package.json'));
    await cp('dist', join(withoutNative, 'dist'), {
      recursive: true,
      filter: (path) => !path.endsWith('.node'),
    });
  });
  afterAll(() => rm(withoutNative, { recursive: true }));

  test('is native where the addon is there', async () => {
    expect(await solveIn('.')).toMatchObject({ name: 'native', transportCost: expect.closeTo(4.54e-5, 7) });
    expect(await solveIn('.')).not.toHaveProperty('reason');
  });

  test('is what SUPERLINEAR_BACKEND says', async () => {
    expect(await solveIn('.', 'wasm')).toMatchObject({ name: 'wasm', reason: 'WebAssembly was asked for' });
    expect(await solveIn('.', 'native')).toMatchObject({ name: 'native' });
    expect(await solveIn('.', 'metal')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('is WebAssembly where the addon is missing, and says why', async () => {
    const result = await solveIn(withoutNative);
    expect(result).toMatchObject({ name: 'wasm', transportCost: expect.closeTo(4.54e-5, 7) });
    expect(result.reason).toMatch(
      /^no native addon for .*: the package @superlinear\/native-[\w-]+ is not installed$/,
    );
  });

  test('is WebAssembly where the addon cannot be loaded, and says why', async () => {
    const addon = join(withoutNative, 'dist/native/superlinear.linux-x64-gnu.node');
    await writeFile(addon, 'not a library');
    const { name, reason } = await solveIn(withoutNative);
    await rm(addon);
    expect(name).toBe('wasm');
    expect(reason).toMatch(process.arch === 'x64' ? /file too short|invalid ELF header/ : /not installed/);
  });

  test('that was asked for and is missing is an error', async () => {
    expect(await solveIn(withoutNative, 'native')).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  });

  test('outlives threads of JavaScript that alone have used it', async () => {
    const solver = new URL(`file://${process.cwd()}/dist/index.js`);
    const code = `import(${JSON.stringify(solver.href)}).then(({ transport }) => {
      const points = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
      transport.sinkhornNewtonSync({ sourcePoints: points, targetPoints: points, regularization: 0.01 });
    })`;
    const script = `
      import { Worker } from 'node:worker_threads';
      for (let i = 0; i < 3; i++) {
        const thread = new Worker(${JSON.stringify(code)}, { eval: true, execArgv: [] });
        await new Promise((resolve) => thread.on('exit', resolve));
      }
      console.log('alive');
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
    expect(stdout).toBe('alive\n');
  });

  test('does not keep the process alive', async () => {
    expect((await solveIn('.', 'wasm')).milliseconds).toBeLessThan(10_000);
  });
});
