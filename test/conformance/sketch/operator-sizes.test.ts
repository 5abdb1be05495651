/**
 * Operators that declare more rows or columns than memory allows: other errors are reported first, in the same words
 * everywhere.
 */

import { load, sketch } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

const operator = (rows: number, columns: number) => ({
  rows,
  columns,
  apply: () => new Float64Array(rows),
  applyTranspose: () => new Float64Array(columns),
});

const LARGE = 1e9;
const rightSide = [1, 2, 3];
const entries = 'rightSide must have as many entries as matrix has rows, 1000000000, got 3';

const REFUSED: { name: string; solve: () => unknown; path: string; message: string }[] = [
  {
    name: 'lsqr',
    solve: () => sketch.lsqrSync({ matrix: operator(LARGE, 2), rightSide }),
    path: 'rightSide',
    message: entries,
  },
  {
    name: 'lsmr',
    solve: () => sketch.lsmr({ matrix: operator(LARGE, 2), rightSide }),
    path: 'rightSide',
    message: entries,
  },
  {
    name: 'lsqr, from a start',
    solve: () => sketch.lsqrSync({ matrix: operator(3, LARGE), rightSide, initial: [1] }),
    path: 'initial',
    message: 'initial must have as many entries as matrix has columns, 1000000000, got 1',
  },
  {
    name: 'lstsq',
    solve: () => sketch.lstsqSync({ matrix: operator(LARGE, 2), rightSide }),
    path: 'rightSide',
    message: 'rightSide must have as many rows as matrix, 1000000000, got 3',
  },
  {
    name: 'randomizedSvd',
    solve: () => sketch.randomizedSvdSync({ matrix: operator(LARGE, 2), rank: 3 }),
    path: 'rank',
    message: 'rank must be from 1 to 2, got 3',
  },
  {
    name: 'randomizedRangeFinder',
    solve: () => sketch.randomizedRangeFinder({ matrix: operator(2, LARGE), rank: 3 }),
    path: 'rank',
    message: 'rank must be from 1 to 2, got 3',
  },
];

beforeAll(() => load('sketch'));

test.each(REFUSED)('$name', async ({ solve, path, message }) => {
  const error = await expectError(solve, 'INVALID_INPUT', path);
  expect(error.message).toBe(message);
});
