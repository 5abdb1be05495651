/** Programs in pages: their limits, how they are stopped, changed and shared. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../package/serve.js';
import { FOLDER, Visitor } from './visit.js';

let visitor: Visitor;
/** Another host that allows requests from everywhere. */
let elsewhere: Site;
let address: string;

beforeAll(async () => {
  const folder = resolve('build/test-site/elsewhere');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), 'reached');
  elsewhere = new Site(folder, { 'Access-Control-Allow-Origin': '*' });
  [visitor, address] = await Promise.all([Visitor.start(), elsewhere.open()]);
});
afterAll(async () => {
  await visitor.end();
  await elsewhere.close();
});

const block = (page: Page) => page.locator('run-block').first();
const output = (page: Page) => block(page).locator('.output');

/** Opens the editor with a program, and runs it. */
async function run(code: string): Promise<Page> {
  const { page } = await visitor.open('try/code.html');
  await block(page).locator('code').fill(code);
  await block(page).locator('button').first().click();
  return page;
}

const ended = (page: Page) =>
  expect
    .poll(() => block(page).getAttribute('data-state'), { timeout: 20_000 })
    .toMatch(/done|failed|stopped/);

/** The script of a worker that runs statements, and sends a variable. */
const inWorker = (statements: string, variable: string) =>
  `(async () => {${statements}\npostMessage(${variable});})();`;

test('a program sends no request to another host', async () => {
  const attempt = `const answer = await fetch('${address}').then((r) => r.text(), () => 'refused');`;
  const page = await run(`${attempt}
console.log('here', answer);
const url = URL.createObjectURL(new Blob([${JSON.stringify(inWorker(attempt, 'answer'))}]));
const worker = new Worker(url);
console.log('there', await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); }));`);
  await ended(page);
  expect(await output(page).locator('pre').allTextContents()).toEqual(['here refused', 'there refused']);
  await page.context().close();
});

test('without the blob it could: a worker started by its file has no policy', async () => {
  writeFileSync(
    join(FOLDER, 'free-worker.js'),
    `fetch('${address}').then((r) => r.text()).then((text) => postMessage(text), () => postMessage('refused'));`,
  );
  const { page } = await visitor.open('try/code.html');
  const answer = await page.evaluate(
    (file) =>
      new Promise((resolve) => {
        new Worker(file).onmessage = ({ data }) => resolve(data);
      }),
    `${visitor.address}free-worker.js`,
  );
  expect(answer).toBe('reached');
  await page.context().close();
});

/** Adds to `reached` each storage of the origin that can be used. */
const REACH = `
const reached = [];
const attempts = {
  caches: () => caches.open('probe'),
  indexedDB: () => new Promise((resolve, reject) => {
    const request = indexedDB.open('probe');
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  }),
  files: () => navigator.storage.getDirectory(),
  locks: () => navigator.locks.request('probe', () => {}),
};
for (const [name, attempt] of Object.entries(attempts)) {
  await Promise.resolve().then(attempt).then(() => reached.push(name), () => {});
}
new BroadcastChannel('probe').postMessage('heard');
`;

/** In a page: says whether a message of the channel `probe` arrives while the action runs. */
const listen = (page: Page) =>
  page.evaluate(() => {
    new BroadcastChannel('probe').onmessage = () => {
      document.title = 'heard';
    };
  });

test('a program reaches no storage of the site, nor does a worker that it starts', async () => {
  const page = await run(`${REACH}
console.log('here', reached);
const url = URL.createObjectURL(new Blob([${JSON.stringify(inWorker(REACH, 'reached'))}]));
const worker = new Worker(url);
console.log('there', await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); }));`);
  await listen(page);
  await ended(page);
  expect(await output(page).locator('pre').allTextContents()).toEqual(['here []', 'there []']);
  await block(page).locator('button').first().click();
  await ended(page);
  expect(await page.title()).not.toBe('heard');
  await page.context().close();
});

test('outside the sandbox it could: a worker of the page reaches all of it', async () => {
  const { page } = await visitor.open('try/code.html');
  await listen(page);
  const reached = await page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const url = URL.createObjectURL(new Blob([text]));
        new Worker(url).onmessage = ({ data }) => resolve(data);
      }),
    inWorker(REACH, 'reached'),
  );
  expect(reached).toEqual(['caches', 'indexedDB', 'files', 'locks']);
  await expect.poll(() => page.title()).toBe('heard');
  await page.context().close();
});

test('the runner started by its file runs nothing', async () => {
  const { page } = await visitor.open('try/code.html');
  await block(page).locator('button').first().click();
  await ended(page);
  const runner = [...visitor.site.served.keys()].find((name) => /assets\/runner-.*\.js$/.test(name));
  expect(runner).toBeDefined();
  const answer = await page.evaluate(
    (file) =>
      new Promise((resolve) => {
        const worker = new Worker(file);
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage({ script: "console.log('ran')", width: 300 });
        setTimeout(() => resolve('silence'), 1500);
      }),
    new URL(runner ?? '', visitor.address).href,
  );
  expect(answer).toBe('silence');
  await page.context().close();
});

test('pictures that a program sends itself hold shapes alone', async () => {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><a href='${address}'><text>go</text></a><image href='${address}'/><rect style='fill:url(${address})' width='9' height='9'/><script>x()</script></svg>`;
  const page = await run(
    `postMessage({ kind: 'call', caption: 'forged' });
    postMessage({ kind: 'picture', call: 0, picture: ${JSON.stringify(svg)} });`,
  );
  await ended(page);
  const html = await output(page).locator('figure').innerHTML();
  expect(html).toContain('<rect');
  expect(html).not.toMatch(/onload|href|script|image|url/);
  await page.context().close();
});

test('pictures call functions of the program after its end, in silence', async () => {
  const page = await run(`import { numerics } from 'superlinear';
    let calls = 0;
    const objective = (x: number) => {
      console.log('call', ++calls);
      return (x - 1) ** 2;
    };
    await numerics.brentMinimum({ objective, lower: 0, upper: 3 });
    console.log('in all', calls);`);
  await ended(page);
  expect(await output(page).locator('figure svg').count()).toBe(1);
  const lines = await output(page).locator('pre').allTextContents();
  expect(lines.at(-1)).toBe(`in all ${lines.length - 1}`);
  await page.context().close();
});

test('a program reads files of the site, and no others of its host', async () => {
  const page =
    await run(`const { problems } = { problems: await fetch('${visitor.address}problems.json').then((r) => r.json()) };
console.log(problems.length > 100);
await fetch('${new URL('/elsewhere/index.html', visitor.address)}');`);
  await ended(page);
  expect(await output(page).textContent()).toMatch(/^true.*index\.html is no file of this site/);
  await page.context().close();
});

test('an endless loop is stopped', async () => {
  const page = await run('for (;;) {}');
  await expect.poll(() => block(page).locator('button').first().textContent()).toBe('Stop');
  await block(page).locator('button').first().click();
  await ended(page);
  expect(await output(page).textContent()).toBe('Stopped.');
  await expect.poll(() => page.workers().length).toBe(0);
  await page.context().close();
});

test('a program whose solver is cancelled goes on', async () => {
  const page = await run(`import { blackbox } from 'superlinear';
const objective = { formula: 'sin(x[0]) + x[1]^2', inputs: { x: 2 } };
const problem = { objective, lower: -9, upper: 9, dimension: 2, maxEvaluations: 1e7 };
const signal = AbortSignal.timeout(200);
console.log(await blackbox.minimize(problem, { signal }).then(() => 'solved', ({ name }) => name));`);
  await ended(page);
  expect(await output(page).textContent()).toMatch(/Abort|Timeout/);
  await page.context().close();
});

test('a runner that cannot be loaded says so', async () => {
  const { page } = await visitor.open('try/code.html', { lost: /assets\/runner-/ });
  await block(page).locator('button').first().click();
  await ended(page);
  expect(await output(page).textContent()).toMatch(/runner-.*\.js cannot be loaded/);
  await page.context().close();
});

test.each([
  [
    "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync('x'));",
    /node:fs cannot be imported here; there are superlinear, superlinear\/\w+/,
  ],
  ["const x: number = 1;\nthrow new Error('lost ' + x);", /Error: lost 1 \(line 2\)/],
  ['const = 1;', /SyntaxError/],
  [
    "import { transport } from 'superlinear';\nawait transport.exact({ cost: 'dear' as never });",
    /INVALID_INPUT.*cost/,
  ],
])('%s ends in an error that says why', async (code, words) => {
  const page = await run(code);
  await ended(page);
  expect(await block(page).getAttribute('data-state')).toBe('failed');
  expect(await output(page).textContent()).toMatch(words);
  await page.context().close();
});

test('types, type imports and namespaces compile in the page', async () => {
  const page = await run(`import { type Method, methods } from 'superlinear';
import * as games from 'superlinear/games';
import { zeroSum as play } from 'superlinear/games';

const first = methods[0] as Method;
const same: boolean = games.zeroSum === play;
const { value } = await play({ payoffs: [[1, -1], [-1, 1]] });
console.log(typeof first.name, same, value);`);
  await ended(page);
  expect(await output(page).locator('pre').textContent()).toBe('string true 0');
  expect(await output(page).locator('svg').count()).toBe(1);
  await page.context().close();
});

test('a shared program fills the editor, and waits to be run', async () => {
  const { page } = await visitor.open('try/code.html');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const code = "console.log('ünïcode', 6 * 7);\n";
  await block(page).locator('code').fill(code);
  await block(page).getByRole('button', { name: 'Share' }).click();
  await expect.poll(() => block(page).getByRole('button', { name: 'Copied' }).count()).toBe(1);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/try\/code\.html#code=[\w-]+$/);
  await page.context().close();

  const { page: other } = await visitor.open(link.slice(visitor.address.length));
  await expect.poll(() => block(other).locator('code').textContent()).toContain('ünïcode');
  await expect.poll(() => other.locator('#came-with-link').isVisible()).toBe(true);
  expect(await block(other).getAttribute('data-state')).toBeNull();
  await block(other).locator('code').press('Control+Enter');
  await ended(other);
  expect(await output(other).textContent()).toBe('ünïcode 42');
  await other.context().close();
});

test('new lines keep the indentation, and can be undone', async () => {
  const { page } = await visitor.open('try/code.html');
  const code = block(page).locator('code');
  await code.fill('if (true) {');
  await code.press('End');
  await code.press('Enter');
  await page.keyboard.type('f();');
  await code.press('Enter');
  await page.keyboard.type('g();');
  expect((await code.textContent())?.trimEnd()).toBe('if (true) {\n  f();\n  g();');
  for (let k = 0; k < 4; k++) await code.press('Control+z');
  expect(await code.textContent()).not.toContain('g();');
  await page.context().close();
});

test('a changed program can be reset', async () => {
  const { page } = await visitor.open('guides/games.html');
  const code = block(page).locator('code');
  const before = await code.textContent();
  await code.fill('console.log(1)');
  await block(page).getByRole('button', { name: 'Reset' }).click();
  expect(await code.textContent()).toBe(before);
  await page.context().close();
});
