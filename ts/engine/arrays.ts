/** The arrays of problems and solutions. */

/** A vector as an argument: a typed array, or a plain array of numbers, which is copied. */
export type VectorInput = Float64Array | Float32Array | Int32Array | readonly number[];

/** Indices as an argument. */
export type IndexInput = Int32Array | readonly number[];

/** A dense matrix: entry `(i, j)` stands at `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A dense matrix as an argument: flat and row-major, or an array of rows, which is copied. */
export type MatrixInput =
  | { readonly rows: number; readonly columns: number; readonly data: VectorInput }
  | readonly VectorInput[];

/**
 * A sparse matrix by compressed rows (CSR): row `i` has the columns `indices[k]` and the entries `data[k]` for `k` from
 * `indptr[i]` up to, not including, `indptr[i + 1]`.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly data: Float64Array;
}
