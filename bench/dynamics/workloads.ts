// Series of benchmarks.

import { dynamics } from 'superlinear';
import { normals } from '../../test/support/random.js';

/** A stream with as many outputs as inputs. */
export function stream(rows: number, inputs: number) {
  const matrix = (seed: number) => ({ rows, columns: inputs, data: normals(seed, rows * inputs) });
  return { inputs: matrix(1), outputs: matrix(2), forgetting: 0.99 };
}

/** A series of the flow of Lorenz. */
export const lorenz = (rows: number) =>
  dynamics.simulateSync({ system: 'lorenz', length: rows, transient: 2000 }).series;
