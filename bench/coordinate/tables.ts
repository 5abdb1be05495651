// Data sets bundled with scikit-learn, read with the peers' Python.

import { spawnSync } from 'node:child_process';
import { oneThread, peersPython } from '../support/peers.js';
import type { Tables } from './workloads.js';

const program = `
import sys
import numpy
from sklearn import datasets
matrix, response = getattr(datasets, "load_" + sys.argv[1])(return_X_y=True)
numbers = numpy.concatenate([matrix.shape, matrix.ravel(order="F"), response])
sys.stdout.buffer.write(numbers.astype("<f8").tobytes())
`;

/** Whether the data sets are available: the peers' environment must exist. */
export const hasTables = (): boolean => peersPython() !== undefined;

export const tables: Tables = (name) => {
  const options = { env: oneThread(), maxBuffer: Number.POSITIVE_INFINITY };
  const { stdout, stderr, status } = spawnSync(peersPython() ?? 'python3', ['-c', program, name], options);
  if (status !== 0) throw new Error(`no table ${name}: ${stderr}`);
  const numbers = new Float64Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
  const [rows, columns] = numbers;
  const end = 2 + rows * columns;
  return { matrix: { rows, columns, data: numbers.slice(2, end) }, response: numbers.slice(end) };
};
