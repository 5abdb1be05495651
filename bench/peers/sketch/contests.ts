// The peers compared on each workload.

import type { Workload } from '../../sketch/workloads.js';

/** A peer's way to solve a workload: in Python, with one thread and with all, or in this process. */
export type Contest =
  | { readonly peer: string; readonly python: PythonMethod }
  | { readonly peer: string; readonly javascript: JavaScriptMethod };

/** The methods of worker.py. */
export type PythonMethod = 'gelsd' | 'gelsy' | 'numpy' | 'randomizedSvd' | 'randomizedSvdOfTwo' | 'svds';

/** The methods of ml-matrix.ts. */
export type JavaScriptMethod = 'qr' | 'svd';

const gelsd: Contest = { peer: 'scipy lstsq, gelsd', python: 'gelsd' };
const gelsy: Contest = { peer: 'scipy lstsq, gelsy', python: 'gelsy' };
const numpy: Contest = { peer: 'numpy lstsq', python: 'numpy' };
const mlMatrixQr: Contest = { peer: 'ml-matrix, QR', javascript: 'qr' };
const mlMatrixSvd: Contest = { peer: 'ml-matrix, SVD', javascript: 'svd' };
const randomizedSvd: Contest = { peer: 'scikit-learn randomized_svd', python: 'randomizedSvd' };
const randomizedSvdOfTwo: Contest = { peer: 'the same, n_iter=2', python: 'randomizedSvdOfTwo' };
const svds: Contest = { peer: 'scipy svds', python: 'svds' };

const lapack = [gelsd, gelsy, numpy];

export const contests: Readonly<Record<Workload, readonly Contest[]>> = {
  '200000x100': lapack,
  '200000x100-1e6': lapack,
  '200000x100-1e12': lapack,
  '50000x200': lapack,
  '50000x200-1e6': lapack,
  '50000x200-1e12': lapack,
  '20000x50': [...lapack, mlMatrixQr, mlMatrixSvd],
  '100000x16': lapack,
  '3000x350': lapack,
  '4000x500': lapack,
  '4000x500-1e12': lapack,
  '4000x500-1e16': lapack,
  '8000x1000': lapack,
  '8000x1000-1e12': lapack,
  '1000000x64': lapack,
  '4000x2000-50': [randomizedSvd, randomizedSvdOfTwo, svds],
};
