/** Pages at two widths, light and dark: accessibility, overflow, layout shift, weight. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesOf, runAll, Visitor } from './visit.js';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await Visitor.start();
});
afterAll(() => visitor.end());

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of accessibility, each with its first element. */
async function violationsOf(page: Page): Promise<string[]> {
  // The page's policy allows no inline script; this is evaluated by the browser itself.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Waits until a panel or the first page's fit is drawn. */
const isDrawn = (page: Page) =>
  page.waitForFunction(
    () => {
      const place = document.querySelector('[data-panel], #demo');
      return place === null || place.getAttribute('data-state') === 'done';
    },
    undefined,
    { timeout: 30_000 },
  );

/** One page of each kind that is made from a list by the same code, and all others. */
function chosen(): string[] {
  const all = filesOf('.html');
  const first = (folder: string) =>
    all.find((page) => page.startsWith(`${folder}/`) && !page.endsWith('index.html'));
  return [
    ...all.filter((page) => !/^(problems|gallery|moves-from)\//.test(page)),
    ...['problems', 'gallery', 'moves-from'].flatMap((folder) => first(folder) ?? []),
    'gallery/index.html',
    'moves-from/index.html',
  ];
}

/** Pages checked on a dark phone, too: one of each layout. */
const REPRESENTATIVE = new Set(
  'index find claims benchmarks guides/index guides/games try/index try/transport try/games try/code start/node'
    .split(' ')
    .map((name) => `${name}.html`),
);

describe('accessibility and overflow', () => {
  test.each(chosen())('of %s', async (path) => {
    const { page, troubles } = await visitor.open(path, { viewport: { width: 1280, height: 900 } });
    await isDrawn(page);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(150);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    if (REPRESENTATIVE.has(path)) expect(await violationsOf(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test.each([
    { path: 'guides/games.html', width: 1280, colorScheme: 'light' as const },
    { path: 'guides/transport.html', width: 390, colorScheme: 'dark' as const },
  ])('of $path after its programs have run, at $width px', async ({ path, width, colorScheme }) => {
    const { page } = await visitor.open(path, { viewport: { width, height: 900 }, colorScheme });
    await runAll(page);
    expect(await page.locator('run-block svg').count()).toBeGreaterThan(3);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

/** Pages with parts that come by script, and the tables below figures. */
const COMPUTED = [
  ...['index', 'find', 'claims', 'guides/constrained'],
  ...'assignment atom constrained least-squares ode schedule sparse-path transport'
    .split(' ')
    .map((panel) => `try/${panel}`),
];

test.each(COMPUTED)('%s shifts by at most 0.02 while it loads', async (name) => {
  for (const width of [1280, 390]) {
    const { page } = await visitor.open(`${name}.html`, { viewport: { width, height: 844 } });
    await isDrawn(page);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    expect(shift, `${width} px`).toBeLessThanOrEqual(0.02);
    await page.context().close();
  }
});

/** The compressed size of the files of a visit in kilobytes, and their names. */
async function weightOf(path: string): Promise<{ files: string[]; size: number; withoutWasm: number }> {
  visitor.site.served.clear();
  const { page } = await visitor.open(path);
  await isDrawn(page);
  await page.waitForLoadState('networkidle');
  const served = [...visitor.site.served].filter(([name]) => !name.endsWith('offline.js'));
  const sizes = served.map(
    ([name, body]) => [name, brotliCompressSync(body ?? Buffer.alloc(0)).length / 1000] as const,
  );
  await page.context().close();
  const sum = (chosen: typeof sizes) => chosen.reduce((total, [, size]) => total + size, 0);
  return {
    files: served.map(([name]) => name),
    size: sum(sizes),
    withoutWasm: sum(sizes.filter(([name]) => !name.endsWith('.wasm'))),
  };
}

describe('weight', () => {
  test.each(['guides/games.html', 'guides/constrained.html', 'problems/rank.html', 'benchmarks.html'])(
    'of %s: at most 30 kB in 3 files',
    async (path) => {
      const { files, size } = await weightOf(path);
      expect(files.length, files.join(', ')).toBeLessThanOrEqual(3);
      expect(size).toBeLessThanOrEqual(30);
    },
  );

  test('of the search: at most 45 kB', async () => {
    const { page } = await visitor.open('guides/games.html');
    visitor.site.served.clear();
    await page.keyboard.press('/');
    await page.waitForLoadState('networkidle');
    const sizes = [...visitor.site.served.values()].map(
      (body) => brotliCompressSync(body ?? Buffer.alloc(0)).length,
    );
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0) / 1000).toBeLessThanOrEqual(45);
    await page.context().close();
  });

  test('of the first page: at most 265 kB with its solver, and 75 kB without its WebAssembly', async () => {
    const { files, size, withoutWasm } = await weightOf('index.html');
    expect(files.some((file) => file.endsWith('.wasm'))).toBe(true);
    expect(size).toBeLessThanOrEqual(265);
    expect(withoutWasm).toBeLessThanOrEqual(75);
  });
});
