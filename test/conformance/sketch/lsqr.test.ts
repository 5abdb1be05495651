/** LSQR: tests shared with LSMR, and monotone decrease of the residual. */

import { sketch } from 'superlinear';
import { expect, test } from 'vitest';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkKrylov } from './krylov.js';

// method: 'sketch.lsqr'
checkKrylov('sketch.lsqr', sketch.lsqr, sketch.lsqrSync);

test('the residual falls in each iteration', async () => {
  const { history } = await sketch.lsqr({ ...EXACT_CASES.plain.problem, tolerance: 1e-14, history: true });
  const norms = (history ?? []).map(({ residualNorm }) => residualNorm);
  norms.forEach((norm, k) => {
    expect(norm).toBeLessThanOrEqual(norms[k - 1] ?? Number.POSITIVE_INFINITY);
  });
});
