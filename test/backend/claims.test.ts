/** Every family has claims, the page of claims is current, and reference figures are at their cited locations. */

import { readFileSync } from 'node:fs';
import { families } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { type Answers, type Claim, type Gold, isRun } from '../../dist/claims/support/claim.js';
import { claimsOf } from '../../dist/claims/support/load.js';
import { score } from '../../dist/claims/support/score.js';
import { claimsPage } from '../../scripts/lib/claims-page.mjs';

/** The claims of all families; none for a family without a claims module. */
const claims = await Promise.all(
  families.map(async (family) => [family, await claimsOf(family).catch((): Claim[] => [])] as const),
);

test('the page is what `npm run claims -- --write` makes', () => {
  expect(readFileSync('docs/claims.md', 'utf8')).toBe(claimsPage(Object.fromEntries(claims)));
});

describe.each(claims)('%s', (family, claims) => {
  test('has claims, each with a name of its own and something to find', () => {
    expect(claims, `ts/claims/${family}.ts`).not.toHaveLength(0);
    expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
    for (const { name, gold } of claims) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(Object.keys(gold)).not.toHaveLength(0);
    }
  });

  test('reports what its texts say', () => {
    for (const { name, shown, gold, verdict } of claims) {
      if (isRun(shown)) continue;
      expect(score({ gold }, { answers: shown.answers, log: [] }).verdict, name).toBe(verdict);
      expect(shown.command).toMatch(/^npm (run|start) /);
      const text = readFileSync(shown.statedIn, 'utf8');
      for (const figure of Object.values(shown.answers).flat()) {
        const pattern = new RegExp(
          `(?<![\\d.])${String(figure).replace('.', '\\.')}(?:\\.0)?(?![\\d]|\\.\\d)`,
        );
        expect(text, `${name}: ${figure}`).toMatch(pattern);
      }
    }
  });
});

describe('the scoring', () => {
  const of = (gold: Record<string, Gold>, answers: Answers, landmarks: string[] = [], log: string[] = []) =>
    score({ gold, landmarks }, { answers, log });

  test('compares numbers within tolerances, either of which is enough', () => {
    const near = (gold: Gold, x: number) => of({ x: gold }, { x }).credit;
    expect(near({ near: 100 }, 100)).toBe(1);
    expect(near({ near: 100 }, 100.1)).toBe(0);
    expect(near({ near: 100, relative: 0.01 }, 100.9)).toBe(1);
    expect(near({ near: 100, relative: 0.01 }, 101.1)).toBe(0);
    expect(near({ near: 0, relative: 0.01, absolute: 1e-9 }, 1e-10)).toBe(1);
    expect(near({ atMost: 3 }, 3)).toBe(1);
    expect(near({ atMost: 3 }, 4)).toBe(0);
    expect(near({ atLeast: 3 }, 2)).toBe(0);
    for (const gold of [{ near: 1, absolute: 9 }, { atMost: 3 }, { atLeast: 3 }]) {
      expect(near(gold, Number.NaN)).toBe(0);
    }
  });

  test('compares words exactly, lists by the share of entries that are right', () => {
    expect(of({ x: { equals: 'converged' } }, { x: 'converged' }).verdict).toBe('holds');
    expect(of({ x: { equals: 'converged' } }, { x: 'stalled' }).verdict).toBe('does not hold here');
    expect(of({ x: { near: [1, 2, 3, 4] } }, { x: [1, 2, 0, 4] }).credit).toBe(0.75);
    // Missing or extra entries count as wrong.
    expect(of({ x: { near: [1, 2, 3, 4] } }, { x: [1, 2] }).credit).toBe(0.5);
    expect(of({ x: { equals: ['a', 'b'] } }, { x: ['a', 'b', 'c', 'd'] }).credit).toBe(0.5);
    expect(of({ x: { atMost: 2 } }, { x: [1, 2, 3, 4] }).credit).toBe(0.5);
    expect(of({ x: { atMost: 2 } }, { x: [] }).credit).toBe(0);
    expect(of({ x: { atMost: 2 } }, {}).credit).toBe(0);
  });

  test('looks for landmarks in the log, which prove nothing alone', () => {
    const gold = { x: { near: 1 } };
    expect(of(gold, { x: 1 }, ['half way'], ['seen half way there'])).toMatchObject({
      credit: 1,
      verdict: 'holds',
      missing: [],
    });
    expect(of(gold, { x: 1 }, ['half way', 'end'], ['seen half way there'])).toMatchObject({
      credit: 2 / 3,
      verdict: 'holds in part',
      missing: ['end'],
    });
    expect(of(gold, { x: 2 }, ['half way'], ['half way'])).toMatchObject({
      credit: 0.5,
      verdict: 'does not hold here',
    });
  });
});
