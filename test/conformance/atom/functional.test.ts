/** Exchange and correlation against evaluations of their formulas, and potentials against differences. */

import { atom, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyFunctional } from '../../certificates/atom.js';
import { LDA } from '../../data/atom.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { functional, functionalSync } = atom;

beforeAll(() => load('atom'));

checkSolver({
  method: 'atom.functional',
  certify: certifyFunctional,
  solve: functional,
  solveSync: functionalSync,
  problem: () => ({ xc: 'lda' as const, density: [0, 0.1] }),
  verify({ energy, potential }) {
    expect([energy[0], potential[0]]).toEqual([0, 0]);
    expectClose(energy[1] ?? 0, -0.39620590148651, 1e-13);
    expectClose(potential[1] ?? 0, -0.51789018006534, 1e-13);
  },
});

test('the local density approximation, without and with relativistic exchange', async () => {
  for (const [density, energy, potential, relativistic, itsPotential] of LDA) {
    const plain = await functional({ xc: 'lda', density: [density] });
    expectClose(plain.energy[0] ?? 0, energy, 2e-14);
    expectClose(plain.potential[0] ?? 0, potential, 2e-14);
    const other = await functional({ xc: 'lda', density: [density], speedOfLight: 137.0359895 });
    expectClose(other.energy[0] ?? 0, relativistic, 2e-14);
    expectClose(other.potential[0] ?? 0, itsPotential, 2e-14);
  }
});

test('two spins', async () => {
  const { energy, potential, potentialDown } = await functional({
    xc: 'lda',
    density: [0.1],
    densityDown: [0.05],
  });
  expectClose(energy[0] ?? 0, -0.45654246063039, 2e-14);
  expectClose(potential[0] ?? 0, -0.62896798531011, 2e-14);
  expectClose(potentialDown?.[0] ?? 0, -0.53589073324134, 2e-14);
});

test('generalized gradients', async () => {
  for (const [n, gradient, energy, potential, bySquare] of [
    [0.1, 0.05, -0.396121133051954, -0.517419131416079, -0.004808061400166],
    [1, 2, -0.812745317631912, -1.055306490037634, -0.001286998785179],
  ] as const) {
    const solution = await functional({ xc: 'pbe', density: [n], gradient: [gradient] });
    expectClose(solution.energy[0] ?? 0, energy, 1e-14);
    expectClose(solution.potential[0] ?? 0, potential, 1e-14);
    expectClose(solution.slope[0] ?? 0, 2 * gradient * bySquare, 1e-14);
  }
});

test.each(['lda', 'pw92', 'pz81', 'pbe', 'exchange'] as const)(
  'potentials are derivatives, and half of a density each is the density: %s',
  async (xc) => {
    const at = async (up: number, down: number, slopes = [0.3, -0.1]) => {
      const [gradient, gradientDown] = [[slopes[0] as number], [slopes[1] as number]];
      const solution = await functional({ xc, density: [up], densityDown: [down], gradient, gradientDown });
      return { ...solution, volume: (solution.energy[0] ?? 0) * (up + down) };
    };
    const step = 1e-5;
    const { potential, potentialDown, slope } = await at(0.4, 0.15);
    const difference = async (a: Parameters<typeof at>, b: Parameters<typeof at>) =>
      ((await at(...a)).volume - (await at(...b)).volume) / (2 * step);
    expectClose(potential[0] ?? 0, await difference([0.4 + step, 0.15], [0.4 - step, 0.15]), 1e-8);
    expectClose(potentialDown?.[0] ?? 0, await difference([0.4, 0.15 + step], [0.4, 0.15 - step]), 1e-8);
    const bySlope = await difference([0.4, 0.15, [0.3 + step, -0.1]], [0.4, 0.15, [0.3 - step, -0.1]]);
    expectClose(slope[0] ?? 0, bySlope, 1e-8);
    const halves = await functional({
      xc,
      density: [0.2],
      densityDown: [0.2],
      gradient: [0.1],
      gradientDown: [0.1],
    });
    const whole = await functional({ xc, density: [0.4], gradient: [0.2] });
    expectClose(halves.energy[0] ?? 0, whole.energy[0] ?? 0, 1e-13);
    expectClose(halves.potential[0] ?? 0, whole.potential[0] ?? 0, 1e-13);
  },
);

test('bad input is refused with its path', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => functional({ xc: 'lda', density: [1, 2], ...problem }), 'INVALID_INPUT', path);
  await refused({ density: [1, -1] }, 'density[1]');
  await refused({ gradient: [1] }, 'gradient');
  await refused({ densityDown: [1] }, 'densityDown');
  await refused({ gradientDown: [1, 2] }, 'gradientDown');
  await refused({ speedOfLight: 0 }, 'speedOfLight');
});
