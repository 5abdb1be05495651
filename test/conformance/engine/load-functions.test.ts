/** Blocking calls after loading by their function, for functions in JavaScript and as data. */

import { constrained, linear, load, ode } from 'superlinear';
import { expect, test } from 'vitest';

test('load takes blocking functions, and what they call can then be called', async () => {
  await load(constrained.minimizeSync);
  const initial = [3];
  const byFunction = constrained.minimizeSync({ objective: ([x = 0]) => (x - 1) ** 2, initial });
  const formula = { formula: '(x[0] - 1)^2', inputs: { x: 1 } };
  const byFormula = constrained.minimizeSync({ objective: formula, initial });
  expect([byFunction.status, byFormula.status]).toEqual(['converged', 'converged']);

  await load(linear.eigenvaluesSync);
  expect(linear.eigenvaluesSync({ matrix: [[2]] }).values).toEqual(Float64Array.of(2));

  await load(ode.fitSync);
  const field = { formula: '[-k * y[0]]', inputs: { y: 1, k: [] } };
  const observations = [[0.6], [0.37], [0.22]];
  const fit = ode.fitSync({
    field,
    parameters: { k: 1.5 },
    initial: [1],
    times: [0.5, 1, 1.5],
    observations,
  });
  expect(fit.status).toBe('converged');
  expect(fit.errors).toEqual({ k: fit.standardErrors?.[0] });

  await load(constrained.minimizeDialogue);
  expect(constrained.minimizeDialogue({ initial }).question?.name).toBe('objective');
});
