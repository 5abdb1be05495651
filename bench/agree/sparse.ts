// Sparse matrices of plain lists, as printed calls and other programs take them.

/** A square matrix by rows without its zeros. */
export function sparseOf(matrix: readonly (readonly number[])[]) {
  const rows = matrix.map((row) => row.flatMap((value, j) => (value === 0 ? [] : [{ j, value }])));
  const entries = rows.flat();
  let count = 0;
  return {
    rows: matrix.length,
    columns: matrix.length,
    indptr: [0, ...rows.map(({ length }) => (count += length))],
    indices: entries.map(({ j }) => j),
    data: entries.map(({ value }) => value),
  };
}
