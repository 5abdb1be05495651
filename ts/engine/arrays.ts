/** The arrays of problems and solutions. */

/** A typed array of whole numbers. Those that are neither of 32 bits and signed nor bytes are copied. */
export type WholeNumberArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A vector as an argument: a typed array, or a plain array of numbers, which is copied. */
export type VectorInput = Float64Array | Float32Array | WholeNumberArray | readonly number[];

/** Indices as an argument: whole numbers of 32 bits. */
export type IndexInput = WholeNumberArray | readonly number[];

/** Bytes as an argument: a typed array, Node's `Buffer` too, or a plain array of whole numbers from 0 to 255, which is copied. */
export type BytesInput = WholeNumberArray | readonly number[];

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

/** A sparse matrix as an argument; the columns of each row ascend. */
export interface SparseMatrixInput {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: IndexInput;
  readonly indices: IndexInput;
  readonly data: VectorInput;
}

/**
 * A matrix as an argument in whichever form it is there: dense, flat or as rows, or sparse. A flat one of a `Float32Array` is
 * read as it is, in half the memory; what is computed with it is computed in double precision.
 */
export type AnyMatrixInput = MatrixInput | SparseMatrixInput;
