// The reference computation with the SciPy of the peers' environment: the minimum of five runs on one thread.

import { spawnSync } from 'node:child_process';
import { oneThread, peersPython } from '../support/peers.js';

const program = `
import time
import numpy
from scipy.linalg.lapack import dsyev
matrix = numpy.random.default_rng(1).standard_normal((1000, 1000))
matrix = numpy.asfortranarray(matrix + matrix.T)
times = []
for _ in range(5):
    start = time.process_time()
    dsyev(matrix)
    times.append(time.process_time() - start)
print(min(times))
`;

/** Processor seconds of dsyev with eigenvectors; `undefined` if the environment is missing. */
export function referenceSeconds(): number | undefined {
  const python = peersPython();
  if (python === undefined) return undefined;
  const { stdout, status } = spawnSync(python, ['-c', program], { env: oneThread(), encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
