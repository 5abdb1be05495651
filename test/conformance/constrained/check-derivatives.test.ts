/** Derivatives compared with finite differences. */

import { constrained, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../../data/constrained.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError, expectFinite } from '../../support/expect.js';
import { functionsOf } from '../../support/programs.js';

const { checkDerivatives, checkDerivativesSync } = constrained;

const program = (name: string) =>
  PROGRAMS.find((program) => program.name === name) as (typeof PROGRAMS)[number];

checkSolver({
  method: 'constrained.checkDerivatives',
  solve: checkDerivatives,
  solveSync: checkDerivativesSync,
  random: true,
  problem: () => functionsOf(program('HS77')).withDerivatives,
  verify: ({ errors, compared }) => {
    expect(errors).toEqual([]);
    // The gradient, the Jacobian, and the lower triangle of the Hessian.
    expect(compared).toBe(5 + 2 * 5 + 15);
  },
});

beforeAll(() => load('constrained'));

test('right derivatives pass', () => {
  for (const each of PROGRAMS) {
    expect(checkDerivativesSync(functionsOf(each).withDerivatives).errors, each.name).toEqual([]);
    expect(checkDerivativesSync(functionsOf(each).withoutDerivatives).compared).toBe(0);
  }
});

test('a wrong entry is reported with what it should be', () => {
  const { hessian: _, ...problem } = functionsOf(program('HS77')).withDerivatives;
  const jacobian = (x: Float64Array) => {
    const rows = problem.jacobian(x);
    (rows[1] as number[])[2] = -1;
    return rows;
  };
  const { errors, point } = checkDerivativesSync({ ...problem, jacobian });
  expectFinite(errors);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ name: 'jacobian', row: 1, column: 2, given: -1, isInStructure: true });
  const right = problem.jacobian(point)[1]?.[2] as number;
  expect(Math.abs((errors[0]?.numeric as number) / right - 1)).toBeLessThan(1e-7);
});

test('an entry outside of the structure is reported', () => {
  const { hessian: _, ...problem } = functionsOf(program('HS6')).withDerivatives;
  const { errors } = checkDerivativesSync({
    ...problem,
    jacobian: () => [10],
    jacobianStructure: { rows: [0], columns: [1] },
  });
  expect(errors).toMatchObject([{ name: 'jacobian', row: 0, column: 0, given: 0, isInStructure: false }]);
});

test('a comparison that time does not allow is none', async () => {
  const slow = (x: Float64Array) => {
    const start = performance.now();
    while (performance.now() - start < 2);
    return x.reduce((sum, entry) => sum + entry * entry, 0);
  };
  const gradient = (x: Float64Array) => x.map((entry) => 2 * entry);
  const problem = { objective: slow, gradient, initial: new Float64Array(2500) };
  const start = performance.now();
  const error = await expectError(() => checkDerivativesSync(problem, { timeLimit: 0.05 }), 'INVALID_INPUT');
  expect(error.path).toBe('timeLimit');
  expect(performance.now() - start).toBeLessThan(5000); // a complete comparison takes at least 10,000
});
