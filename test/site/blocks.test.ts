/** Every program of the site runs in its page, and prints the numbers that its comments state. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesOf, runAll, Visitor } from './visit.js';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await Visitor.start();
});
afterAll(() => visitor.end());

/** A comment behind a call of the console, up to a colon: `console.log(value); // 79.5756: goals of a hundred kicks`. */
const STATED = /console\.log\(.*\);? \/\/ (.*)$/gm;

/** Numbers in a comment, with their decimals. */
const NUMBER = /(?<![\w.])-?\d+(?:\.(\d+))?(?:e[-+]?\d+)?(?![\w%])/g;

/** The numbers that comments of a program state, if a comment is nothing but numbers up to its first colon. */
function statedBy(code: string): { value: number; decimals: number }[] {
  return [...code.matchAll(STATED)].flatMap(([, comment = '']) => {
    const [text = ''] = comment.split(':');
    if (/[a-z]/i.test(text.replace(NUMBER, '').replace(/\b(converged|infeasible)\b/g, ''))) return [];
    return [...text.matchAll(NUMBER)].map(([number, digits = '']) => {
      const exponent = Number(/e([-+]?\d+)$/.exec(number)?.[1] ?? 0);
      return { value: Number(number), decimals: digits.length - exponent };
    });
  });
}

const printed = (output: string) =>
  [...output.matchAll(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([text]) => Number(text));

/** In a page: runs the programs of other pages, two at a time, and returns the words of those that failed. */
async function runFrom(addresses: readonly string[]): Promise<string[]> {
  const failures: string[] = [];
  const rest = [...addresses];
  const next = async (): Promise<void> => {
    const address = rest.shift();
    if (address === undefined) return;
    const text = await (await fetch(address)).text();
    const block = new DOMParser().parseFromString(text, 'text/html').querySelector('run-block');
    if (block !== null) {
      document.querySelector('main')?.append(document.adoptNode(block));
      block.querySelector('button')?.click();
      while ((block as HTMLElement).dataset.state === 'running')
        await new Promise((resume) => setTimeout(resume, 20));
      if ((block as HTMLElement).dataset.state !== 'done') failures.push(`${address}: ${block.textContent}`);
      block.remove();
    }
    return next();
  };
  await Promise.all([next(), next()]);
  return failures;
}

const pages = filesOf('.html').filter((file) => /^(guides|start|try)\//.test(file));

describe('programs', () => {
  test.each(pages)('of %s', async (path) => {
    const { page, troubles } = await visitor.open(path);
    const codes = await page.locator('run-block code').allTextContents();
    const results = codes.length === 0 ? [] : await runAll(page);
    for (const [k, { state, output }] of results.entries()) {
      const code = codes[k] ?? '';
      expect(state, `${code}\n${output}`).toBe('done');
      for (const { value, decimals } of statedBy(code)) {
        const nearest = Math.min(...printed(output).map((number) => Math.abs(number - value)));
        expect(nearest, `${value} in\n${code}\n${output}`).toBeLessThanOrEqual(0.51 * 10 ** -decimals);
      }
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('of all problems of the catalogue', async () => {
    const { page, troubles } = await visitor.open('try/code.html');
    const addresses = filesOf('.html')
      .filter((file) => file.startsWith('problems/'))
      .map((file) => visitor.address + file);
    const failures = await page.evaluate(runFrom, addresses);
    expect(failures).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test('state numbers in many places', async () => {
    const { page } = await visitor.open('guides/games.html');
    const codes = await page.locator('run-block code').allTextContents();
    expect(codes.flatMap(statedBy).length).toBeGreaterThan(5);
    await page.context().close();
  });
});
