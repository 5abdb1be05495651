/** The playground in a real browser: each panel solves, cancels, and keeps its problem in the address. */

import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Site, startBrowser } from './serve.js';

let browser: Browser;
let site: Site;
let address: string;

beforeAll(async () => {
  await vite({ configFile: resolve('web/vite.config.ts'), logLevel: 'error' });
  browser = await startBrowser();
  site = new Site(resolve('build/web'), false);
  address = await site.open();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens the playground; whatever goes wrong in it fails the test. */
async function open(
  hash: string,
  options: { width?: number } = {},
): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage({ viewport: { width: options.width ?? 1000, height: 800 } });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.goto(address + hash);
  return { page, troubles };
}

const status = (page: Page) => page.locator('[role=status]');

/** Has the page press Escape when its status is first like this: from out here, a short run would be over by then. */
const escapeAt = (page: Page, pattern: RegExp) =>
  page.evaluate((source) => {
    const line = document.querySelector('[role=status]') as Element;
    const observer = new MutationObserver(() => {
      if (!new RegExp(source).test(line.textContent ?? '')) return;
      observer.disconnect();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    });
    observer.observe(line, { childList: true });
  }, pattern.source);

describe('the playground', () => {
  test.each([
    ['#transport?points=200&target=disc', /^converged after \d+ Sinkhorn/, 'circle', 400],
    [
      '#sparse-path?data=tumours&penalty=elasticNet',
      /^converged: 80 strengths; .* of 30 features$/,
      'path',
      30,
    ],
    ['#constrained?objective=Rosenbrock', /^converged after \d+ iterations: \(/, 'circle', 5],
    ['#least-squares?rows=2000&columns=10', /^quickest: (gram|iterative|qr|svd)/, 'circle', 4],
    [
      '#atom?element=Ne&model=dirac',
      /^converged after \d+ iterations: Ne has -128\.\d{8} hartree/,
      'path',
      6,
    ],
  ])(
    '%s solves what the address says, and draws it',
    async (hash, result, shape, shapes) => {
      const { page, troubles } = await open(hash);
      // By the keyboard alone.
      await page.locator('button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(result);
      expect(await page.locator(`figure svg ${shape}`).count()).toBeGreaterThanOrEqual(shapes);
      for (const [name, value] of new URLSearchParams(hash.split('?')[1])) {
        expect(await page.locator(`[name=${name}]`).inputValue()).toBe(value);
        expect(page.url()).toContain(`${name}=${value}`);
      }
      expect(troubles).toEqual([]);
      await page.close();
    },
    90_000,
  );

  test('morphs along the plan', async () => {
    const { page, troubles } = await open('#transport?points=50');
    await page.locator('button[type=submit]').click();
    const slider = page.locator('#controls input');
    await slider.waitFor({ timeout: 60_000 });
    const places = () =>
      page.locator('figure svg circle').evaluateAll((all) => all.map((dot) => dot.getAttribute('cx')));
    const before = await places();
    await slider.fill('0');
    expect(await places()).not.toEqual(before);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test('follows coefficients along the path, and names what is pointed at', async () => {
    const { page, troubles } = await open('#sparse-path?data=diabetes');
    await page.locator('button[type=submit]').click();
    const slider = page.locator('#controls input');
    await slider.waitFor({ timeout: 60_000 });
    // Where the penalty is strongest nothing is left; body mass index and triglycerides are the first to come.
    await slider.fill('0');
    expect(await page.locator('figure tbody tr').count()).toBe(0);
    await slider.fill('0.1');
    const first = await page.locator('figure tbody td:first-child').allTextContents();
    expect(first.slice(0, 2).sort()).toEqual(['body mass index', 'log of triglycerides']);
    await slider.focus();
    await page.keyboard.press('End');
    expect(await page.locator('figure tbody tr').count()).toBe(8);
    const plot = await page.locator('figure svg').boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = plot ?? {};
    await page.mouse.move(x + 0.95 * width, y + 0.3 * height);
    await expect
      .poll(() => page.locator('figure svg [aria-label=tip]').textContent())
      .toMatch(/coefficient -?\d/);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test('lists the levels of an atom, and names the orbital that is pointed at', async () => {
    const { page, troubles } = await open('#atom?element=Fe&model=schrodinger&functional=lda');
    await page.locator('button[type=submit]').click();
    await page.locator('figure table').waitFor({ timeout: 60_000 });
    const rows = await page.locator('figure tbody tr').allInnerTexts();
    // The levels of NIST's tables.
    expect(rows.map((row) => row.split('\t').slice(0, 3).join(' '))).toEqual([
      '1s 2 -254.225505',
      '2s 2 -29.564860',
      '2p 6 -25.551766',
      '3s 2 -3.360621',
      '3p 6 -2.187523',
      '3d 6 -0.295049',
      '4s 2 -0.197978',
    ]);
    const plot = await page.locator('figure svg').nth(1).boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = plot ?? {};
    await page.mouse.move(x + 0.85 * width, y + 0.5 * height);
    await expect.poll(() => page.locator('figure svg [aria-label=tip]').textContent()).toMatch(/[1-4][spd]$/);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test('says what is wrong with what was chosen', async () => {
    const { page, troubles } = await open('#atom?element=Ne&model=dirac&functional=pbe');
    await page.locator('button[type=submit]').click();
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(/pbe/);
    expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test.each([
    ['#transport?points=3000&regularization=0.0001', /iterations …$/],
    ['#sparse-path?data=made up&penalty=mcp&folds=20', /^Cross-validation: \d+ iterations …$/],
    ['#atom?element=U&model=dirac', /^Iteration \d+: -\d+\.\d+ hartree …$/],
  ])(
    '%s tells how far it is, stays responsive, and cancels',
    async (hash, progress) => {
      const { page, troubles } = await open(hash);
      await escapeAt(page, progress);
      await page.locator('button[type=submit]').click();
      await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toBe('Cancelled.');
      expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
      expect(troubles).toEqual([]);
      await page.close();
    },
    90_000,
  );

  test.each([
    '#transport?points=50',
    '#sparse-path',
    '#constrained',
    '#least-squares?rows=1000',
    '#atom?element=Na',
  ])(
    '%s fits on a phone',
    async (hash) => {
      const { page } = await open(hash, { width: 360 });
      await page.locator('button[type=submit]').click();
      await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
      await expect.poll(() => page.locator('#cancel').isDisabled(), { timeout: 60_000 }).toBe(true);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
      await page.close();
    },
    90_000,
  );
});
