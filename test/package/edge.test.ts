/** The main package where there are no workers: in workerd, and in a service worker of Chromium. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { Miniflare } from 'miniflare';
import { families } from 'superlinear';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { codeBlocksOf } from '../support/code-blocks.js';
import { bundlers, writeFamilies } from './bundle.js';
import { Consumer } from './packages.js';
import { Site, startBrowser, visit } from './serve.js';

const project = new Consumer();

beforeAll(async () => {
  await project.install([inject('tarballs').main], '--omit=optional');
  writeFamilies(project.folder);
});

afterAll(() => project.remove());

/** Bundles a program like the guide's command; returns the folder. */
async function bundled(name: string, program: string, condition = 'workerd'): Promise<string> {
  const out = join(project.folder, 'out', name);
  project.write(`${name}.js`, program);
  await build({
    absWorkingDir: project.folder,
    entryPoints: [`${name}.js`],
    bundle: true,
    format: 'esm',
    outdir: out,
    conditions: [condition, 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    logLevel: 'error',
  });
  return out;
}

/** Runs a bundle in workerd while it is used. */
async function inWorkerd<T>(
  name: string,
  program: string,
  use: (server: Miniflare) => Promise<T>,
): Promise<T> {
  const out = await bundled(name, program);
  const read = (file: string) => readFileSync(join(out, file));
  const wasm = readdirSync(out).filter((file) => file.endsWith('.wasm'));
  const server = new Miniflare({
    compatibilityDate: '2026-07-01',
    modules: [
      { type: 'ESModule', path: `${name}.js`, contents: read(`${name}.js`).toString() },
      ...wasm.map((file) => ({
        type: 'CompiledWasm' as const,
        path: `${file}?module`,
        contents: read(file),
      })),
    ],
  });
  try {
    return await use(server);
  } finally {
    await server.dispose();
  }
}

/** A worker that answers with the result of an expression. */
const answering = (imports: string, body: string) => `${imports}
export default {
  async fetch() {
    const found = await (async () => { ${body} })();
    return Response.json(found);
  },
};\n`;

const ask = async (server: Miniflare) => (await server.dispatchFetch('http://localhost/')).json();

const wasmOf = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.wasm'))
    .map((file) => file.replace(/-[A-Z0-9]{8}\.wasm$/, ''));

describe('in workerd', () => {
  test('the worker of the guide answers', async () => {
    const [{ code } = { code: '' }] = codeBlocksOf('docs/edge.md');
    const program = transformSync(code, { loader: 'ts', format: 'esm' }).code;
    await inWorkerd('guide', program, async (server) => {
      const post = async (problem: object) => {
        const request = { method: 'POST', body: JSON.stringify(problem) };
        const response = await server.dispatchFetch('http://localhost/', request);
        return { status: response.status, answer: await response.json() };
      };
      expect(
        await post({
          cost: [
            [4, 1],
            [2, 0],
          ],
        }),
      ).toEqual({ status: 200, answer: { transportCost: 1.5 } });
      expect(
        await post({
          cost: [
            [4, 1],
            [2, 'x'],
          ],
        }),
      ).toMatchObject({
        status: 400,
        answer: { code: 'INVALID_INPUT', path: 'cost[1][1]' },
      });
    });
    expect(wasmOf(join(project.folder, 'out/guide'))).toEqual(['transport']);
  });

  test('a task, a dialogue and blocking calls give what they give elsewhere, and say where', async () => {
    const program = answering(
      `import { backend, constrained, numerics, transport } from 'superlinear';
       const atStart = transport.exactSync({ cost: [[4, 1], [2, 0]] }).transportCost;`,
      `const minimum = await constrained.minimize({
         objective: ([x, y]) => (x - 1) ** 2 + (y - 2) ** 2, initial: [0, 0],
       });
       const task = await transport.exact({ cost: [[4, 1, 3], [2, 0, 5], [3, 2, 2]] });
       const { root } = numerics.brentRootSync({ function: (x) => x * x - 2, lower: 0, upper: 2 });
       return { atStart, minimum: [...minimum.solution], task: task.transportCost, root, backend: backend() };`,
    );
    const found = await inWorkerd('calls', program, ask);
    expect(found).toEqual({
      atStart: 1.5,
      minimum: [expect.closeTo(1, 6), expect.closeTo(2, 6)],
      task: expect.closeTo(5 / 3, 12),
      root: expect.closeTo(Math.SQRT2, 9),
      backend: expect.objectContaining({
        name: 'wasm',
        threads: 1,
        reason: expect.stringContaining('on this thread'),
      }),
    });
  });

  test('every family solves the first example of its guide', async () => {
    const program = answering(
      "import { solveFamilies } from './solve-families.js';\nconsole.log = () => {};",
      'return solveFamilies();',
    );
    expect(await inWorkerd('families', program, ask)).toEqual(families);
  });

  test('a time limit, a signal and an error in onProgress end a task', async () => {
    const program = answering(
      "import * as transport from 'superlinear/transport';",
      `const circle = (speed) => Array.from({ length: 1000 }, (_, i) => [Math.sin(speed * i), Math.cos(i)]);
       const problem = { sourcePoints: circle(3), targetPoints: circle(2), regularization: 1e-6 };
       const { status } = await transport.sinkhornNewton(problem, { timeLimit: 0.2 });
       const controller = new AbortController();
       let records = 0;
       const stopped = await transport.sinkhornNewton(problem, {
         signal: controller.signal,
         onProgress() { records += 1; controller.abort('enough'); },
       }).catch(String);
       const failed = await transport.sinkhornNewton(problem, {
         onProgress() { throw new Error('of the caller'); },
       }).catch(({ message }) => message);
       const after = (await transport.exact({ cost: [[4, 1], [2, 0]] })).transportCost;
       return { status, stopped, records, failed, after };`,
    );
    expect(await inWorkerd('limits', program, ask)).toMatchObject({
      status: 'timeLimit',
      stopped: 'enough',
      records: 1,
      failed: 'of the caller',
      after: 1.5,
    });
  });

  test('a task may be started and solved while another reports progress', async () => {
    const program = answering(
      "import * as transport from 'superlinear/transport';",
      `const line = (scale) => Array.from({ length: 300 }, (_, i) => [scale * Math.sin(i), i / 300]);
       const problem = { sourcePoints: line(1), targetPoints: line(2), regularization: 1e-3 };
       const nested = [];
       const { status } = await transport.sinkhornNewton(problem, {
         onProgress() { nested.push(transport.exactSync({ cost: [[4, 1], [2, 0]] }).transportCost); },
       });
       return { status, right: nested.length > 0 && nested.every((cost) => cost === 1.5) };`,
    );
    expect(await inWorkerd('nested', program, ask)).toEqual({ status: 'converged', right: true });
  });
});

test('the conditions of other edge runtimes lead to the same files', async () => {
  const program = answering(
    "import { transport } from 'superlinear';",
    'return transport.exact({ cost: [[1]] });',
  );
  const [one, other] = [await bundled('one', program), await bundled('other', program, 'edge-light')];
  expect(wasmOf(other)).toEqual(wasmOf(one));
  for (const [folder, file] of [
    [one, 'one.js'],
    [other, 'other.js'],
  ] as const)
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('import.meta');
});

test('a service worker computes on its own thread', async () => {
  project.write(
    'worker.js',
    `import { backend, load, transport } from 'superlinear';
     onmessage = async ({ ports: [port] }) => {
       const cost = [[4, 1], [2, 0]];
       const { transportCost } = await transport.exact({ cost });
       await load(transport.exactSync);
       const blocking = transport.exactSync({ cost }).transportCost;
       port.postMessage({ transportCost, blocking, reason: backend().reason });
     };\n`,
  );
  project.write(
    'page.js',
    `const { active, installing, waiting } = await navigator.serviceWorker.register('./worker.js', { type: 'module' });
     const { port1, port2 } = new MessageChannel();
     port1.onmessage = ({ data }) => { globalThis.found = data; };
     (active ?? installing ?? waiting).postMessage(null, [port2]);\n`,
  );
  const out = join(project.folder, 'out/service');
  mkdirSync(out, { recursive: true });
  await bundlers.esbuild?.(project, out);
  writeFileSync(
    join(out, 'index.html'),
    '<link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
  );
  const [site, browser] = [new Site(out), await startBrowser()];
  try {
    const { found, troubles } = await visit(browser, await site.open());
    expect(troubles).toEqual([]);
    expect(found).toEqual({
      transportCost: 1.5,
      blocking: 1.5,
      reason: expect.stringContaining('on this thread'),
    });
  } finally {
    await browser.close();
    await site.close();
  }
});
