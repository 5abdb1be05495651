/** Array types of problems and solutions. */

/** A typed array of integers. All types other than `Int32Array`, `Uint8Array` and `Uint8ClampedArray` are copied. */
export type IntegerArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A vector argument: a typed array, or a plain array of numbers, which is copied. */
export type VectorInput = Float64Array | Float32Array | IntegerArray | readonly number[];

/** An argument with indices: 32-bit integers. */
export type IndexInput = IntegerArray | readonly number[];

/**
 * An argument with bytes: a typed array (including Node's `Buffer`), or a plain array of integers from 0 to 255, which
 * is copied.
 */
export type BytesInput = IntegerArray | readonly number[];

/** A dense matrix in row-major order: entry `(i, j)` is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A dense matrix argument: flat, or an array of rows, which is copied. */
export type MatrixInput = FlatMatrixInput | readonly VectorInput[];

/** A dense matrix argument in one array. */
export interface FlatMatrixInput {
  readonly rows: number;
  readonly columns: number;
  readonly data: VectorInput;
  /**
   * The order of the entries: by rows, or by columns, as in tables, which is copied.
   * @defaultValue `'rowMajor'`
   */
  readonly layout?: 'rowMajor' | 'columnMajor';
}

/**
 * A sparse matrix in compressed row format (CSR): row `i` has the columns `indices[k]` and the entries `data[k]` for
 * `indptr[i] <= k < indptr[i + 1]`.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly data: Float64Array;
}

/** A sparse matrix argument. Columns must ascend within each row. */
export interface SparseMatrixInput {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: IndexInput;
  readonly indices: IndexInput;
  readonly data: VectorInput;
}

/**
 * A matrix argument in any form: dense, flat or as rows, or sparse. A flat `Float32Array` is read without conversion,
 * in half the memory; computations are in double precision.
 */
export type AnyMatrixInput = MatrixInput | SparseMatrixInput;
