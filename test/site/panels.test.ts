/** The panels' pages: each solves at once, cancels, keeps its problem in the address, and shows it as a program. */

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Opened, Visitor } from './visit.js';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await Visitor.start();
});
afterAll(() => visitor.end());

/** Opens a panel with the problem of an address: `transport?points=500`. */
function open(address: string, { width = 1000 } = {}): Promise<Opened> {
  const [name, query = ''] = address.split('?');
  return visitor.open(`try/${name}.html?${query}`, { viewport: { width, height: 800 } });
}

const isSolved = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector('[data-panel]')?.getAttribute('data-state') === 'done',
    undefined,
    {
      timeout: 60_000,
    },
  );

/** Opens a panel, which solves its problem. */
async function openSolved(address: string, options: { width?: number } = {}): Promise<Opened> {
  const opened = await open(address, options);
  await isSolved(opened.page);
  return opened;
}

/** All panels, one per file. */
const IDS = readdirSync('web/panels').map((file) => file.replace(/\.ts$/, ''));

/** Dots or lines in the figure: a path has a line or any number of dots. */
const countOf = (page: Page, shape: 'dots' | 'lines') =>
  page.locator('figure svg path').evaluateAll((paths, counted) => {
    const dots = paths.map((path) => path.getAttribute('d')?.match(/h0(?=M|$)/g)?.length ?? 0);
    return counted === 'dots'
      ? dots.reduce((sum, count) => sum + count, 0)
      : dots.filter((n) => n === 0).length;
  }, shape);

const status = (page: Page) => page.locator('.result [role=status]');

/**
 * Makes the page solve, and press Escape as soon as its status matches. From outside the page, a short run would already be
 * over.
 */
const escapeAt = (page: Page, pattern: RegExp) =>
  page.evaluate((source) => {
    const line = document.querySelector('.result [role=status]') as Element;
    const observer = new MutationObserver(() => {
      if (!new RegExp(source).test(line.textContent ?? '')) return;
      observer.disconnect();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    });
    observer.observe(line, { childList: true });
    document.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
  }, pattern.source);

describe('panels', () => {
  test.each([
    ['transport?points=200&target=disc', /^converged after \d+ Sinkhorn/, 'dots', 400],
    [
      'sparse-path?data=tumours&penalty=elasticNet',
      /^converged: 80 strengths; .* of 30 features$/,
      'lines',
      30,
    ],
    ['constrained?left=-1&y=0.5', /^converged after \d+ iterations: \(0\.6/, 'dots', 5],
    [
      'landscape?method=nelderMead&evaluations=100',
      /^evaluationLimit after 100 evaluations: \(-?\d\.\d{4}, /,
      'dots',
      103,
    ],
    ['expression?x=-1.5&y=1.8', /^Newton's method takes \d+ steps to \(1\.000000, 1\.000000\), /, 'dots', 20],
    ['least-squares?rows=2000&columns=10', /^quickest: (gram|iterative|qr|svd)/, 'dots', 4],
    [
      'atom?element=Ne&model=dirac',
      /^converged after \d+ iterations: Ne has -128\.\d{8} hartree/,
      'lines',
      6,
    ],
  ] as const)('%s solves what the address says, and draws it', async (address, result, shape, shapes) => {
    const { page, troubles } = await open(address);
    // Again, by keyboard only.
    await page.locator('button[type=submit]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(result);
    expect(await countOf(page, shape)).toBeGreaterThanOrEqual(shapes);
    for (const [name, value] of new URLSearchParams(address.split('?')[1])) {
      expect(await page.locator(`[name=${name}]`).inputValue()).toBe(value);
      expect(page.url()).toContain(`${name}=${value}`);
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('morphs along the plan', async () => {
    const { page, troubles } = await open('transport?points=50');
    const slider = page.locator('#controls input');
    await slider.waitFor({ timeout: 60_000 });
    const places = () =>
      page.locator('figure svg path').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    const before = await places();
    await slider.fill('0');
    expect(await places()).not.toEqual(before);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('follows coefficients along the path, and names what is pointed at', async () => {
    const { page, troubles } = await open('sparse-path?data=diabetes');
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
    await expect.poll(() => page.locator('figure svg .tip').textContent()).toMatch(/coefficient -?\d/);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('lists the levels of an atom, and names the orbital that is pointed at', async () => {
    const { page, troubles } = await open('atom?element=Fe&model=schrodinger&functional=lda');
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
    await expect.poll(() => page.locator('figure svg .tip').textContent()).toMatch(/[1-4][spd]$/);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('goes downhill from where the picture is touched, and marks what is wrong in a formula', async () => {
    const { page, troubles } = await openSolved('expression?x=-1.5&y=1.8');
    const plot = await page.locator('figure svg').boundingBox();
    const { x = 0, y = 0, width = 0, height = 0 } = plot ?? {};
    await page.mouse.click(x + 0.5 * width, y + 0.3 * height);
    await expect.poll(() => Number.parseFloat(page.url().split('x=')[1] ?? '')).not.toBe(-1.5);
    const chosen = async (name: string) => Number(await page.locator(`[name=${name}]`).inputValue());
    // The frame is slightly off the center of the picture.
    expect(Math.abs(await chosen('x'))).toBeLessThan(0.3);
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
    await page.context().close();
  });

  test('says what is wrong with what was chosen', async () => {
    const { page, troubles } = await open('atom?element=Ne&model=dirac&functional=pbe');
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toMatch(/pbe/);
    expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('says that its script cannot be loaded', async () => {
    const { page } = await visitor.open('try/schedule.html', { lost: /assets\/schedule-.*\.js/ });
    await expect.poll(() => status(page).textContent()).toMatch(/cannot be loaded: .*schedule/);
    await page.context().close();
  });

  test.each([
    ['transport?points=3000&regularization=0.0001', /^\d+ %$/],
    ['sparse-path?data=made up&penalty=mcp&folds=20', /^\d+ %$/],
    ['atom?element=U&model=dirac', /^\d+ %$/],
  ])('%s tells how far it is, stays responsive, and cancels', async (address, progress) => {
    const { page, troubles } = await open(address);
    await page.locator('#cancel').waitFor();
    // The page solves at once; this replaces its run.
    await escapeAt(page, progress);
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toBe('Cancelled.');
    expect(await page.locator('button[type=submit]').isEnabled()).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test.each([
    'transport?points=50',
    'sparse-path',
    'constrained',
    'expression',
    'least-squares?rows=1000',
    'atom?element=Na',
  ])('%s fits on a phone', async (address) => {
    const { page } = await openSolved(address, { width: 360 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.context().close();
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

  test.each(IDS)('%s is as wide as there is room, and is drawn anew where that changes', async (id) => {
    const { page, troubles } = await openSolved(`${id}`, { width: 1400 });
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
    await page.context().close();
  });

  test('name powers of ten on logarithmic axes', async () => {
    const { page } = await openSolved('least-squares?rows=1000');
    const labels = await page.locator('figure text').allTextContents();
    expect(labels.filter((label) => /^(0\.0*1|10*)$/.test(label)).length).toBeGreaterThanOrEqual(2);
    expect(labels.filter((label) => /^10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/.test(label)).length).toBeGreaterThanOrEqual(2);
    await page.context().close();
  });
});

describe('the code', () => {
  const FOLDER = resolve('build/test/panels');
  const shown = async (page: Page) => (await page.locator('#code code').textContent()) ?? '';
  const execute = promisify(execFile);

  test('follows the fields, and is copied', async () => {
    const { page, troubles } = await open('transport');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    expect(await shown(page)).toContain('pointsOf(moons, 500)');
    await page.locator('[name=points]').fill('100');
    await page.locator('[name=source]').selectOption('bars');
    expect(await shown(page)).toContain('pointsOf(bars, 100)');
    const button = page.locator('#code .copy');
    expect(await button.textContent()).toBe('Copy');
    await button.click();
    await expect.poll(() => button.textContent()).toBe('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await shown(page));
    expect(troubles).toEqual([]);
    await page.context().close();
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
      const { page } = await openSolved(`${hash}`);
      const told = page.locator('.result [role=status], figure table.solution');
      results.push((await told.allInnerTexts()).join('\n'));
      await writeFile(join(FOLDER, `${index}.ts`), await shown(page));
      await page.context().close();
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
        expect(nearest, `${hash}: ${text}`).toBeLessThanOrEqual(
          // Numbers that are zero but for rounding differ between backends.
          Math.max(1e-15, 10 ** (Number(exponent) - decimals.length)),
        );
      }
    }
  });
});
