/** Answers of bounded length, pages, and the folder of results. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SuperlinearError } from '../../dist/engine/errors.js';
import { answerOf } from '../../dist/mcp/answer.js';
import { badArgument, CallError, failureOf } from '../../dist/mcp/call-error.js';
import { fieldOf } from '../../dist/mcp/fields.js';
import { pageOf } from '../../dist/mcp/pages.js';
import { ResultFolder, readResult, writeResult } from '../../dist/mcp/results.js';

const numbers = fc.oneof(
  fc.array(fc.double(), { maxLength: 3000 }).map((list) => Float64Array.from(list)),
  fc.array(fc.integer(), { maxLength: 300 }),
);

/** Solutions of all kinds: scalars, arrays, matrices, lists of objects, texts, deep and wide. */
const { solution } = fc.letrec((tie) => ({
  solution: fc.dictionary(fc.string({ maxLength: 200 }), tie('part'), { maxKeys: 150 }),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.double(),
    fc.string({ maxLength: 2000 }),
    fc.constant(null),
    numbers,
    fc.array(fc.string(), { maxLength: 200 }),
    fc
      .integer({ min: 1, max: 40 })
      .map((side) => ({ rows: side, columns: side, data: new Float64Array(side * side) })),
    fc.array(tie('part'), { maxLength: 120 }),
    fc.dictionary(fc.string(), tie('part'), { maxKeys: 12 }),
  ),
}));

describe('answers', () => {
  test('of any solution have at most 6,000 characters of JSON', () => {
    fc.assert(
      fc.property(solution, fc.integer({ min: 1, max: 17 }), (value, digits) => {
        expect(JSON.stringify(answerOf(value, digits)).length).toBeLessThanOrEqual(6000);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test('non-finite numbers are words, and figures of longer arrays', () => {
    const values = Float64Array.from({ length: 500 }, (_, k) => k - 1);
    const answer = answerOf({ a: NaN, b: [1 / 3, -Infinity], values, text: 'x'.repeat(1000) }, 3);
    expect(answer).toEqual({
      a: 'NaN',
      b: [0.333, '-Infinity'],
      values: {
        length: 500,
        min: -1,
        max: 498,
        mean: 248.5,
        nonzero: 499,
        first: [-1, 0, 1, 2, 3],
        more: 'values',
      },
      text: { length: 1000, first: 'x'.repeat(100), more: 'text' },
    });
  });

  test('every "more" names a field', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: numbers, y: fc.array(fc.string()) }), { maxLength: 30 }),
        (list) => {
          const given = { list, inner: { list } };
          for (const [, field = ''] of JSON.stringify(answerOf(given, 4)).matchAll(/"more":"([^"]*)"/g))
            expect(fieldOf(given, field, 'field')).toBeDefined();
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });
});

describe('pages', () => {
  /** All pages of a value, by `next`. */
  function allPages(value: unknown, name: string, count: number): unknown[] {
    const found: unknown[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const page = pageOf(value, '', { from, count }) as Record<string, unknown>;
      found.push(...(page[name] as unknown[]));
      from = page.next as number | undefined;
    }
    return found;
  }

  test('of numbers, rows, entries and lists give all', () => {
    const data = Float64Array.from({ length: 600 }, (_, k) => k / 7);
    expect(allPages(data, 'values', 70)).toEqual([...data]);
    const rows = Array.from({ length: 30 }, (_, i) => [...data.slice(20 * i, 20 * i + 20)]);
    expect(allPages({ rows: 30, columns: 20, data }, 'rows', 7)).toEqual(rows);
    const sparse = { rows: 3, columns: 9, indptr: [0, 2, 2, 3], indices: [1, 8, 4], data: [1, 2, 3] };
    expect(allPages(sparse, 'entries', 2)).toEqual([
      [0, 1, 1],
      [0, 8, 2],
      [2, 4, 3],
    ]);
    const list = Array.from({ length: 90 }, (_, k) => ({ name: `item ${k}`, text: 'x'.repeat(900) }));
    expect(allPages(list, 'items', 1000)).toHaveLength(90);
  });

  test('rows of sparse matrices are fields, with their zeros', () => {
    const plan = { rows: 3, columns: 4, indptr: [0, 2, 2, 3], indices: [1, 3, 0], data: [1, 2, 3] };
    expect(fieldOf({ plan }, 'plan.0', 'field')).toEqual(Float64Array.of(0, 1, 0, 2));
    expect(fieldOf({ plan }, 'plan.1.2', 'field')).toBe(0);
    expect(() => fieldOf({ plan }, 'plan.3', 'field')).toThrow('field has rows 0 to 2, not 3');
  });

  test('of wide matrices are refused with the field of a row, which is read', () => {
    const matrix = { rows: 2, columns: 5000, data: new Float64Array(10_000).fill(2) };
    expect(() => pageOf(matrix, 'plan', { from: 0, count: 1 })).toThrow('"plan.0"');
    expect(fieldOf({ plan: matrix }, 'plan.1', 'field')).toHaveLength(5000);
  });
});

describe('results', () => {
  test('are what was written, without functions', () => {
    const results = new ResultFolder();
    onTestFinished(() => results.remove());
    const value = { x: Float64Array.of(1, NaN), list: [{ a: 1 }, null], n: 0.1, predict: () => 1 };
    writeResult(results.folder, 'r1', value);
    expect(readResult(results.folder, 'r1', 'result')).toEqual({
      x: Float64Array.of(1, NaN),
      list: [{ a: 1 }, null],
      n: 0.1,
    });
  });

  test('the oldest are removed beyond the limit, and names are not used again', () => {
    const results = new ResultFolder(2000);
    onTestFinished(() => results.remove());
    const names = Array.from({ length: 5 }, () => {
      const name = results.next();
      writeResult(results.folder, name, new Float64Array(100));
      results.keep(name);
      return name;
    });
    expect(names).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(names.filter((name) => existsSync(join(results.folder, name)))).toEqual(['r4', 'r5']);
    expect(() => readResult(results.folder, 'r1', 'result')).toThrow('names no result: "r1"');
  });
});

describe('failures', () => {
  test.each([
    [
      new RangeError('Maximum call stack size exceeded'),
      'INVALID_INPUT',
      'the arguments are nested too deeply',
    ],
    [new RangeError('Invalid typed array length: 9'), 'OUT_OF_MEMORY', 'Invalid typed array length: 9'],
    [new TypeError('x is no function'), 'INTERNAL', 'x is no function'],
    ['a text', 'INTERNAL', 'a text'],
    [new SuperlinearError('NUMERICAL_BREAKDOWN', 'no pivot', 'matrix'), 'NUMERICAL_BREAKDOWN', 'no pivot'],
    [new CallError('BUSY', 'too many'), 'BUSY', 'too many'],
  ])('%s', (error, code, message) => {
    expect(failureOf(error)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('tell the next step of bad input, unless the error has its own', () => {
    const hint = 'describe_method tells';
    expect(failureOf(badArgument('field', 'is none'), hint)).toEqual({
      code: 'INVALID_INPUT',
      path: 'field',
      message: 'field is none',
      hint,
    });
    expect(failureOf(badArgument('field', 'is none', 'read r1'), hint).hint).toBe('read r1');
    expect(failureOf(new CallError('TIME_LIMIT', 'late'), hint)).not.toHaveProperty('hint');
  });

  test('are short, whatever they quote', () => {
    const long = 'x'.repeat(100_000);
    const { path, message } = failureOf(new SuperlinearError('INVALID_INPUT', long, long));
    expect([path.length, message.length]).toEqual([601, 601]);
  });
});
