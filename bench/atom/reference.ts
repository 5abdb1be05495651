// The reference computation, by the SciPy that the peers' environment has: the least of five turns on one thread.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const python = fileURLToPath(
  new URL(
    process.platform === 'win32' ? '../../peers/venv/Scripts/python.exe' : '../../peers/venv/bin/python',
    import.meta.url,
  ),
);

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

/** Processor seconds of dsyev with eigenvectors; `undefined` without the environment. */
export function referenceSeconds(): number | undefined {
  if (!existsSync(python)) return undefined;
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...inherited } = process.env;
  const env = { ...inherited, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { stdout, status } = spawnSync(python, ['-c', program], { env, encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
