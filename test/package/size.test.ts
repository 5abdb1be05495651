/** The compressed size that a page loads for one family: within the project's limits, and as stated in the README. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser } from 'playwright';
import { families } from 'superlinear';
import { build as vite } from 'vite';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { writeFamilies } from './bundle.js';
import { Consumer } from './packages.js';
import { Site, startBrowser, visit } from './serve.js';

/**
 * Limits in kilobytes (1000 bytes) for a family; coordinate is two families, of models and of graphs, constrained is
 * several, and ode has the machine that runs formulas.
 */
const LIMITS: Readonly<Record<string, number>> = {
  atom: 150,
  coordinate: 260,
  constrained: 295,
  expression: 172,
  ode: 284,
};
const LIMIT = 255;

/** Allowed deviation of the README's figures, relative to the measured ones. */
const README_TOLERANCE = 0.1;

const consumer = new Consumer();
let browser: Browser;

beforeAll(async () => {
  await consumer.install([inject('tarballs').main], '--omit=optional');
  writeFamilies(consumer.folder);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  consumer.remove();
});

/** The compressed size of a file, as served from a cache. */
function compressed(body: Buffer): number {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_MAX_WINDOW_BITS, BROTLI_PARAM_SIZE_HINT } =
    constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [BROTLI_PARAM_LGWIN]: BROTLI_MAX_WINDOW_BITS,
    [BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return brotliCompressSync(body, { params }).length;
}

/** Kilobytes loaded by a page that runs a module. */
async function kilobytesOf(module: string): Promise<number> {
  const page = `import('./${module}.js').then(({ run }) => run()).then(() => { globalThis.found = {}; });`;
  writeFileSync(join(consumer.folder, 'page.js'), page);
  writeFileSync(
    join(consumer.folder, 'index.html'),
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./page.js"></script>',
  );
  const out = join(consumer.folder, 'out', module);
  await vite({
    root: consumer.folder,
    logLevel: 'error',
    base: './',
    build: { outDir: out, emptyOutDir: true },
  });
  const site = new Site(out);
  try {
    const { troubles } = await visit(browser, await site.open());
    expect(troubles).toEqual([]);
    const files = [...site.served].filter(([path]) => path !== '/index.html');
    expect(files.filter(([path]) => path.endsWith('.wasm'))).toHaveLength(1);
    return files.reduce((sum, [, body]) => sum + compressed(body as Buffer), 0) / 1000;
  } finally {
    await site.close();
  }
}

/**
 * The call measured for families whose first example loads other modules, too; for others it is the first example of
 * their guide.
 */
const OWN: Readonly<Record<string, string>> = {
  constrained: 'constrained.minimize({ objective: ([x = 0]) => (x - 1) ** 2, initial: [0] })',
  stochastic: "stochastic.fit({ matrix: [[1], [2], [3]], response: [1, 2, 3], loss: 'squared' })",
};

/** Writes a module that calls a function of a family, and returns its name. */
function callOf(name: string, call: string): string {
  const family = call.slice(0, call.indexOf('.'));
  const program = `import { ${family} } from 'superlinear';\nexport const run = () => ${call};\n`;
  writeFileSync(join(consumer.folder, `${name}.js`), program);
  return name;
}

test.each(families)('a page loads little for %s', async (family) => {
  const own = OWN[family];
  const kilobytes = await kilobytesOf(own === undefined ? `family-${family}` : callOf(`own-${family}`, own));
  console.log(`${family}: ${kilobytes.toFixed(0)} kB`);
  expect(kilobytes).toBeLessThanOrEqual(LIMITS[family] ?? LIMIT);
  const row = new RegExp(`\\| \\[${family}\\]\\(.*?\\) .*\\| *(\\d+) kB *\\|$`, 'm');
  const [, said] = row.exec(readFileSync('README.md', 'utf8')) ?? [];
  // The README states no figure for some families.
  if (said !== undefined) expect(Math.abs(Number(said) / kilobytes - 1)).toBeLessThan(README_TOLERANCE);
});

test.each([
  [
    'matrices of derivatives',
    "expression.hessian({ function: { formula: '(x - 1)^2', inputs: { x: [] } }, points: { x: 2 } })",
    205,
  ],
  [
    'formulas',
    "constrained.minimize({ objective: { formula: 'sum((x - 1)^2)', inputs: { x: 2 } }, initial: [0, 0] })",
    365,
  ],
  [
    'fits',
    "constrained.leastSquares({ residuals: { formula: 'x - [1, 2]', inputs: { x: 2 } }, initial: [0, 0] })",
    240,
  ],
  ['quadratic programs', 'constrained.quadraticProgram({ hessian: [1], linear: [1] })', 140],
  [
    'compromises',
    "blackbox.pareto({ builtIn: { name: 'zdt1' }, dimension: 4, lower: 0, upper: 1, maxEvaluations: 60 })",
    255,
  ],
])('a page loads for %s that part of the family alone', async (what, call, limit) => {
  const kilobytes = await kilobytesOf(callOf(`part-${what.replaceAll(' ', '-')}`, call));
  console.log(`${what}: ${kilobytes.toFixed(0)} kB`);
  expect(kilobytes).toBeLessThanOrEqual(limit);
});
