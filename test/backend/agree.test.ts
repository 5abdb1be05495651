/**
 * The comparison with other programs, without the programs: problems are reproducible; wrong answers are detected,
 * named and minimized.
 */

import { existsSync } from 'node:fs';
import { families, type SyncRunOptions } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { compared, drawn } from '../../bench/agree/comparison.js';
import { shrunk } from '../../bench/agree/shrink.js';
import { nameOf, type Reply, type Subject, subject } from '../../bench/agree/subject.js';
import type { Ask } from '../../bench/agree/trial.js';
import { compareFigures, compareMinima } from '../../bench/agree/verdict.js';

describe.each(families)('%s', (family) => {
  test('has its comparison and its peer', () => {
    for (const file of ['kinds.ts', 'worker.py'])
      expect(existsSync(`bench/agree/${family}/${file}`)).toBe(true);
  });

  test('has problems that are a function of seed and number', async () => {
    const { subjects } = (await import(`../../bench/agree/${family}/kinds.ts`)) as { subjects: Subject[] };
    for (const own of subjects) {
      for (const [kind, draw] of Object.entries(own.kinds)) {
        const texts = [0, 1, 2, 0].map((number) =>
          JSON.stringify(drawn(1, family, { name: `${nameOf(own)}, ${kind}`, draw }, number)),
        );
        expect(texts[3]).toBe(texts[0]);
        expect(new Set(texts).size).toBeGreaterThan(1);
      }
    }
  });
});

/** A method that sums numbers, with a planted error for numbers above 5. */
const planted = (solve: (values: number[], backend: SyncRunOptions['backend']) => number) =>
  subject<{ values: number[] }, { sum: number }, Reply & { sum: number }>({
    method: 'add',
    kinds: { some: (random) => ({ values: random.list(8, () => random.uniform(0, 6)) }) },
    axes: [['values']],
    peer: 'add',
    solve: (problem, { backend }) => ({ sum: solve((problem as { values: number[] }).values, backend) }),
    *judge(_, { solution }, { sum }) {
      yield* compareFigures('the sum', solution?.sum ?? Number.NaN, sum, 1e-9);
    },
  });

const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const peer: Ask = async (_, model): Promise<Reply & { sum: number }> => ({
  sum: add((model as { values: number[] }).values),
});
const hasLarge = (values: readonly number[]) => values.some((value) => value > 5);

test('what is right is no disagreement', async () => {
  const book = await compared('numbers', [planted(add)], peer, { seed: 1, runs: 50 });
  expect([book.trials, book.disagreements]).toEqual([50, 0]);
});

test('a wrong result is found, named, and made small', async () => {
  const wrong = planted((values) => add(values) + (hasLarge(values) ? 1 : 0));
  const book = await compared('numbers', [wrong], peer, { seed: 1, runs: 50 });
  expect(book.disagreements).toBe(1);
  expect(book.causes()).toMatch(
    /x add: the sum differs\n.*\n {2}await numbers\.add\(\{ values: \[[\d.]+\] \}\)$/,
  );
});

test('a result that is wrong in WebAssembly alone says so', async () => {
  const wrong = planted((values, backend) => add(values) + (backend === 'wasm' && hasLarge(values) ? 1 : 0));
  const book = await compared('numbers', [wrong], peer, { seed: 1, runs: 50 });
  expect(book.causes()).toContain('add: the sum differs, in WebAssembly');
});

test("a peer's failures and its wrong answers are not ours", async () => {
  const fails = async () => ({ failed: 'no answer' });
  const book = await compared('numbers', [planted(add)], fails, { seed: 1, runs: 5 });
  expect(book.disagreements).toBe(0);
  expect(book.lines()[0]).toMatchObject({ trials: '5', 'the peer fails': '5' });
  const measure = { unit: 1, tolerance: 1e-6 };
  const sides = [
    { status: 'converged', merit: { value: 1 } },
    { status: 'converged', merit: { value: 2 } },
  ] as const;
  expect([...compareMinima(...sides, measure)]).toMatchObject([{ isPeers: true }]);
  const stalled = { status: 'stalled' };
  expect([...compareMinima(stalled, sides[0], measure)]).toMatchObject([
    { cause: 'stalled where the peer says solved', isPeers: false },
  ]);
});

test('documented limits are counted apart', async () => {
  const reason = 'large numbers are not for it';
  const wrong = { ...planted(() => 0), exceptions: [{ cause: /the sum differs/, reason }] };
  const book = await compared('numbers', [wrong], peer, { seed: 1, runs: 5 });
  expect(book.disagreements).toBe(0);
  expect(book.lines()[0]).toMatchObject({ documented: '5' });
  expect(book.causes()).toContain(reason);
});

test('shrinking drops rows and columns together, fields, and digits, but no codes', async () => {
  const model = {
    matrix: [
      [1.234, 7, 0.5],
      [3, 9.87, 2],
      [4, 5, 6],
    ],
    response: [1.5, 2.5, 3.5],
    rank: 3,
    note: 'not needed',
  };
  const ways = { axes: [['matrix', 'response'], ['matrix.*']], codes: ['rank'] };
  const persists = async (candidate: object) => {
    const { matrix, response, rank } = candidate as typeof model;
    return rank === 3 && matrix?.length === response?.length && matrix.flat().some((value) => value > 9);
  };
  const small = await shrunk(model, ways, persists);
  expect(small).toEqual({ matrix: [[10]], response: [0], rank: 3 });
});
