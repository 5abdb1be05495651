// The Python of the peers' environment.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** This file is compiled to build/bench/support; the environment is in build/peers. */
const python = fileURLToPath(
  new URL(
    process.platform === 'win32' ? '../../peers/venv/Scripts/python.exe' : '../../peers/venv/bin/python',
    import.meta.url,
  ),
);

/** Its path; `undefined` until a run of the peers has created the environment. */
export function peersPython(): string | undefined {
  return existsSync(python) ? python : undefined;
}

/** Environment variables for a Python process with one thread. */
export function oneThread(): NodeJS.ProcessEnv {
  // Some machines set these for older versions of OpenBLAS; they slow down a current one.
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...inherited } = process.env;
  return { ...inherited, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
}
