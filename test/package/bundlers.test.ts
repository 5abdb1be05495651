/**
 * The main package in pages: installed from its tarball, built or served with and without each bundler, and opened in a
 * real browser.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { families } from 'superlinear';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bundlers, served, servers, writePage, writeSmallPage } from './bundle.js';
import { Consumer } from './packages.js';
import { type Headers, ISOLATION, Site, startBrowser, visit } from './serve.js';

/** A folder with a page that uses everything, and one with small pages. */
const whole = new Consumer();
const small = new Consumer();
let browser: Browser;

beforeAll(async () => {
  const { main } = inject('tarballs');
  for (const consumer of [whole, small]) await consumer.install([main], '--omit=optional');
  writePage(whole);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  whole.remove();
  small.remove();
});

/** Visits a page that uses everything, and checks all its results. */
async function expectAllOf(address: string, isIsolated: boolean): Promise<void> {
  const { found, troubles } = await visit(browser, address);
  expect(troubles).toEqual([]);
  expect(found).toMatchObject({
    isolated: isIsolated,
    backend: { name: 'wasm', reason: 'pages cannot load native addons' },
    knownAnswer: [expect.closeTo(5 / 3, 12), expect.closeTo(5 / 3, 12)],
    families,
    worker: { families },
    cancel: { reason: 'enough' },
    watch: { status: 'converged' },
  });
  const { cancel, watch } = found as {
    cancel: { milliseconds: number };
    watch: { ticks: number; records: number; errors: number[] };
  };
  // It settles at once; the bound excludes waiting for the end of the solve, which takes many seconds.
  expect(cancel.milliseconds).toBeLessThan(1000);
  expect(watch.records).toBeGreaterThan(0);
  expect(watch.errors.at(-1)).toBeGreaterThan(0);
  expect(watch.ticks).toBeGreaterThan(0);
}

/** Serves a folder while its address is used. */
async function onSite<T>(folder: string, headers: Headers, use: (address: string) => Promise<T>): Promise<T> {
  const site = new Site(folder, headers);
  try {
    return await use(await site.open());
  } finally {
    await site.close();
  }
}

/** A page that solves a problem of one family. */
const solving = (imports: string) => `import ${imports};
transport.exact({ cost: [[4, 1], [2, 0]] }).then(
  ({ transportCost }) => { globalThis.found = { transportCost }; },
  ({ code, message }) => { globalThis.found = { code, message }; },
);\n`;

/** The strictest content security policy supported according to the guide. */
const POLICY = {
  'Content-Security-Policy':
    "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'",
};
const BY_PACKAGE = "{ transport } from 'superlinear'";
const BY_FAMILY = "* as transport from 'superlinear/transport'";

describe.each(Object.entries(bundlers))('built by %s', (name, bundle) => {
  const out = () => join(whole.folder, 'out', name);

  beforeAll(() => bundle(whole, out()), 120_000);

  // Only one bundler is tested in both kinds of pages, since the difference does not depend on the bundler.
  test.each(name === 'Vite 8' ? [true, false] : [false])(
    'a page computes, reports and cancels; cross-origin isolated: %o',
    (isIsolated) => onSite(out(), isIsolated ? ISOLATION : {}, (address) => expectAllOf(address, isIsolated)),
  );

  // Vite includes the files of all modules it reads, and an import of the whole package reads them all.
  test.each(name.startsWith('Vite') ? [BY_FAMILY] : [BY_PACKAGE])(
    'a page that imports %s brings no WebAssembly of other families',
    async (imports) => {
      writeSmallPage(small, solving(imports));
      const folder = join(small.folder, 'out', name);
      await bundle(small, folder);
      const files = readdirSync(folder, { recursive: true }) as string[];
      expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1);
      // In development, webpack evaluates strings, which no strict policy allows.
      const headers = name.endsWith('development') ? {} : POLICY;
      const { found } = await onSite(folder, headers, (address) => visit(browser, address));
      expect(found).toEqual({ transportCost: 1.5 });
    },
  );
});

test.each(Object.keys(bundlers).filter((name) => name.startsWith('Vite')))(
  'built by %s, a worker of the page minimizes formulas with nothing else in it',
  async (name) => {
    writeSmallPage(
      small,
      `const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { globalThis.found = data; };\n`,
    );
    writeFileSync(
      join(small.folder, 'worker.js'),
      `import { constrained } from 'superlinear';
constrained.minimize({ objective: { formula: 'sum((x - 1)^2)', inputs: { x: 2 } }, initial: [0, 0] }).then(
  ({ status }) => self.postMessage({ status }),
  ({ message }) => self.postMessage({ message }),
);\n`,
    );
    const folder = join(small.folder, 'out', name);
    await bundlers[name]?.(small, folder);
    const { found } = await onSite(folder, {}, (address) => visit(browser, address));
    expect(found).toEqual({ status: 'converged' });
  },
);

describe.each(Object.keys(servers))('served by %s', (version) => {
  test('a page computes, reports and cancels', () =>
    served(whole, version, [], (address) => expectAllOf(address, false)));
});

describe('where files are not found', () => {
  /** A package between the page and this one; Vite bundles both in advance. */
  const writeWrapper = () => {
    const folder = join(small.folder, 'node_modules/wrapper');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      '{"name":"wrapper","version":"1.0.0","type":"module","exports":"./index.js"}',
    );
    writeFileSync(join(folder, 'index.js'), "export { transport } from 'superlinear';\n");
    writeSmallPage(small, solving("{ transport } from 'wrapper'"));
  };

  test.each(['Vite 5', 'Vite 7'])('%s is said to need an option, which helps', async (version) => {
    writeWrapper();
    const open = (exclude: string[]) =>
      served(small, version, exclude, async (address) => (await visit(browser, address)).found);
    expect(await open([])).toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringContaining("add optimizeDeps: { exclude: ['superlinear'] } to its configuration"),
    });
    expect(await open(['superlinear'])).toEqual({ transportCost: 1.5 });
  });

  test.each([
    [/page-worker/, /^a worker died: its script is missing, .* superlinear\/docs\/bundlers\.md says/],
    [
      /\.wasm$/,
      /^WebAssembly for transport cannot be loaded from http.*\.wasm: the server answered 404; .*bundlers\.md/,
    ],
  ])('a page without %s says so', async (missing, message) => {
    writeSmallPage(small, solving(BY_PACKAGE));
    const folder = join(small.folder, 'out/incomplete');
    await bundlers.esbuild?.(small, folder);
    for (const file of readdirSync(folder)) if (missing.test(file)) rmSync(join(folder, file));
    const { found } = await onSite(folder, {}, (address) => visit(browser, address));
    expect(found).toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(message) });
  });
});

describe('without a bundler', () => {
  const [, snippet = ''] = /^```html\n(.*?)^```$/ms.exec(readFileSync('docs/bundlers.md', 'utf8')) ?? [];

  /** The output of the guide's page, with its files at some address. */
  const show = (files: string) =>
    onSite(small.folder, {}, async (address) => {
      writeFileSync(
        join(small.folder, 'index.html'),
        `<!doctype html><link rel="icon" href="data:,"><body>${snippet.replaceAll('./node_modules', files)}`,
      );
      const page = await browser.newPage();
      const troubles: string[] = [];
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      page.on('pageerror', ({ message }) => troubles.push(message));
      await page.goto(address);
      await page.waitForFunction(() => document.querySelector('output')?.textContent).catch(() => undefined);
      expect(troubles).toEqual([]);
      const text = await page.locator('output').textContent();
      await page.close();
      return text;
    });

  test('the page of the guide works by its import map', async () => {
    expect(await show('./node_modules')).toBe('1.5');
  });

  test('and with the files on another server', () =>
    onSite(join(small.folder, 'node_modules'), { 'Access-Control-Allow-Origin': '*' }, async (address) => {
      expect(await show(address.slice(0, -1))).toBe('1.5');
    }));
});
