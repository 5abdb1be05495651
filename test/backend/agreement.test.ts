/**
 * Agreement of the native addon and WebAssembly: the same answers up to rounding, and the same messages for invalid
 * input.
 */

import * as fc from 'fast-check';
import {
  atom,
  type BackendName,
  blackbox,
  constrained,
  coordinate,
  numerics,
  SuperlinearError,
  sketch,
  transport,
} from 'superlinear';
import { describe, expect, test } from 'vitest';
import { PROGRAMS } from '../data/constrained.js';
import { ASSIGNMENT_FIVE, DIVERGENCE, FOUR_POINTS, UNBALANCED, WEAK_LINK } from '../data/transport.js';
import { functionsOf } from '../support/programs.js';
import { masses, uniform } from '../support/random.js';
import { corr, text } from '../support/regression.js';

const { sinkhornNewton } = transport;

/** Allowed relative difference between numbers of a solution. */
const TOLERANCE = 1e-10;

/** Fields that may differ if the tolerance is at the level of rounding. */
const UNDETERMINED = { iterations: undefined, status: undefined };

/** Fields left undetermined by weak links beyond the tolerance. */
const NO_POTENTIALS = { sourcePotential: [], targetPotential: [] };

/** Asserts that two solutions have the same shape, and numbers that agree relative to the largest in the same array. */
function expectAgreement(actual: unknown, expected: unknown, path = 'solution'): void {
  if (typeof expected === 'number') {
    const error = Math.abs((actual as number) - expected);
    expect(error, `${path}: ${actual} against ${expected}`).toBeLessThanOrEqual(
      TOLERANCE * Math.max(1, Math.abs(expected)),
    );
  } else if (ArrayBuffer.isView(expected)) {
    const [left, right] = [actual as Float64Array, expected as Float64Array];
    expect(left.length, path).toBe(right.length);
    right.forEach((value, index) => {
      expectAgreement(left[index], value, `${path}[${index}]`);
    });
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object)).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) {
      expectAgreement((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toBe(expected);
  }
}

async function expectSame<Solution>(solve: (backend: BackendName) => Promise<Solution>): Promise<void> {
  expectAgreement(await solve('wasm'), await solve('native'));
}

test.each(['schrodinger', 'scalar', 'dirac'] as const)(
  'totals of atoms agree to all digits: %s',
  async (model) => {
    for (const element of ['H', 'Fe', 'U']) {
      const [native, wasm] = await Promise.all(
        (['native', 'wasm'] as const).map((backend) => atom.solve({ element, model }, { backend })),
      );
      const difference = Math.abs((native?.energy.total ?? 0) - (wasm?.energy.total ?? 1));
      expect(difference).toBeLessThan(1e-13 * Math.abs(native?.energy.total ?? 0) + 1e-13);
      expect(wasm?.iterations).toBe(native?.iterations);
    }
  },
);

describe('native and WebAssembly agree', () => {
  const cost = { rows: 80, columns: 60, data: uniform(3, 4800) };
  const weakAssignment = { ...ASSIGNMENT_FIVE.problem, regularization: 0.005, plan: 'dense' } as const;
  /** Parts linked by little mass determine their relative potentials only up to rounding divided by that mass. */
  const weaklyLinked = new Set<object>([WEAK_LINK.problem, weakAssignment]);
  const problems: Record<string, transport.SinkhornNewtonProblem> = {
    'a weak link': WEAK_LINK.problem,
    'an assignment': { ...ASSIGNMENT_FIVE.problem, regularization: 0.02, plan: 'dense' },
    'an assignment in weakly linked parts': weakAssignment,
    'points with a zero mass': FOUR_POINTS.problem,
    'a random cost': { cost, source: masses(1, 80), target: masses(2, 60), regularization: 1e-3 },
    'plain Sinkhorn': {
      cost,
      source: masses(1, 80),
      target: masses(2, 60),
      regularization: 0.1,
      method: 'sinkhorn',
    },
  };

  test.each(Object.entries(problems))('on %s', async (_, problem) => {
    // At the default tolerance two runs may stop a step apart; this one leaves only rounding.
    await expectSame(async (backend) => {
      const { precisionFloor, marginalError, history, ...solution } = await sinkhornNewton(
        { ...problem, tolerance: 1e-13 },
        { backend },
      );
      expect(marginalError).toBeLessThanOrEqual(1e-12);
      return { ...solution, ...UNDETERMINED, ...(weaklyLinked.has(problem) && NO_POTENTIALS) };
    });
  });

  test.each(Object.entries(problems))('in status and in steps on %s', async (_, problem) => {
    await expectSame(async (backend) => {
      const { status, iterations } = await sinkhornNewton(problem, { backend });
      return { status, iterations: { ...iterations, linear: 0 } };
    });
  });

  test('on masses that need not be moved, with gradients', async () => {
    const problem = { ...UNBALANCED.problem, tolerance: 1e-13, gradients: true };
    await expectSame(async (backend) => {
      const { precisionFloor, marginalError, ...solution } = await sinkhornNewton(problem, { backend });
      return { ...solution, ...UNDETERMINED };
    });
  });

  test('on exact transport', async () => {
    const problem = { cost, source: masses(1, 80), target: masses(2, 60), normalize: true };
    await expectSame(async (backend) => {
      const { dualityGap, marginalError, iterations, ...solution } = await transport.exact(problem, {
        backend,
      });
      return solution;
    });
  });

  test('on the Sinkhorn divergence', async () => {
    const problem = { ...DIVERGENCE.problem, tolerance: 1e-13, gradients: true };
    await expectSame(async (backend) => {
      const { marginalError, ...solution } = await transport.sinkhornDivergence(problem, { backend });
      return { ...solution, ...UNDETERMINED };
    });
  });

  test('on barycenters', async () => {
    await expectSame(async (backend) => {
      const { marginalError, precisionFloor, ...solution } = await transport.barycenter(
        {
          histograms: [masses(5, 12), masses(6, 12)],
          points: { rows: 12, columns: 2, data: uniform(7, 24) },
          normalize: true,
          regularization: 0.05,
          tolerance: 1e-12,
        },
        { backend },
      );
      return { ...solution, ...UNDETERMINED };
    });
  });

  test('draw by draw on rows of features', async () => {
    const points = { rows: 400, columns: 2, data: uniform(8, 800).map((value) => 2 * value - 1) };
    const orders = [
      { method: 'uniform', size: 30 },
      { method: 'leverage', size: 60, stabilized: true },
      { method: 'volume', size: 30 },
      { method: 'dpp' },
      { method: 'repeatedDpp', repeats: 4 },
      { method: 'volumeRescaled', size: 30 },
    ] as const;
    const bases = ['legendre', 'chebyshev', 'fourier'] as const;
    const rightSide = uniform(9, 400);
    for (const order of orders) {
      for (const basis of bases) {
        for (const seed of [0, 1, 2, 3]) {
          await expectSame((backend) =>
            sketch.sampledLstsq({ points, basis, degree: 3, rightSide, ...order }, { backend, seed }),
          );
        }
      }
    }
  });

  const tall = { rows: 600, columns: 5, data: uniform(8, 3000) };
  const rightSide = uniform(9, 600);

  test.each(['gaussian', 'srht', 'countSketch', 'sparseSign'] as const)(
    'on products with %s',
    async (kind) => {
      await expectSame((backend) => sketch.applySketch({ matrix: tall, kind, rows: 60 }, { backend }));
      const problem = { matrix: tall, kind, rows: 600, columns: 1000, transpose: true };
      await expectSame((backend) => sketch.applySketch(problem, { backend }));
    },
  );

  test('on sketched least squares', async () => {
    const problem = { matrix: tall, rightSide, accuracy: 0.9 };
    await expectSame((backend) => sketch.sketchedLstsq(problem, { backend }));
    await expectSame(async (backend) => {
      const { errorEstimate, ...solution } = await sketch.iterativeHessianSketch(
        { matrix: tall, rightSide, tolerance: 1e-12 },
        { backend },
      );
      return solution;
    });
  });

  test.each([true, false])('on leverage scores, exact: %o', async (exact) => {
    const matrix = { rows: 3000, columns: 2, data: uniform(8, 6000) };
    await expectSame((backend) => sketch.leverageScores({ matrix, exact }, { backend }));
  });

  test('on iterative least squares and consistent systems', async () => {
    const problem = { matrix: tall, rightSide, tolerance: 1e-13 };
    for (const method of [sketch.lsqr, sketch.lsmr]) {
      await expectSame(async (backend) => {
        const { normalResidual, ...solution } = await method(problem, { backend });
        return solution;
      });
    }
    for (const method of ['sweeps', 'blockRow', 'row', 'sparseSign'] as const) {
      const wide = { matrix: { rows: 5, columns: 600, data: tall.data }, rightSide: rightSide.slice(0, 5) };
      await expectSame(async (backend) => {
        const found = await sketch.solveConsistent({ ...wide, method, tolerance: 1e-14 }, { backend });
        return { ...found, ...UNDETERMINED, residualNorm: 0 };
      });
    }
  });

  test('on singular values and bases of the range', async () => {
    const matrix = { rows: 90, columns: 70, data: uniform(10, 6300) };
    await expectSame((backend) => sketch.randomizedSvd({ matrix, rank: 10 }, { backend }));
    await expectSame((backend) => sketch.randomizedRangeFinder({ matrix, tolerance: 20 }, { backend }));
  });

  test('on sparse models', async () => {
    const { matrix, response } = corr(60, 90, 5, 0.5, 3, 7);
    const numbers = { matrix, layout: 'columnMajor', response, lambdaRatio: 0.1, tolerance: 1e-13 } as const;
    const documents = { ...text(200, 300, 12, 20, 9), loss: 'logistic', lambdaRatio: 0.1 } as const;
    const groups = Int32Array.from({ length: 90 }, (_, j) => Math.floor(j / 3));
    for (const problem of [
      numbers,
      { ...numbers, loss: 'huber' } as const,
      { ...numbers, penalty: 'groupL2', groups } as const,
      { ...documents, tolerance: 1e-13 },
    ]) {
      await expectSame(async (backend) => {
        const { coefficients, intercept, objective, support } = await coordinate.fit(problem, { backend });
        return { coefficients, intercept, objective, support };
      });
    }
  });

  test('on minima and roots', async () => {
    await expectSame((backend) =>
      numerics.brentMinimum({ objective: (x) => x - Math.log(x), lower: 0.1, upper: 4 }, { backend }),
    );
    await expectSame((backend) =>
      numerics.brentRoot({ function: (x) => x ** 3 - 5, lower: 0, upper: 4 }, { backend }),
    );
  });

  test('on the first populations of CMA-ES, whose covariance has equal eigenvalues', async () => {
    const objective = (x: Float64Array) =>
      x.reduce((sum, entry, k) => sum + (k + 1) * (entry - 0.1 * k) ** 2, 0);
    const box = { lower: -5, upper: 5, dimension: 12, maxEvaluations: 88, archive: true } as const;
    await expectSame(async (backend) => {
      const problem = { ...box, objective, method: 'cmaes', model: 'none' } as const;
      const { objective: least, archive } = await blackbox.minimize(problem, { backend });
      return { least, points: archive?.points.data, values: archive?.values };
    });
  });

  test('on what they refuse, to the letter', async () => {
    const refusal = async (problem: object, backend: BackendName) => {
      try {
        await sinkhornNewton(problem as transport.SinkhornNewtonProblem, { backend });
        return 'accepted';
      } catch (error) {
        if (!(error instanceof SuperlinearError)) throw error;
        return { code: error.code, message: error.message, path: error.path };
      }
    };
    const value = fc.oneof(
      fc.constantFrom(0, -1, 0.5, 1e12, 1e300, null, 'x', true, [], [1], [1, 2], [0.5, 0.5], [[1, 2]], {
        rows: 1,
      }),
      fc.record({ rows: fc.integer(), columns: fc.integer(), data: fc.array(fc.double()) }),
    );
    const keys = [
      'cost',
      'source',
      'target',
      'regularization',
      'tolerance',
      'plan',
      'initial',
      'metric',
      'unknown',
    ];
    const problem = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(problem, async (changes) => {
        const input = { cost: [[0, 1]], regularization: 1, ...changes };
        expect(await refusal(input, 'wasm')).toEqual(await refusal(input, 'native'));
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('constrained minima of the public problems', () => {
  const solve = (backend: BackendName, problem: Parameters<typeof constrained.minimizeSync>[0]) =>
    constrained.minimizeSync(problem, { backend });

  test.each(PROGRAMS)('$name ends with the same status after as many iterations, within a few', (program) => {
    const { withDerivatives, withoutDerivatives } = functionsOf(program);
    for (const problem of [
      withDerivatives,
      withoutDerivatives,
      { ...withDerivatives, inner: 'gmres' as const },
    ]) {
      const [native, wasm] = [solve('native', problem), solve('wasm', problem)];
      expect(wasm.status).toBe(native.status);
      // With slow convergence, rounding in the differences affects the number of iterations.
      const most = program.isDegenerate ? 3 : 1;
      expect(Math.abs(wasm.iterations - native.iterations)).toBeLessThanOrEqual(most);
    }
  });

  test('what has no solution ends alike too', () => {
    const cases = [
      // Infeasible, unbounded, too few iterations.
      {
        objective: ([x]: Float64Array) => x as number,
        constraints: ([x]: Float64Array) => [(x as number) ** 2 + 1],
      },
      {
        objective: ([x, y]: Float64Array) => (x as number) - (y as number),
        constraints: ([, y]: Float64Array) => [(y as number) - 1],
      },
      {
        objective: ([x]: Float64Array) => (x as number) ** 4,
        constraints: ([x, y]: Float64Array) => [(x as number) ** 3 - (y as number)],
        maxIterations: 2,
      },
    ];
    const statuses = cases.map((functions) => {
      const problem = { ...functions, constraintCount: 1, initial: [3, 1] };
      const [native, wasm] = [solve('native', problem), solve('wasm', problem)];
      expect(wasm.status).toBe(native.status);
      return native.status;
    });
    expect(statuses).toEqual(['locallyInfeasible', 'unbounded', 'iterationLimit']);
  });
});
