/** Files in the Matrix Market format: every kind of matrix, and files with faults. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMtx } from '../../dist/batch/mtx.js';
import { superlinear, temporaryFolder } from '../support/command.js';

const read = (text: string) => readMtx('matrix.mtx', Buffer.from(text));

/** The rows of a matrix read from a text. */
function rowsOf(text: string): number[][] {
  const matrix = read(text);
  const rows = Array.from({ length: matrix.rows }, () => new Array<number>(matrix.columns).fill(0));
  if (!('indptr' in matrix))
    return rows.map((row, i) => row.map((_, j) => matrix.data[i * row.length + j] as number));
  rows.forEach((row, i) => {
    for (let k = matrix.indptr[i] as number; k < (matrix.indptr[i + 1] as number); k++)
      row[matrix.indices[k] as number] = matrix.data[k] as number;
  });
  return rows;
}

describe('Matrix Market files', () => {
  test.each<[string, string, number[][]]>([
    [
      'coordinates in any order, with comments, a row without entries, and exponents of Fortran',
      '%%MatrixMarket matrix coordinate real general\n% a comment\n3 3 4\n3 1 -2\n1 3 1.5D+00\n% another\n1 1 4e-1\n3 3 7\n',
      [
        [0.4, 0, 1.5],
        [0, 0, 0],
        [-2, 0, 7],
      ],
    ],
    [
      'the lower triangle of a symmetric matrix',
      '%%MatrixMarket matrix coordinate integer symmetric\n2 2 2\n1 1 3\n2 1 5\n',
      [
        [3, 5],
        [5, 0],
      ],
    ],
    [
      'a skew-symmetric matrix',
      '%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 5\n',
      [
        [0, -5],
        [5, 0],
      ],
    ],
    ['a pattern', '%%MatrixMarket matrix coordinate pattern general\n1 3 2\n1 3\n1 1\n', [[1, 0, 1]]],
    [
      'entries of one place',
      '%%MatrixMarket matrix coordinate real general\r\n1 2 2\r\n1 2 3\r\n1 2 4\r\n',
      [[0, 7]],
    ],
    ['no entries', '%%MatrixMarket matrix coordinate real general\n2 1 0', [[0], [0]]],
    [
      'an array by columns',
      '%%MatrixMarket matrix array real general\n2 3\n1\n2\n3\n4\n5\n6\n',
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
    ],
    [
      'a symmetric array',
      '%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n',
      [
        [1, 2],
        [2, 3],
      ],
    ],
    [
      'a skew-symmetric array',
      '%%MatrixMarket matrix array real skew-symmetric\n2 2\n2\n',
      [
        [0, -2],
        [2, 0],
      ],
    ],
  ])('%s', (_, text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  test.each<[string, string, string]>([
    ['another file', '{"rows": 2}', 'is no Matrix Market file'],
    [
      'complex entries',
      '%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 2 3\n',
      'not real numbers',
    ],
    ['too few entries', '%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 4\n', 'is shorter'],
    ['too many entries', '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 4\n2 2 1\n', 'is longer'],
    ['an index of 0', '%%MatrixMarket matrix coordinate real general\n2 2 1\n0 1 4\n', 'has the index 0'],
    ['an index beyond', '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 3 4\n', 'from 1 to 2'],
    ['a word', '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 x\n', 'has x instead of a number'],
    ['a size that is no integer', '%%MatrixMarket matrix array real general\n1.5 1\n1\n', 'has the size 1.5'],
    ['a rectangle as symmetric', '%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n', 'not square'],
    [
      'declared rows',
      '%%MatrixMarket matrix coordinate real general\n2147483647 1 1\n1 1 1\n',
      'almost all of them empty',
    ],
    [
      'declared entries',
      '%%MatrixMarket matrix coordinate real general\n9 9 2147483647\n1 1 1\n',
      'is shorter',
    ],
    [
      'a declared array',
      '%%MatrixMarket matrix array real general\n2147483647 2147483647\n1\n',
      'is shorter',
    ],
  ])('%s: refused', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('columns beyond memory are read', () => {
    expect(
      read('%%MatrixMarket matrix coordinate real general\n1 2147483647 2\n1 2147483647 1\n1 5 2\n'),
    ).toEqual({
      rows: 1,
      columns: 2147483647,
      indptr: Int32Array.of(0, 2),
      indices: Int32Array.of(4, 2147483646),
      data: Float64Array.of(2, 1),
    });
  });

  test('are matrices of jobs, compressed too', async () => {
    const folder = temporaryFolder();
    const text = '%%MatrixMarket matrix coordinate real symmetric\n2 2 3\n1 1 2\n2 1 1\n2 2 3\n';
    writeFileSync(join(folder, 'matrix.mtx'), text);
    writeFileSync(join(folder, 'matrix.mtx.gz'), gzipSync(text));
    for (const mtx of ['matrix.mtx', 'matrix.mtx.gz']) {
      const job = join(folder, 'job.json');
      writeFileSync(job, JSON.stringify({ matrix: { mtx }, rightSide: [1, 2] }));
      const { code, stdout } = await superlinear(['solve', job, '--method', 'linear.solve']);
      expect(code).toBe(0);
      const [x, y] = JSON.parse(stdout).solution;
      expect(Math.hypot(x - 0.2, y - 0.6)).toBeLessThan(1e-15);
    }
    const job = join(folder, 'wrong.json');
    writeFileSync(job, JSON.stringify({ matrix: { mtx: 'none.mtx' }, rightSide: [1, 2] }));
    const { code, stderr } = await superlinear(['solve', job, '--method', 'linear.solve']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('matrix cannot be read: none.mtx');
  });
});
