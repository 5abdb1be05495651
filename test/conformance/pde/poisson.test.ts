/** Poisson against closed forms and references. */

import { load, pde } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';

beforeAll(() => load('pde'));

checkSolver({
  method: 'pde.poisson',
  solve: pde.poisson,
  solveSync: pde.poissonSync,
  problem: () => ({ values: new Float64Array([1, 2, 3]) }),
  verify: ({ sum }) => expect(sum).toBe(6),
});

test('numbers that add up to none are refused', async () => {
  await expectError(() => pde.poisson({ values: [1e308, 1e308] }), 'INVALID_INPUT', 'values');
});
