/** Solved atoms on logarithmic grids. */

import { atom, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { onLogGrid, onLogGridSync, solve, solveSync } = atom;

beforeAll(() => load('atom'));

const electrons = ({ weights, density }: atom.OnLogGridSolution) =>
  density.reduce((sum, value, k) => sum + value * (weights[k] as number), 0);

checkSolver({
  method: 'atom.onLogGrid',
  mayBeNaN: ['solution'],
  solve: onLogGrid,
  solveSync: onLogGridSync,
  problem: () => ({ solution: solveSync({ element: 'He' }), points: 500, rMin: 1e-6, rMax: 50 }),
  verify(solution) {
    expect(solution.r).toHaveLength(500);
    expectClose(electrons(solution), 2, 1e-9);
  },
});

test.each(['schrodinger', 'dirac'] as const)(
  '2000 points hold all electrons of uranium, %s',
  async (model) => {
    const solution = await onLogGrid({ solution: await solve({ element: 'U', model }) });
    expect(Math.abs(electrons(solution) - 92)).toBeLessThan(1e-9);
    expect(solution.orbitals.columns).toBe(2000);
    expect(solution.small === undefined).toBe(model === 'schrodinger');
  },
);

test('bad input is refused with its path', async () => {
  const solution = await solve({ element: 'He' });
  const refused = (problem: object, path: string) =>
    expectError(() => onLogGrid({ solution, ...problem }), 'INVALID_INPUT', path);
  await refused({ points: 1 }, 'points');
  await refused({ rMin: 0 }, 'rMin');
  await refused({ rMin: 60 }, 'rMin');
  await refused({ rMax: 60 }, 'rMax');
});
