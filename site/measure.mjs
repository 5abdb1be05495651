// Measures the built site on a slow phone: 390 px, a processor slowed 4 times, 1.6 Mbit/s, round trips of 150 ms. Medians of
// three visits.
//
// npm run site -- --measure

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright';
import { CHROMIUM_ARGUMENTS, provideChromium } from '../scripts/chromium.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, serviceWorkers: 'block' };
const PROCESSOR = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const VISITS = 3;

/** The figures to reach: milliseconds, and the sum of layout shifts. */
const GOALS = { 'first paint': 1000, 'largest paint': 1500, blocked: 150, shift: 0.02, run: 1500 };

/** The milliseconds to reach until a page is computed: the fit of the first page, a panel. */
const computedGoal = (path) => (path === 'index.html' ? 2500 : 5000);

const PAGES = [
  'index.html',
  'find.html',
  'guides/index.html',
  'guides/constrained.html',
  'guides/games.html',
  'problems/rank.html',
  'benchmarks.html',
  'claims.html',
  'gallery/index.html',
  'try/code.html',
  'try/transport.html',
  'try/constrained.html',
  'try/sparse-path.html',
  'try/schedule.html',
];

const MEDIA_TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A file compressed as hosts do it; pictures are already. */
function packed(folder, path) {
  const body = readFileSync(join(folder, path));
  const type = MEDIA_TYPES[extname(path)];
  if (type === undefined) return { body, headers: {} };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return {
    body: brotliCompressSync(body, { params }),
    headers: { 'Content-Type': type, 'Content-Encoding': 'br' },
  };
}

/** Serves a folder. */
async function serve(folder) {
  const files = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    try {
      if (!files.has(path)) files.set(path, packed(folder, path));
      const { body, headers } = files.get(path);
      response.writeHead(200, { ...headers, 'Cache-Control': 'max-age=600' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** In a page, before its scripts: notes paints, tasks above 50 ms and layout shifts. */
function observe() {
  const seen = { 'first paint': 0, 'largest paint': 0, blocked: 0, shift: 0 };
  globalThis.seen = seen;
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen['first paint'] = startTime;
  });
  watch('largest-contentful-paint', ({ startTime }) => {
    seen['largest paint'] = startTime;
  });
  watch('longtask', ({ duration }) => {
    seen.blocked += duration - 50;
  });
  watch('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shift += value;
  });
}

/** Opens a page on the phone. The sizes are those of compressed files. */
async function open(browser, address) {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.addInitScript(observe);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR });
  const sizes = [];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength));
  await page.goto(address);
  return { page, sizes, close: () => context.close() };
}

const isDrawn = (page) =>
  page.waitForFunction(() => {
    const place = document.querySelector('[data-panel], #demo');
    return place === null || place.dataset.state === 'done';
  });

/** A visit to a page. */
async function visit(browser, address) {
  const { page, sizes, close } = await open(browser, address);
  await isDrawn(page);
  const drawn = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(() => globalThis.seen);
  const isLive = await page.locator('[data-panel], #demo').count();
  await close();
  const weight = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  return { ...seen, ...(isLive > 0 && { computed: drawn }), requests: sizes.length, kB: weight };
}

/** The times of a guide's first program: `loading` its files, and once they are there. */
async function runs(browser, address) {
  const { page, close } = await open(browser, address);
  await page.waitForLoadState('networkidle');
  const times = await page.evaluate(async () => {
    const block = document.querySelector('run-block');
    const run = async () => {
      const start = performance.now();
      block.querySelector('button').click();
      while (!/done|failed/.test(block.dataset.state)) await new Promise((next) => setTimeout(next, 5));
      return performance.now() - start;
    };
    return { loading: await run(), run: await run() };
  });
  await close();
  return times;
}

/** Times from a move of a measurement to the drawn fit, on a desktop. */
async function drags(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await isDrawn(page);
  const times = await page.evaluate(async () => {
    const point = document.querySelector('#demo circle');
    const curve = document.querySelector('#demo .fit');
    const drawn = () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(curve, { attributes: true });
      });
    const found = [];
    for (let k = 0; k < 60; k++) {
      const change = drawn();
      const start = performance.now();
      point.dispatchEvent(
        new KeyboardEvent('keydown', { key: k % 20 < 10 ? 'ArrowDown' : 'ArrowUp', bubbles: true }),
      );
      await change;
      found.push(performance.now() - start);
      await new Promise((next) => setTimeout(next, 20));
    }
    return found.slice(10);
  });
  await page.close();
  return times.sort((a, b) => a - b);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of the figures of some visits. */
async function medians(look) {
  const visits = [];
  for (let k = 0; k < VISITS; k++) visits.push(await look());
  return Object.fromEntries(
    Object.keys(visits[0]).map((name) => [name, median(visits.map((each) => each[name]))]),
  );
}

/** A figure as text, marked if it is beyond its goal. */
function worded(name, value, goal = Infinity) {
  if (value === undefined) return '–';
  const text = name === 'shift' ? value.toFixed(3) : String(Math.round(value));
  return value > goal ? `${text} !` : text;
}

const COLUMNS = ['first paint', 'largest paint', 'blocked', 'shift', 'computed', 'requests', 'kB'];

/** Measures the site in `folder`, and prints a table; `!` marks figures beyond their goals. */
export async function measure(folder) {
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: provideChromium(), args: CHROMIUM_ARGUMENTS });
  const line = ([path, ...cells]) =>
    console.log(path.padEnd(26) + cells.map((cell) => cell.padStart(15)).join(''));
  line(['page', ...COLUMNS]);
  for (const path of PAGES) {
    const figures = await medians(() => visit(browser, server.address + path));
    const goals = { ...GOALS, computed: computedGoal(path) };
    line([path, ...COLUMNS.map((name) => worded(name, figures[name], goals[name]))]);
  }
  for (const path of ['guides/constrained.html', 'guides/games.html']) {
    const { loading, run } = await medians(() => runs(browser, server.address + path));
    const [first, later] = [worded('loading', loading), worded('run', run, GOALS.run)];
    console.log(`first program of ${path}: ${first} ms with its files, then ${later} ms`);
  }
  const times = await drags(browser, `${server.address}index.html`);
  const [middle, slow] = [median(times), times[Math.floor(0.9 * times.length)]].map((time) =>
    time.toFixed(1),
  );
  console.log(`a measurement moved until the fit is drawn, here: ${middle} ms, 90th percentile ${slow} ms`);
  await browser.close();
  server.close();
}
