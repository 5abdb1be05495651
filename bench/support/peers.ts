// The Python of the environment that holds the peers.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** This file is compiled to build/bench/support, and the environment is in build/peers. */
const python = fileURLToPath(
  new URL(
    process.platform === 'win32' ? '../../peers/venv/Scripts/python.exe' : '../../peers/venv/bin/python',
    import.meta.url,
  ),
);

/** Its path; `undefined` where no run of the peers has made the environment. */
export function peersPython(): string | undefined {
  return existsSync(python) ? python : undefined;
}

/** The variables of this process for a Python on one thread. */
export function oneThread(): NodeJS.ProcessEnv {
  // Some machines set these for older versions of OpenBLAS; with a current one they only make it slow.
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...inherited } = process.env;
  return { ...inherited, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
}
