/** Values of a solved atom at any r: closed forms, integrals, and limits at the nucleus. */

import { atom, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { evaluate, evaluateSync, solve, solveSync } = atom;

beforeAll(() => load('atom'));

/** Hydrogen without any functional: P = 2 r exp(-r). */
const hydrogen = () => solveSync({ element: 'H', xc: 'none' });

const PROBE = [0, 0.5, 3];

checkSolver({
  method: 'atom.evaluate',
  mayBeNaN: ['solution'],
  solve: evaluate,
  solveSync: evaluateSync,
  problem: () => ({ solution: hydrogen(), what: 'orbital' as const, index: 0, r: PROBE }),
  verify({ values, small }) {
    expectAllClose(
      values,
      PROBE.map((r) => 2 * r * Math.exp(-r)),
      1e-9,
    );
    expect(small).toBeUndefined();
  },
});

const random = (count: number, end: number) => uniform(11, count).map((x) => end * x * x);

describe('against closed forms', () => {
  test('hydrogen-like orbitals at 1000 random points', async () => {
    const z = 10;
    const configuration = '1s2 2s2 2p2';
    const solution = await solve({ element: 'Ne', charge: 4, xc: 'none', configuration, accuracy: 1e-10 });
    const r = random(1000, 20);
    const forms: Record<string, (r: number) => number> = {
      '1s': (r) => 2 * z ** 1.5 * r * Math.exp(-z * r),
      '2s': (r) => (z ** 1.5 / Math.SQRT2) * r * (1 - (z * r) / 2) * Math.exp((-z * r) / 2),
      '2p': (r) => (z ** 2.5 / Math.sqrt(24)) * r * r * Math.exp((-z * r) / 2),
    };
    for (const [index, { label }] of solution.orbitals.entries()) {
      const { values } = await evaluate({ solution, what: 'orbital', index, r });
      const exact = r.map(forms[label] as (r: number) => number);
      const largest = Math.max(...exact.map(Math.abs));
      values.forEach((value, k) => {
        expect(Math.abs(value - (exact[k] as number)), `${label} at ${r[k]}`).toBeLessThan(1e-10 * largest);
      });
    }
  });

  test('density, its slope and kinetic energy of hydrogen', async () => {
    const solution = hydrogen();
    const r = [0.01, 0.7, 4];
    const n = (r: number) => Math.exp(-2 * r) / Math.PI;
    const values = async (what: atom.Quantity) => (await evaluate({ solution, what, r })).values;
    expectAllClose(await values('density'), r.map(n), 1e-8);
    expectAllClose(
      await values('gradient'),
      r.map((r) => -2 * n(r)),
      1e-7,
    );
    expectAllClose(
      await values('kineticDensity'),
      r.map((r) => n(r) / 2),
      1e-7,
    );
    expectAllClose(
      await values('potential'),
      r.map((r) => -1 / r),
      1e-12,
    );
    expectAllClose(await values('effectiveCharge'), [1, 1, 1], 1e-12);
    expectClose(solution.densityAtNucleus ?? 0, 1 / Math.PI, 1e-8);
  });
});

describe('of a self-consistent atom', () => {
  test('parts of the potential sum to it, and far away it is that of the ion', async () => {
    const solution = await solve({ element: 'Ar' });
    const r = Array.from(random(50, 40)).map((x) => x + 0.01);
    const of = async (what: atom.Quantity) => (await evaluate({ solution, what, r })).values;
    const [whole, hartree, xc] = [await of('potential'), await of('hartree'), await of('xc')];
    r.forEach((r, k) => {
      expectClose(whole[k] as number, -18 / r + (hartree[k] as number) + (xc[k] as number), 1e-12);
    });
    const { values } = await evaluate({ solution, what: 'hartree', r: [45] });
    expectClose(values[0] as number, 18 / 45, 1e-12);
  });

  test("Dirac's orbitals have small components, and norm 1 with them", async () => {
    const solution = await solve({ element: 'Xe', model: 'dirac' });
    const points = 4000;
    const step = Math.log(50 / 1e-8) / (points - 1);
    const r = Array.from({ length: points }, (_, i) => Math.min(50, 1e-8 * Math.exp(i * step)));
    for (const index of [0, 2, 3, solution.orbitals.length - 1]) {
      const { values, small } = await evaluate({ solution, what: 'orbital', index, r });
      const norm = r.reduce(
        (sum, r, k) => sum + step * r * ((values[k] ?? 0) ** 2 + (small?.[k] ?? 0) ** 2),
        0,
      );
      expectClose(norm, 1, 1e-7);
    }
  });

  test('bad input is refused with its path', async () => {
    const solution = await solve({ element: 'Ne', model: 'dirac' });
    const refused = (problem: object, path: string) =>
      expectError(() => evaluate({ solution, r: [1], ...problem }), 'INVALID_INPUT', path);
    await refused({ r: [1, -1] }, 'r[1]');
    await refused({ r: [0] }, 'r[0]');
    await refused({ r: [1e4] }, 'r[0]');
    await refused({ what: 'orbital' }, 'index');
    await refused({ what: 'orbital', index: 99 }, 'index');
    await refused({ what: 'kineticDensity' }, 'what');
    await refused({ spin: 'up' }, 'spin');
    await refused({ solution: { ...solution, hartree: [1] } }, 'solution.hartree');
    await refused(
      { solution: { ...solution, mesh: { ...solution.mesh, degree: 0 } } },
      'solution.mesh.degree',
    );
  });
});
