/** Basis functions at points against closed forms. */

import { load, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyBasisMatrix } from '../../certificates/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { basisMatrix, basisMatrixSync } = sketch;

beforeAll(() => load('sketch'));

checkSolver({
  method: 'sketch.basisMatrix',
  certify: certifyBasisMatrix,
  solve: basisMatrix,
  solveSync: basisMatrixSync,
  problem: (): sketch.BasisMatrixProblem => ({
    points: [[0.5], [-1]],
    basis: 'legendre',
    degree: 2,
    degreeKind: 'total',
  }),
  verify({ matrix, multiIndices }) {
    expect([matrix.rows, matrix.columns]).toEqual([2, 3]);
    const [a, b] = [Math.sqrt(3), Math.sqrt(5)];
    expectAllClose(matrix.data, [1, a / 2, -b / 8, 1, -a, b], 1e-15);
    expect(multiIndices).toEqual(Int32Array.of(0, 1, 2));
  },
});

describe('functions of points', () => {
  const points = uniform(3, 20).map((value) => 2 * value - 1);
  const line = { rows: 20, columns: 1, data: points };

  test('are cosines of multiples of the angle, by Chebyshev', () => {
    const { matrix } = basisMatrixSync({ points: line, basis: 'chebyshev', degree: 30 });
    points.forEach((x, i) => {
      for (let k = 0; k <= 30; k++) {
        const expected = (k === 0 ? 1 : Math.SQRT2) * Math.cos(k * Math.acos(x));
        expectClose(matrix.data[31 * i + k] as number, expected, 1e-12);
      }
    });
  });

  test('are cosines and sines, by Fourier', () => {
    const { matrix } = basisMatrixSync({ points: line, basis: 'fourier', degree: 2 });
    const waves = [1, 2].map((k) => Math.PI * k);
    points.forEach((x, i) => {
      const expected = waves.flatMap((wave) => [Math.cos(wave * x), Math.sin(wave * x)]);
      const row = matrix.data.subarray(5 * i, 5 * i + 5);
      expectAllClose(row, [1, ...expected.map((value) => Math.SQRT2 * value)], 1e-14);
    });
  });

  test('have Legendre norms at the ends', () => {
    const { matrix } = basisMatrixSync({ points: [[1]], basis: 'legendre', degree: 50 });
    matrix.data.forEach((value, k) => {
      expectClose(value, Math.sqrt(2 * k + 1), 1e-13);
    });
  });

  test('are products in several variables, sorted by degree', () => {
    const plane = { rows: 10, columns: 2, data: points };
    const total = basisMatrixSync({ points: plane, basis: 'legendre', degree: 2 });
    expect(total.multiIndices).toEqual(Int32Array.of(0, 0, 0, 1, 1, 0, 0, 2, 1, 1, 2, 0));
    const tensor = basisMatrixSync({ points: plane, basis: 'legendre', degree: 1, degreeKind: 'tensor' });
    expect(tensor.multiIndices).toEqual(Int32Array.of(0, 0, 0, 1, 1, 0, 1, 1));
    for (let i = 0; i < 10; i++) {
      const [x, y] = [points[2 * i] as number, points[2 * i + 1] as number];
      const root = Math.sqrt(3);
      expectAllClose(
        tensor.matrix.data.subarray(4 * i, 4 * i + 4),
        [1, root * y, root * x, 3 * x * y],
        1e-14,
      );
    }
  });

  test('of too high a degree, and points outside, are refused', async () => {
    const refused = (problem: object, path: string) =>
      expectError(
        () => basisMatrix({ points: [[0]], basis: 'legendre', degree: 1, ...problem }),
        'INVALID_INPUT',
        path,
      );
    await refused({ degree: 4294967295 }, 'degree');
    await refused({ degree: -1 }, 'degree');
    await refused({ degree: 1.5 }, 'degree');
    await refused({ points: [new Array(60).fill(0)], degreeKind: 'tensor' }, 'degree');
    await refused({ points: [[0], [-1.001]] }, 'points[1][0]');
    await refused({ points: [] }, 'points');
    await refused({ points: [[]] }, 'points');
    await refused({ degreeKind: 'sum' }, 'degreeKind');
  });
});
