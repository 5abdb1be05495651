/**
 * superlinear: numerical solvers that converge fast, in Rust, natively and in WebAssembly.
 *
 * @example
 * ```ts
 * import { transport } from 'superlinear';
 *
 * const { transportCost } = await transport.sinkhornNewton({
 *   sourcePoints: [[0, 0], [1, 0], [0, 1]],
 *   targetPoints: [[1, 1], [2, 0]],
 *   regularization: 0.01,
 * });
 * ```
 */

export type { BackendDescription, BackendName } from './backends/backend.js';
export { backend } from './backends/select.js';
export type {
  AnyMatrixInput,
  BytesInput,
  FlatMatrixInput,
  IndexInput,
  IntegerArray,
  Matrix,
  MatrixInput,
  SparseMatrix,
  SparseMatrixInput,
  VectorInput,
} from './engine/arrays.js';
export { type ErrorCode, SuperlinearError } from './engine/errors.js';
export { load } from './engine/load.js';
export type { RunOptions, SyncRunOptions } from './engine/options.js';
export type { BlockingFunction } from './engine/probe.js';
export type { Ending } from './generated/engine.js';
export * from './generated/families.js';
export { families } from './generated/methods.js';
export { type LoadName, loadNames } from './generated/modules.js';
export type { EngineOptions, ProgressFraction } from './generated/options.js';
export { version } from './generated/version.js';
export { type Method, methods } from './methods.js';
export { print } from './print.js';
