/**
 * Minimization over categories and mixed variables: by Gaussian processes with local searches, and by evolution on
 * cheap models.
 */

import { blackbox, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { compromises } from '../../../ts/claims/support/genes.js';
import { MIXED } from '../../data/black-box.js';
import { testNatively } from '../../support/natively.js';

const { minimize, minimizeSync } = blackbox;

beforeAll(() => load('blackbox'));

const SHAPES = { round: 1, square: 0, flat: 2 };

test('a mixture of categories and numbers is searched by a Gaussian process', async () => {
  const solution = await minimize({
    variables: {
      shape: { type: 'category', values: ['round', 'square', 'flat'] },
      size: { type: 'real', lower: 0.01, upper: 100, scale: 'log' },
      holes: { type: 'integer', lower: 0, upper: 9 },
    },
    objective: ({ shape, size, holes }) =>
      SHAPES[shape] + Math.log10(size / 3) ** 2 + 0.1 * Math.abs(holes - 4),
    maxEvaluations: 200,
  });
  expect(solution.method).toBe('gaussianProcess');
  expect(solution.solution).toMatchObject({ shape: 'square', holes: 4 });
  expect(solution.objective).toBeLessThan(1e-10);
});

test('models find better genes with 200 evaluations than random ones are', () => {
  const { variables, objective } = compromises(10);
  const weighted = (genes: ArrayLike<number>) => {
    const [gain, cost] = objective(genes);
    return gain + 0.35 * cost;
  };
  const guided = minimizeSync({ variables, objective: weighted, maxEvaluations: 200 });
  const random = minimizeSync({ variables, objective: weighted, maxEvaluations: 20 });
  expect(guided.objective).toBeLessThan(random.objective - 3);
  expect(minimizeSync({ variables, objective: weighted, maxEvaluations: 200 })).toEqual(guided);
});

describe.each(MIXED)('$name', ({ variables, value, least, tpe }) => {
  const searched = (method: 'auto' | 'evolution', maxEvaluations: number, seed: number) => {
    const seen: number[][] = [];
    const objective = (point: readonly unknown[]) => {
      seen.push(point as number[]);
      return value(point as number[]);
    };
    const { objective: found } = minimizeSync({ variables, objective, maxEvaluations, method }, { seed });
    return { seen, excess: found - least };
  };

  testNatively('is found sooner than by TPE', () => {
    const excesses = Array.from({ length: 10 }, (_, seed) => searched('auto', 60, seed).excess);
    const [, , , , below = 0, above = 0] = excesses.sort((a, b) => a - b);
    expect((below + above) / 2).toBeLessThan(tpe);
  });

  test('is asked about at no point twice', () => {
    const { seen } = searched('auto', 90, 0);
    expect(new Set(seen.map((x) => x.join())).size).toBe(90);
  });

  test('is evolved by points that are new', () => {
    const { seen } = searched('evolution', 150, 0);
    expect(new Set(seen.map((x) => x.map((entry) => entry.toPrecision(6)).join())).size).toBeGreaterThan(140);
  });
});

test('a finite space is searched to its end', () => {
  const variables = [{ type: 'category', values: [3, 1, 2] }, { type: 'boolean' }] as const;
  const { status, evaluations, solution } = minimizeSync({
    variables,
    objective: ([value, isOn]) => value + (isOn ? 1 : 0),
  });
  expect([status, evaluations]).toEqual(['converged', 6]);
  expect(solution).toEqual([1, false]);
});
