/** LSMR: tests shared with LSQR, and monotone decrease of the residual of the normal equations. */

import { sketch } from 'superlinear';
import { expect, test } from 'vitest';
import { EXACT_CASES } from '../../data/sketch.js';
import { checkKrylov } from './krylov.js';

// method: 'sketch.lsmr'
checkKrylov('sketch.lsmr', sketch.lsmr, sketch.lsmrSync);

test('the residual of the normal equations falls in each iteration', async () => {
  const { history } = await sketch.lsmr({ ...EXACT_CASES.plain.problem, tolerance: 1e-14, history: true });
  const norms = (history ?? []).map(({ normalResidual }) => normalResidual);
  norms.forEach((norm, k) => {
    expect(norm).toBeLessThanOrEqual(norms[k - 1] ?? Number.POSITIVE_INFINITY);
  });
});
