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

describe('the playground', () => {
  test.each([
    ['#transport?points=200&target=disc', /^converged after \d+ Sinkhorn/, 400],
    ['#least-squares?rows=2000&columns=10', /^quickest: (gram|iterative|qr|svd)/, 4],
    ['#constrained?objective=Rosenbrock', /^converged after \d+ iterations: \(/, 5],
  ])(
    '%s solves what the address says, and draws it',
    async (hash, result, dots) => {
      const { page, troubles } = await open(hash);
      // By the keyboard alone.
      await page.locator('button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(result);
      expect(await page.locator('figure svg circle').count()).toBeGreaterThanOrEqual(dots);
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

  test('stays responsive, and cancels', async () => {
    const { page, troubles } = await open('#transport?points=3000&regularization=0.0001');
    await page.locator('button[type=submit]').click();
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(/iterations …$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => status(page).textContent()).toBe('Cancelled.');
    expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test('fits on a phone', async () => {
    const { page } = await open('#constrained', { width: 360 });
    await page.locator('button[type=submit]').click();
    await page.locator('figure svg').waitFor({ timeout: 60_000 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.close();
  }, 90_000);
});
