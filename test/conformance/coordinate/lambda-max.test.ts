/** The smallest penalty strength with all coefficients zero. */

import { coordinate, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyLambdaMax } from '../../certificates/coordinate.js';
import { NINE_CLASSIFIED, SIX, SIX_CLASSIFIED, SIX_GROUPED } from '../../data/coordinate.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose } from '../../support/expect.js';
import { corr, text } from '../../support/regression.js';

const { lambdaMax, lambdaMaxSync } = coordinate;

beforeAll(() => load('coordinate'));

checkSolver({
  method: 'coordinate.lambdaMax',
  certify: certifyLambdaMax,
  solve: lambdaMax,
  solveSync: lambdaMaxSync,
  problem: () => ({ ...SIX, layout: 'rowMajor' as const, loss: 'squared' as const, intercept: false }),
  verify({ lambdaMax, objective }) {
    expectClose(lambdaMax, 2.75, 1e-14);
    expectClose(objective, 1.6041666666666667, 1e-14);
  },
});

const documents = text(300, 500, 12, 20, 9);
const correlated = corr(100, 200, 10, 0.5, 3, 7);

test.each<[string, coordinate.LambdaMaxProblem, number]>([
  ['groups', { ...SIX_GROUPED, penalty: 'groupL2', intercept: false }, 1.9445436482630056],
  ['two classes', { ...SIX_CLASSIFIED, loss: 'logistic', intercept: false }, 0.5],
  ['three classes', { ...NINE_CLASSIFIED, loss: 'multinomial', intercept: false }, 0.25925925925925924],
  ['documents', { ...documents, loss: 'logistic', intercept: false }, 0.04469181598459267],
  ['correlated features', { ...correlated, layout: 'columnMajor', intercept: false }, 1.6462882918372543],
])('known: %s', (_, problem, expected) => {
  expectClose(lambdaMaxSync(problem).lambdaMax, expected, 1e-12);
});

test.each(['squared', 'huber', 'logistic'] as const)('%s: above it all is zero, below it is not', (loss) => {
  const data = loss === 'logistic' ? SIX_CLASSIFIED : SIX;
  const problem = { ...data, loss, penaltyFactors: [1, 0, 2] } as const;
  const { lambdaMax: largest, objective } = lambdaMaxSync(problem);
  const above = coordinate.fitSync({ ...problem, lambda: 1.0001 * largest, tolerance: 1e-12 });
  expect([above.coefficients[0], above.coefficients[2]]).toEqual([0, 0]);
  expectClose(above.objective, objective, 1e-9);
  const below = coordinate.fitSync({ ...problem, lambda: 0.99 * largest, tolerance: 1e-12 });
  expect(below.coefficients.filter((entry) => entry !== 0).length).toBeGreaterThan(1);
});
