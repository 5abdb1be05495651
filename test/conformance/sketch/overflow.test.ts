/** Errors name the overflowing argument: the right side or the matrix. */

import { load, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';
import { centeredMatrix } from '../../support/matrices.js';

const OF_RIGHT_SIDE =
  'the solution overflowed: the entries of rightSide are too large beside those of matrix';
const OF_MATRIX = 'the decomposition of the matrix overflowed: its entries are too large';

const METHODS = ['auto', 'qr', 'svd', 'gram', 'iterative'] as const;

const matrix = centeredMatrix(1, 300, 4);
const hugeRightSide = (scale: number) => Array.from({ length: 300 }, (_, i) => scale * Math.cos(i));

beforeAll(() => load('sketch'));

describe.each(METHODS)('least squares by %s', (method) => {
  test.each([1e160, 1e308])('with a right side of %d', async (scale) => {
    const problem = { matrix, rightSide: hugeRightSide(scale), method };
    const error = await expectError(() => sketch.lstsqSync(problem), 'NUMERICAL_BREAKDOWN', '');
    expect([OF_RIGHT_SIDE, 'the sums of a sketch overflow: the entries are too large']).toContain(
      error.message,
    );
  });
});

test('a decomposition of a huge matrix', async () => {
  const huge = { ...matrix, data: matrix.data.map((entry) => 1e308 * entry) };
  for (const method of ['qr', 'svd'] as const) {
    const problem = { matrix: huge, rightSide: hugeRightSide(1), method };
    const error = await expectError(() => sketch.lstsqSync(problem), 'NUMERICAL_BREAKDOWN', '');
    expect(error.message).toBe(OF_MATRIX);
  }
});

test('rough solutions', async () => {
  for (const scale of [1e160, 1e308]) {
    const rightSide = hugeRightSide(scale);
    for (const solve of [
      () => sketch.sketchedLstsqSync({ matrix, rightSide, accuracy: 0.5 }),
      () => sketch.iterativeHessianSketchSync({ matrix, rightSide }),
    ]) {
      const error = await expectError(solve, 'NUMERICAL_BREAKDOWN', '');
      expect([OF_RIGHT_SIDE, 'the sums of a sketch overflow: the entries are too large']).toContain(
        error.message,
      );
    }
  }
});
