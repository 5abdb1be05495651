/** The site in use: the live fit, the finder, the search, colors, without script, without a network. */

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from './visit.js';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await Visitor.start();
});
afterAll(() => visitor.end());

test('the fit of the first page follows a measurement', async () => {
  const { page, troubles } = await visitor.open('index.html');
  const words = page.locator('#demo output');
  await expect
    .poll(() => words.textContent(), { timeout: 20_000 })
    .toBe('Half-life 2.08 h · rate 0.333 ± 0.014 · converged');
  const curve = () => page.locator('#demo .fit').getAttribute('points');
  const before = await curve();
  await page.locator('#demo circle').nth(3).press('PageUp');
  await expect.poll(curve).not.toBe(before);
  await expect
    .poll(() => page.locator('#demo code').textContent())
    .toContain('y: [9.1, 8.4, 7.3, 6.2, 4.1, 3.0, 1.9, 1.2]');
  const box = await page.locator('#demo circle').nth(6).boundingBox();
  const { x = 0, y = 0 } = box ?? {};
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + 8, y - 40, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => page.locator('#demo code').textContent()).not.toContain('1.9, 1.2]');
  expect(await words.textContent()).toMatch(/converged/);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the finder answers in the words of users', async () => {
  const { page, troubles } = await visitor.open('find.html?q=linear_sum_assignment');
  const first = page.locator('#found a').first();
  await expect.poll(() => first.textContent()).toContain('transport.exact');
  await page.locator('#wish').fill('fit a curve');
  await expect.poll(() => first.textContent()).toContain('constrained.curveFit');
  await page.locator('#wish').fill('xyzzy');
  await expect.poll(() => page.locator('#found [role=status]').textContent()).toMatch(/^Nothing found/);
  expect(await page.locator('#by-data').isVisible()).toBe(true);
  await page.locator('#wish').fill('rank teams');
  await page.locator('#wish').press('Enter');
  await page.waitForURL('**/problems/rank.html');
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the search of the header finds sections, functions and problems by keys alone', async () => {
  const { page, troubles } = await visitor.open('guides/games.html');
  await page.keyboard.press('/');
  await page.keyboard.type('lasso');
  const hits = page.locator('#hits a');
  await expect.poll(() => hits.count()).toBeGreaterThan(3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/(problems|guides)\/.*/);
  expect(await page.locator('h1').textContent()).toMatch(/\w/);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('chosen colors stay', async () => {
  const { page } = await visitor.open('index.html', { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.locator('#colors').click();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.goto(`${visitor.address}guides/games.html`);
  expect(await background()).toBe(dark);
  await page.context().close();
});

test('claims are filtered, and measured in the page', async () => {
  const { page, troubles } = await visitor.open('claims.html');
  const visible = () => page.locator('.claim:visible').count();
  const all = await visible();
  await page.locator('#verdict').selectOption('does not hold here');
  const some = await visible();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  await page.locator('#family').selectOption('games');
  expect(await visible()).toBeLessThan(some);
  await page.locator('#verdict').selectOption('holds');
  const claim = page.locator('.claim:visible').first();
  await claim.locator('summary').click();
  await claim.getByRole('button', { name: 'Measure it here' }).click();
  const measured = claim.locator('[role=status]');
  await expect
    .poll(() => measured.textContent(), { timeout: 20_000 })
    .toMatch(/^Measured in this page: holds: \w+: /);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('without script guides can be read, and problems found', async () => {
  const { page } = await visitor.open('guides/games.html', { javaScriptEnabled: false });
  expect(await page.locator('run-block pre').first().textContent()).toContain('games.zeroSum');
  await page.getByRole('link', { name: 'Find', exact: true }).click();
  await page.getByRole('link', { name: 'Votes' }).click();
  await page.getByRole('link', { name: /^Rank players/ }).click();
  expect(await page.locator('main').textContent()).toContain('games.bradleyTerry');
  await page.goto(`${visitor.address}try/transport.html`);
  expect(await page.locator('main').textContent()).toContain('transport.sinkhornNewton');
  await page.context().close();
});

test('on a phone the menu opens without script', async () => {
  const { page } = await visitor.open('index.html', {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const link = page.locator('#menu').getByRole('link', { name: 'Guides' });
  expect(await link.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Menu' }).click();
  expect(await link.isVisible()).toBe(true);
  await page.context().close();
});

/** Waits until the service worker has kept the pages and answers for the page. */
const isKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((next) => setTimeout(next, 50));
  });

test('without a network kept pages are read, and their programs run', async () => {
  const own = await Visitor.start();
  const { page } = await own.open('guides/games.html', { serviceWorkers: 'allow' });
  const first = page.locator('run-block').first();
  const run = async () => {
    await first.locator('button').first().click();
    await expect.poll(() => first.getAttribute('data-state'), { timeout: 20_000 }).toBe('done');
    expect(await first.locator('.output').textContent()).toContain('79.57');
  };
  await isKept(page);
  await page.reload();
  await run();
  await own.site.close();
  await page.reload();
  await run();
  await page.goto(`${own.address}guides/transport.html`);
  expect(await page.locator('h1').textContent()).toBe('Optimal transport');
  await page.goto(`${own.address}gallery/index.html`);
  expect(await page.locator('h1').textContent()).toBe('You are offline');
  await page.getByRole('link', { name: 'the panels' }).click();
  expect(await page.locator('h1').textContent()).toBe('Try it');
  await own.end();
});

test('pages work behind a server that redirects them to addresses without an ending', async () => {
  const own = await Visitor.start({ redirects: true });
  const { page, troubles } = await own.open('guides/index.html', { serviceWorkers: 'allow' });
  const heading = () => page.locator('h1').textContent();
  const isStyled = () => page.locator('header').evaluate((bar) => getComputedStyle(bar).display === 'flex');
  expect(await isStyled()).toBe(true);
  await page.locator('main').getByRole('link', { name: 'Games' }).first().click();
  await page.waitForURL('**/guides/games');
  await isKept(page);
  for (const address of ['guides/games.html', 'guides/games', 'guides/index.html', 'guides', '']) {
    await page.goto(own.address + address);
    expect(await isStyled(), address).toBe(true);
  }
  await own.site.close();
  await page.goto(`${own.address}guides/transport`);
  expect(await heading()).toBe('Optimal transport');
  await page.goto(`${own.address}guides/games.html`);
  expect(await heading()).toBe('Games');
  expect(troubles).toEqual([]);
  await own.end();
});

test('a full cache loses no answer', async () => {
  const { page } = await visitor.open('index.html', { serviceWorkers: 'allow' });
  await isKept(page);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(visitor.address);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.goto(`${visitor.address}gallery/index.html`);
  expect(await page.locator('h1').textContent()).toBe('Gallery');
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.images].every(({ complete, naturalWidth }) => !complete || naturalWidth > 0),
      ),
    )
    .toBe(true);
  await page.context().close();
});

test('all files can be kept', async () => {
  const { page } = await visitor.open('gallery/index.html', { serviceWorkers: 'allow' });
  await isKept(page);
  await page.getByRole('button', { name: 'Keep everything' }).click();
  await expect
    .poll(() => page.locator('#offline').textContent(), { timeout: 60_000 })
    .toBe('All of it is kept on this device.');
  await page.context().close();
});
