/** Values of the built-in functions, against their definitions and reference values from NumPy. */

import { blackbox, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyValues } from '../../certificates/blackbox.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { evaluate, evaluateSync } = blackbox;

beforeAll(() => load('blackbox'));

const small = (): blackbox.EvaluateProblem => ({
  builtIn: { name: 'rastrigin' },
  points: { rows: 2, columns: 2, data: Float64Array.of(0, 0, 1, 2) },
});

checkSolver({
  method: 'blackbox.evaluate',
  certify: certifyValues,
  solve: evaluate,
  solveSync: evaluateSync,
  problem: small,
  verify: ({ values }) => expect(Array.from(values)).toEqual([0, 5]),
});

// At (1, -2, 0.5, 3, -1.5), plain and with the seed 11, from their definitions in NumPy.
test.each([
  ['sphere', 16.5, 29.708193045166496],
  ['ellipsoid', 2534982.4805215606, 14662558.777095243],
  ['rosenbrock', 30070.5, 23649.6540567838],
  ['rastrigin', 56.5, 72.30874963437131],
  ['ackley', 7.5895742176487815, 9.275701405064174],
  ['griewank', 0.9996495716739685, 1.0137716264897831],
  ['schwefel12', 9.5, 17.15651516386427],
  ['cigar', 15500001, 24767647.372164816],
  ['sharpRidge', 394.70039370059055, 502.61155068904606],
  ['differentPowers', 16.23123917019277, 56.48522309263855],
  ['levy', 3.334481529964034, 5.3164806577397234],
] as const)('%s', (name, plain, rotated) => {
  const points = [[1, -2, 0.5, 3, -1.5]];
  const solution = evaluateSync({ builtIn: { name }, points });
  certifyValues({ builtIn: { name }, points }, solution);
  expectClose((solution.values[0] as number) / plain, 1, 1e-12);
  const { values } = evaluateSync({ builtIn: { name, seed: 11 }, points });
  expectClose((values[0] as number) / rotated, 1, 1e-12);
});

test('a wrong value is refused', () => {
  const { values } = evaluateSync(small());
  expectRefusal(() => certifyValues(small(), { values: values.map((value) => value + 1e-6) }));
});

test('rotations too large for memory are refused', async () => {
  const points = { rows: 1, columns: 2000, data: new Float64Array(2000) };
  const builtIn = { name: 'sphere', seed: 1 } as const;
  await expectError(() => evaluateSync({ builtIn, points }), 'INVALID_INPUT', 'builtIn.seed');
});
