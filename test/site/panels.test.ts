/**
 * The playground in a real browser: each panel solves, cancels, keeps its problem in the address, and shows it as code.
 */

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
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
  site = new Site(resolve('build/web'));
  address = await site.open();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens the playground; any error in it fails the test. */
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

/** Opens a panel and solves its initial problem. */
async function openSolved(
  hash: string,
  options: { width?: number } = {},
): Promise<{ page: Page; troubles: string[] }> {
  const opened = await open(hash, options);
  await opened.page.locator('button[type=submit]').click();
  await opened.page.locator('figure > *').first().waitFor({ timeout: 60_000 });
  await expect.poll(() => opened.page.locator('#cancel').isDisabled(), { timeout: 60_000 }).toBe(true);
  return opened;
}

/** All panels, one per file. */
const IDS = readdirSync('web/panels').map((file) => file.replace(/\.ts$/, ''));

const status = (page: Page) => page.locator('[role=status]');

/**
 * Makes the page press Escape as soon as its status matches. From outside the page, a short run would already be over.
 */
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
    ['#constrained?left=-1&y=0.5', /^converged after \d+ iterations: \(0\.6/, 'circle', 5],
    [
      '#landscape?method=nelderMead&evaluations=100',
      /^evaluationLimit after 100 evaluations: \(-?\d\.\d{4}, /,
      'circle',
      103,
    ],
    [
      '#expression?x=-1.5&y=1.8',
      /^Newton's method takes \d+ steps to \(1\.000000, 1\.000000\), /,
      'circle',
      20,
    ],
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
      // By keyboard only.
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
    // At the strongest penalty no feature is left; body mass index and triglycerides enter first.
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
    // The eigenvalues of NIST's tables.
    expect(rows.map((row) => row.split('\t').slice(0, 3).join(' '))).toEqual([
      '1s 2 -254.225505',
      '2s 2 -29.564860',
      '2p 6 -25.551766',
      '3s 2 -3.360621',
      '3p 6 -2.187523',
      '3d 6 -0.295049',
      '4s 2 -0.197978',
    ]);
    await page.locator('figure svg').nth(1).scrollIntoViewIfNeeded();
    const plot = await page.locator('figure svg').nth(1).boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = plot ?? {};
    await page.mouse.move(x + 0.85 * width, y + 0.6 * height);
    await expect.poll(() => page.locator('figure svg [aria-label=tip]').textContent()).toMatch(/[1-4][spd]$/);
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test('goes downhill from where the picture is touched, and marks what is wrong in a formula', async () => {
    const { page, troubles } = await openSolved('#expression');
    const plot = await page.locator('figure svg').boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = plot ?? {};
    await page.mouse.click(x + 0.5 * width, y + 0.3 * height);
    await expect.poll(() => Number.parseFloat(page.url().split('x=')[1] ?? '')).not.toBe(-1.5);
    const chosen = async (name: string) => Number(await page.locator(`[name=${name}]`).inputValue());
    // The frame is slightly off the center of the picture.
    expect(Math.abs(await chosen('x'))).toBeLessThan(0.2);
    expect(await chosen('y')).toBeGreaterThan(0.4);
    await expect
      .poll(() => status(page).textContent())
      .toMatch(/^Newton's method takes \d+ steps to \(1\.000000, 1\.000000\)/);
    await page.locator('[name=formula]').fill('x^2 + )');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => status(page).textContent())
      .toMatch(/^formula:7 has \) here.*\(x\^2 \+ {2}▸ \)\)$/);
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
    ['#transport?points=3000&regularization=0.0001', /^\d+ %$/],
    ['#sparse-path?data=made up&penalty=mcp&folds=20', /^\d+ %$/],
    ['#atom?element=U&model=dirac', /^\d+ %$/],
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

  test('ends a run when the visitor goes to another panel, and says nothing of it there', async () => {
    const { page, troubles } = await open('#atom?element=U&model=dirac');
    // Evaluated within the page: observed from outside, the run may be over before its start is noticed.
    const begun = await page.evaluate(() => {
      document.querySelector<HTMLElement>('button[type=submit]')?.click();
      const text = document.querySelector('[role=status]')?.textContent;
      location.hash = '#assignment';
      return text;
    });
    expect(begun).toBe('Solving …');
    await expect.poll(() => page.locator('#title').textContent()).toBe('Assignment');
    expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
    await page.waitForTimeout(500);
    expect(await status(page).textContent()).toBe('');
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test.each([
    '#transport?points=50',
    '#sparse-path',
    '#constrained',
    '#expression',
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

describe('the menu', () => {
  const menu = (page: Page) => page.getByRole('navigation').locator('#menu');

  test('lists each panel once, under what it is for, with its question', async () => {
    const { page, troubles } = await open('#least-squares');
    expect(await menu(page).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'All problems' }).click();
    const groups = await menu(page)
      .locator('section')
      .evaluateAll((sections) =>
        sections.map((section) => ({
          problem: section.querySelector('h2')?.textContent,
          panels: [...section.querySelectorAll('a')].map((link) => [
            link.hash.slice(1),
            link.querySelector('strong')?.textContent,
            link.querySelector('span')?.textContent,
          ]),
        })),
      );
    const problems = groups.map(({ problem }) => problem);
    expect(problems).toContain('Fit data');
    expect(new Set(problems).size).toBe(problems.length);
    const panels = groups.flatMap((group) => group.panels);
    expect(panels.map(([id]) => id).sort()).toEqual([...IDS].sort());
    for (const [, title, question] of panels) {
      expect(title).toMatch(/\w/);
      expect(question).toMatch(/^\w.*\?$/);
    }
    const current = menu(page).locator('[aria-current=page]');
    expect(await current.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      '#least-squares',
    ]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('works by the keyboard alone', async () => {
    const { page, troubles } = await open('#transport');
    const focused = () => page.evaluate(() => document.activeElement?.outerHTML);
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^<button.*All problems/);
    await page.keyboard.press('Enter');
    expect(await menu(page).isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^<a/);
    await page.keyboard.press('Escape');
    expect(await menu(page).isVisible()).toBe(false);
    expect(await focused()).toMatch(/^<button/);
    // An arrow key opens it, too, and focuses the first panel.
    const links = menu(page).locator('a');
    const first = (await links.first().getAttribute('href')) ?? '';
    const last = (await links.last().getAttribute('href')) ?? '';
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain(first);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain(last);
    await page.keyboard.press('Home');
    expect(await focused()).toContain(first);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe(last);
    expect(await menu(page).isVisible()).toBe(false);
    // Screen readers announce the new location.
    await expect.poll(focused).toMatch(/^<h2 id="title"/);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('fits on a phone', async () => {
    const { page } = await open('#transport', { width: 360 });
    await page.getByRole('button', { name: 'All problems' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const box = await menu(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    await page.close();
  });
});

describe('plots', () => {
  /** Texts beyond the edges of the figure, and the widths of its plots relative to the figure. */
  const measure = (page: Page) =>
    page.evaluate(() => {
      const { left, right, width } = (document.querySelector('figure') as Element).getBoundingClientRect();
      const cutOff = [...document.querySelectorAll('figure text')].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.width > 0 && (box.left < left - 1 || box.right > right + 1);
      });
      const plots = [...document.querySelectorAll('figure svg')];
      return {
        room: width,
        parts: plots.map((plot) => plot.getBoundingClientRect().width / width),
        heights: plots.map((plot) => plot.getBoundingClientRect().height),
        // A plot that was merely scaled has smaller text.
        scales: plots.map((plot) => plot.getBoundingClientRect().width / Number(plot.getAttribute('width'))),
        cutOff: cutOff.map((text) => text.textContent),
        page: document.documentElement.scrollWidth,
      };
    });

  test.each(IDS)(
    '%s is as wide as there is room, and is drawn anew where that changes',
    async (id) => {
      const { page, troubles } = await openSolved(`#${id}`, { width: 1400 });
      for (const [width, room] of [
        [1400, 760],
        [800, 700],
        [360, 300],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await expect
          .poll(async () => (await measure(page)).scales.every((scale) => Math.abs(scale - 1) < 0.01))
          .toBe(true);
        const found = await measure(page);
        expect(found.page).toBeLessThanOrEqual(width);
        expect(found.room).toBeGreaterThanOrEqual(room);
        expect(found.cutOff).toEqual([]);
        for (const part of found.parts) expect(part).toBeCloseTo(1, 1);
        for (const height of found.heights) expect(height).toBeLessThanOrEqual(800);
      }
      expect(troubles).toEqual([]);
      await page.close();
    },
    90_000,
  );

  test('name powers of ten on logarithmic axes', async () => {
    const { page } = await openSolved('#least-squares?rows=1000');
    const labels = async (axis: string) =>
      (await page.locator(`figure [aria-label="${axis}-axis tick label"] text`).allTextContents()).filter(
        Boolean,
      );
    const [times, errors] = [await labels('x'), await labels('y')];
    expect(times.length).toBeGreaterThanOrEqual(2);
    expect(errors.length).toBeGreaterThanOrEqual(2);
    for (const label of times) expect(label).toMatch(/^(0\.0*1|10*)$/);
    for (const label of errors) expect(label).toMatch(/^10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/);
    await page.close();
  }, 90_000);
});

describe('the code', () => {
  const FOLDER = resolve('build/test/playground');
  const shown = async (page: Page) => (await page.locator('#code code').textContent()) ?? '';
  const execute = promisify(execFile);

  test('follows the fields, and is copied', async () => {
    const { page, troubles } = await open('#transport');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    expect(await shown(page)).toContain('pointsOf(moons, 500)');
    await page.locator('[name=points]').fill('100');
    await page.locator('[name=source]').selectOption('bars');
    expect(await shown(page)).toContain('pointsOf(bars, 100)');
    const button = page.locator('#code button');
    expect(await button.textContent()).toBe('Copy');
    await button.click();
    await expect.poll(() => button.textContent()).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await shown(page));
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('of each panel is a program with the result that the panel shows', async () => {
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    const cases = [
      ...IDS,
      'sparse-path?data=made up',
      'constrained?atMost=&zero=x^2 %2B y^2 - 1&left=-3&bottom=-2',
      'transport?target=bars',
    ];
    const results: string[] = [];
    for (const [index, hash] of cases.entries()) {
      const { page } = await openSolved(`#${hash}`);
      const told = page.locator('[role=status], figure > table');
      results.push((await told.allInnerTexts()).join('\n'));
      await writeFile(join(FOLDER, `${index}.ts`), await shown(page));
      await page.close();
    }
    // Within the repository the package's own name resolves to itself, as after an installation.
    const options =
      '--strict --noUncheckedIndexedAccess --skipLibCheck --types node --target es2022 --module nodenext';
    const files = cases.map((_, index) => join(FOLDER, `${index}.ts`));
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { stdout } = await execute(process.execPath, [compiler, ...options.split(' '), ...files]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');

    const runs = await Promise.all(
      cases.map((_, index) => execute(process.execPath, [join(FOLDER, `${index}.js`)])),
    );
    for (const [index, hash] of cases.entries()) {
      const printed = runs[index]?.stdout ?? '';
      expect(printed, hash).toMatch(/\d/);
      expect(printed, hash).not.toMatch(/NaN|Infinity/);
      const numbers = (printed.match(/-?\d+(\.\d+)?(e[+-]?\d+)?/g) ?? []).map(Number);
      // The program prints all digits of the numbers rounded by the panel.
      for (const [text, decimals = '', exponent = '0'] of (results[index] ?? '').matchAll(
        /-?\d+\.(\d+)(?:e([+-]?\d+))?/g,
      )) {
        const nearest = Math.min(...numbers.map((number) => Math.abs(number - Number(text))));
        expect(nearest, `${hash}: ${text}`).toBeLessThanOrEqual(10 ** (Number(exponent) - decimals.length));
      }
    }
  }, 90_000);
});
