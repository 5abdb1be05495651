/** Options for inner solvers, merit functions and Hessian models. */

import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROGRAMS } from '../../data/constrained.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { functionsOf } from '../../support/programs.js';

const { minimize, minimizeSync } = constrained;

const program = (name: string) =>
  PROGRAMS.find((program) => program.name === name) as (typeof PROGRAMS)[number];

const problem = (name: string) => functionsOf(program(name)).withDerivatives;

/** The problem with Hessian-vector products instead of its Hessian. */
function withProducts(name: string) {
  const { hessian, ...rest } = problem(name);
  return {
    ...rest,
    hessianProduct: (x: Float64Array, multipliers: Float64Array, weight: number, vector: Float64Array) =>
      hessian(x, multipliers, weight).map((row) =>
        row.reduce((sum, entry, j) => sum + entry * (vector[j] as number), 0),
      ),
  };
}

beforeAll(() => load('constrained'));

describe('inner solvers', () => {
  test.each(['HS28', 'HS48', 'HS51', 'GENHS28'])('sketches meet the point of ldl on %s', (name) => {
    const expected = minimizeSync(problem(name));
    for (const kind of ['gaussian', 'row', 'blockGaussian', 'blockRow', 'countSketch'] as const) {
      const { status, solution, statistics } = minimizeSync({
        ...problem(name),
        inner: 'sketch',
        innerOptions: { kind },
      });
      expect(status).toBe('converged');
      expect(statistics.innerSteps).toBeGreaterThan(0);
      expectAllClose(solution, expected.solution, 1e-6);
    }
  });

  test('give the same bits for the same seed', () => {
    const sketched = { ...problem('HS48'), inner: 'sketch' as const };
    expect(minimizeSync(sketched, { seed: 3 })).toEqual(minimizeSync(sketched, { seed: 3 }));
    const [first, other] = [minimizeSync(sketched, { seed: 3 }), minimizeSync(sketched, { seed: 4 })];
    expect(other).not.toEqual(first);
    expectAllClose(other.solution, first.solution, 1e-6);
  });

  test.each(['minres', 'gmres'] as const)(
    '%s takes products with the Hessian, or the Hessian',
    async (inner) => {
      for (const name of ['HS40', 'HS78', 'HS79', 'HS100LNP', 'BT11', 'BT12']) {
        const { optimum } = program(name);
        const given = minimizeSync({ ...problem(name), inner });
        const products = await minimize({ ...withProducts(name), inner });
        for (const { status, objective, statistics } of [given, products]) {
          expect(status).toBe('converged');
          expect(statistics).toMatchObject({ innerFallbacks: 0 });
          expectClose(objective, optimum, 1e-7);
        }
        expect(products.evaluations.hessianProduct).toBeGreaterThan(0);
        expect(products.secondOrder).toBe('unexamined');
      }
    },
  );

  test('hand over to ldl what takes too many steps', () => {
    const { status, statistics } = minimizeSync({
      ...problem('HS77'),
      inner: 'sketch',
      innerOptions: { maxSteps: 10 },
    });
    expect(status).toBe('converged');
    expect(statistics.innerFallbacks).toBeGreaterThan(0);
  });

  test('refuse options that do not go with them', async () => {
    const refused = (options: object, path: string) =>
      expectError(() => minimize({ ...problem('HS77'), ...options }), 'INVALID_INPUT', path);
    await refused({ inner: 'lu' }, 'inner');
    await refused(
      { inner: 'minres', innerOptions: { preconditioner: 'lagged' } },
      'innerOptions.preconditioner',
    );
    await refused(
      { inner: 'gmres', innerOptions: { preconditioner: 'none' } },
      'innerOptions.preconditioner',
    );
    await refused({ inner: 'gmres', innerOptions: { restart: 0 } }, 'innerOptions.restart');
    await refused({ inner: 'sketch', innerOptions: { momentum: 1 } }, 'innerOptions.momentum');
    await refused({ inner: 'sketch', innerOptions: { size: 8 } }, 'innerOptions.size');
    await refused({ inner: 'sketch', innerOptions: { tolerance: 1 } }, 'innerOptions.tolerance');
    await refused({ accuracy: 'best' }, 'accuracy');
    await refused({ merit: 'l2' }, 'merit');
    const products = { ...withProducts('HS77'), inner: 'minres' as const };
    await expectError(
      () => minimize({ ...products, requireMinimum: true }),
      'INVALID_INPUT',
      'requireMinimum',
    );
    await expectError(() => minimize({ ...products, accuracy: 'paper' }), 'INVALID_INPUT', 'accuracy');
  });
});

describe('other ways', () => {
  test('the merit function l1 solves what it can', () => {
    const names = PROGRAMS.filter(({ name }) => name !== 'HS27').map(({ name }) => name);
    for (const name of names) {
      const { status } = minimizeSync({ ...problem(name), merit: 'l1' });
      expect(status, name).toBe('converged');
    }
  });

  test('a limited memory finds the points with first derivatives', () => {
    for (const name of ['HS28', 'HS40', 'HS42', 'HS78', 'BT12']) {
      const { hessian: _, ...rest } = problem(name);
      const { status, objective, evaluations } = minimizeSync({
        ...rest,
        hessianApproximation: 'limitedMemory',
      });
      expect(status, name).toBe('converged');
      expectClose(objective, program(name).optimum, 1e-7);
      expect(evaluations.hessian).toBe(0);
    }
  });

  test('a Hessian with a full row is differenced in two columns', () => {
    const n = 200;
    const others = Array.from({ length: n - 1 }, (_, i) => i + 1);
    const { status, evaluations, iterations } = minimizeSync({
      initial: new Float64Array(n).fill(0.5),
      objective: (x) => x.reduce((sum, xi) => sum + (xi - 1) ** 2 + (xi * (x[0] as number)) ** 2, 0),
      gradient: (x, gradient) => {
        const first = x[0] as number;
        let sum = 0;
        x.forEach((xi, i) => {
          gradient[i] = 2 * (xi - 1) + 2 * xi * first ** 2;
          sum += xi ** 2;
        });
        gradient[0] = (gradient[0] as number) + 2 * first * sum;
      },
      hessianStructure: {
        rows: [0, ...others, ...others],
        columns: [0, ...others, ...others.map(() => 0)],
      },
    });
    expect(status).toBe('converged');
    expect(evaluations.gradient).toBeLessThanOrEqual(4 * (iterations + 2));
  });
});
