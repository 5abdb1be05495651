/** Eigenvalues in central potentials: closed forms, callbacks, samples, and bad input. */

import { atom, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyStates } from '../../certificates/atom.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError, failureOf } from '../../support/expect.js';

const { evaluate, solve, states, statesSync } = atom;

beforeAll(() => load('atom'));

checkSolver({
  method: 'atom.states',
  certify: certifyStates,
  solve: states,
  solveSync: statesSync,
  problem: () => ({
    potential: { kind: 'coulomb' as const, charge: 2 },
    equation: 'schrodinger' as const,
    l: 0,
    count: 2,
    c: 'nist' as const,
    accuracy: 1e-10,
  }),
  verify({ status, states }) {
    expect(status).toBe('converged');
    expectClose(states[0]?.energy ?? 0, -2, 1e-12);
    expectClose(states[1]?.energy ?? 0, -0.5, 1e-12);
    expectClose(states[1]?.meanRadius ?? 0, 3, 1e-7);
    expect(states.every(({ certified }) => certified)).toBe(true);
  },
});

const energies = ({ states }: atom.StatesSolution) => states.map(({ energy }) => energy);

/** c^2 ((1 + (Z/c / (n - |kappa| + beta))^2)^(-1/2) - 1), without cancellation. */
function diracCoulomb(z: number, kappa: number, n: number): number {
  const c = 137.0359895;
  const x = (z / c / (n - Math.abs(kappa) + Math.sqrt(kappa * kappa - (z / c) ** 2))) ** 2;
  return (-c * c * x) / (Math.sqrt(1 + x) * (1 + Math.sqrt(1 + x)));
}

describe('closed forms', () => {
  test.each([1, 92])('hydrogen-like levels, Z = %d', async (charge) => {
    for (let l = 0; l < 7; l++) {
      const solution = await states({
        potential: { kind: 'coulomb', charge },
        l,
        count: 7 - l,
        accuracy: 1e-12,
      });
      for (const { n, energy, meanRadius } of solution.states) {
        expect(Math.abs(energy + charge ** 2 / (2 * n * n))).toBeLessThan(1e-13 * charge ** 2);
        expectClose(meanRadius, (3 * n * n - l * (l + 1)) / (2 * charge), 1e-6);
      }
    }
  });

  test.each([92, 118])("Dirac's levels, Z = %d", async (charge) => {
    for (const kappa of [-7, -3, -2, -1, 1, 2, 3, 6]) {
      const l = kappa > 0 ? kappa : -kappa - 1;
      const potential = { kind: 'coulomb' as const, charge };
      const solution = await states({ potential, equation: 'dirac', kappa, count: 7 - l });
      expect(solution.states).toHaveLength(7 - l);
      for (const { n, energy, certified } of solution.states) {
        expect(certified).toBe(true);
        expect(Math.abs(energy - diracCoulomb(charge, kappa, n)), `${kappa} ${n}`).toBeLessThan(1e-9);
      }
    }
  });

  test('the square of the operator has the same levels as the eliminated form', async () => {
    const solution = await solve({ element: 'U', model: 'dirac', accuracy: 1e-10 });
    const potential = async (r: Float64Array) =>
      (await evaluate({ solution, what: 'potential', r: Float64Array.from(r) })).values;
    const { energy } = solution.orbitals.find(({ label }) => label === '2p-') as atom.OrbitalLevel;
    for (const form of ['eliminated', 'squared'] as const) {
      const mesh = { kind: 'explicit' as const, boundaries: solution.mesh.boundaries, degree: 20 };
      const problem = {
        potential,
        chargeAtOrigin: 92,
        equation: 'dirac' as const,
        form,
        kappa: 1,
        count: 4,
        mesh,
      };
      const found = await states(problem);
      expect(found.states.every(({ certified }) => certified)).toBe(true);
      expect(Math.abs((found.states[0]?.energy ?? 0) - energy), form).toBeLessThan(1e-8);
      for (const { n, energy } of found.states) {
        const level = solution.orbitals.find((orbital) => orbital.kappa === 1 && orbital.n === n);
        if (level) expect(Math.abs(level.energy - energy), `${form} ${n}`).toBeLessThan(1e-8);
      }
    }
  });

  test('harmonic levels, without and with relativity', async () => {
    const potential = { kind: 'harmonic' as const, frequency: 1 };
    for (let l = 0; l < 4; l++) {
      energies(await states({ potential, l, count: 4, accuracy: 1e-12 })).forEach((energy, k) => {
        expectClose(energy, 2 * k + l + 1.5, 1e-12);
      });
    }
    // From a power series with 75 digits.
    for (const [kappa, n, energy] of [
      [-1, 1, 1.499995007767894],
      [1, 2, 2.499935104416085],
      [1, 3, 4.499795339249325],
      [-7, 7, 7.499675526843168],
    ] as const) {
      const solution = await states({ potential, equation: 'dirac', kappa, n, accuracy: 1e-12 });
      expectClose(energies(solution)[0] ?? 0, energy, 1e-11);
    }
  });

  test("Hulthén's potential", async () => {
    const potential = { kind: 'hulthen' as const, charge: 4, screening: 0.3 };
    energies(await states({ potential, count: 3, accuracy: 1e-12 })).forEach((energy, k) => {
      const n = k + 1;
      expectClose(energy, -0.5 * (4 / n - n * 0.15) ** 2, 1e-12);
    });
  });

  test('a well binds as many levels as fit in', async () => {
    const potential = { kind: 'square' as const, depth: 2, radius: 1 };
    const solution = await states({ potential, count: 3 });
    expect(solution.status).toBe('unboundState');
    expect(solution.states).toHaveLength(1);
  });
});

describe('functions', () => {
  const yukawa = (r: Float64Array) => r.map((r) => -Math.exp(-0.1 * r) / r);
  const problem = { chargeAtOrigin: 1, l: 0, count: 2, accuracy: 1e-11 };

  test('have the levels of the named potential, and are asked about all points at once', async () => {
    const named = await states({
      potential: { kind: 'yukawa', charge: 1, screening: 0.1 },
      l: 0,
      count: 2,
      accuracy: 1e-11,
    });
    let asked = 0;
    const potential = (r: Float64Array) => {
      asked++;
      return yukawa(r);
    };
    const solution = await states({ ...problem, potential });
    // The nodes of the meshes are the same; only the last digits of exp may differ.
    expect(solution.iterations).toBe(named.iterations);
    energies(solution).forEach((energy, k) => {
      expectClose(energy, named.states[k]?.energy ?? 0, 1e-13);
    });
    expectClose(energies(solution)[0] ?? 0, -0.40705803061, 2e-11);
    expect(asked).toBeLessThanOrEqual(2 * solution.iterations);
    expect(statesSync({ ...problem, potential: yukawa })).toEqual(solution);
    const later = async (r: Float64Array, v: Float64Array) => {
      await Promise.resolve();
      v.set(yukawa(r));
    };
    expect(await states({ ...problem, potential: later })).toEqual(solution);
  });

  test('that fail are named', async () => {
    await expectError(
      () => states({ ...problem, potential: (r: Float64Array) => r.map(() => Number.NaN) }),
      'INVALID_INPUT',
      'potential',
    );
    for (const depth of [-3283412712148720.5, 2e15]) {
      const error = await expectError(
        () => states({ ...problem, potential: (r: Float64Array) => r.map(() => depth) }),
        'INVALID_INPUT',
        'potential',
      );
      const bounds = 'potential must be between -1000000000000000 and 1000000000000000';
      expect(error.message).toContain(`${bounds}, got ${depth} at r = 0`);
    }
    const thrown = new Error('from the caller');
    const potential = () => {
      throw thrown;
    };
    expect(await failureOf(() => states({ ...problem, potential }))).toBe(thrown);
  });

  test("beyond Dirac's gap are refused", async () => {
    const potential = (r: Float64Array) => r.map((r) => 1e3 * r * r);
    await expectError(
      () => states({ potential, equation: 'dirac', kappa: -1 }),
      'INVALID_INPUT',
      'potential',
    );
  });
});

describe('meshes of a given number of elements', () => {
  test('take functions as potentials', async () => {
    const potential = (r: Float64Array) => r.map((r) => -10 * Math.exp(-r * r));
    const expected = energies(await states({ potential }))[0] ?? 0;
    for (const mesh of [{ elements: 20 }, { elements: 20, degree: 10 }, { elements: 20, ratio: 50 }]) {
      const solution = await states({ potential, mesh });
      expect(solution.status).toBe('converged');
      expectClose(energies(solution)[0] ?? 0, expected, 1e-9);
      expect(statesSync({ potential, mesh })).toEqual(solution);
    }
  });

  test('are as long as the levels need', async () => {
    for (const [frequency, count] of [
      [0.04, 1],
      [0.001, 4],
    ] as const) {
      const potential = { kind: 'harmonic' as const, frequency };
      const solution = await states({ potential, l: 2, count, mesh: { elements: 20 } });
      expect(solution.status).toBe('converged');
      energies(solution).forEach((energy, k) => {
        expectClose(energy, frequency * (2 * k + 3.5), 1e-12);
      });
    }
  });

  test('stay as they were where a longer one finds no more levels', async () => {
    const potential = { kind: 'yukawa' as const, charge: 1, screening: 0.1 };
    const expected = await states({ potential, count: 6 });
    const solution = await states({ potential, count: 6, mesh: { elements: 15 } });
    expect(solution.status).toBe('unboundState');
    expect(solution.states).toHaveLength(3);
    energies(solution).forEach((energy, k) => {
      expectClose(energy, energies(expected)[k] ?? 0, 1e-11);
    });
  });
});

test.each(['schrodinger', 'dirac'] as const)(
  'what the given end of a mesh changes is in the estimate, %s',
  async (equation) => {
    const potential = { kind: 'coulomb' as const, charge: 46 };
    const exact = equation === 'dirac' ? diracCoulomb(46, -1, 1) : -1058;
    for (const rMax of [0.16, 0.2, 0.24]) {
      const solution = await states({ potential, equation, mesh: { rMax } });
      expect(solution.status).toBe('stalled');
      const error = (energies(solution)[0] ?? 0) - exact;
      expect(error).toBeGreaterThan(0.3 * solution.estimatedError);
      expect(error).toBeLessThan(solution.estimatedError);
    }
  },
);

test('each level is within the accuracy relative to itself', async () => {
  for (const [softening, count] of [
    [0.0043960576, 3],
    [0.0063991714, 1],
  ] as const) {
    const problem = {
      potential: { kind: 'softCoulomb' as const, charge: 316.227766, softening },
      l: 2,
      count,
    };
    const [coarse, exact] = [await states({ ...problem, accuracy: 1e-4 }), await states(problem)];
    expect(coarse.status).toBe('converged');
    energies(coarse).forEach((energy, k) => {
      const expected = energies(exact)[k] ?? 0;
      expect(Math.abs(energy / expected - 1)).toBeLessThan(1e-4);
    });
  }
});

test('samples have the levels of what was sampled, to the error of their spline', async () => {
  const r = Float64Array.from({ length: 2000 }, (_, i) => 1e-3 * 1.006 ** i).filter((r) => r < 120);
  const v = r.map((r) => -Math.exp(-0.1 * r) / r);
  const solution = await states({ potential: { kind: 'samples', r, v }, chargeAtOrigin: 1, accuracy: 1e-8 });
  expectClose(energies(solution)[0] ?? 0, -0.40705803061, 1e-7);
});

test('bad input is refused with its path', async () => {
  const coulomb = { kind: 'coulomb', charge: 1 };
  const refused = (problem: object, path: string) =>
    expectError(() => states({ potential: coulomb, ...problem } as never), 'INVALID_INPUT', path);
  await refused({ potential: undefined }, 'potential');
  await refused({ potential: { kind: 'coulomb' } }, 'potential.charge');
  await refused({ potential: { ...coulomb, depth: 1 } }, 'potential.depth');
  await refused({ potential: { kind: 'samples', r: [1, 2, 3, 3], v: [1, 1, 1, 1] } }, 'potential.r[3]');
  await refused({ potential: { kind: 'samples', r: [1, 2, 3], v: [1, 1, 1] } }, 'potential.r');
  await refused({ potential: { kind: 'samples', r: [1, 2, 3, 4], v: [1, 1, 1] } }, 'potential.v');
  const short = { kind: 'samples', r: [1, 2, 3, 4], v: [1, 1, 1, 1] };
  await refused({ potential: short, mesh: { rMax: 5 } }, 'potential.r');
  await refused({ chargeAtOrigin: 1 }, 'chargeAtOrigin');
  await refused({ kappa: -1 }, 'kappa');
  await refused({ equation: 'dirac', kappa: 0 }, 'kappa');
  await refused({ equation: 'dirac', l: 0 }, 'l');
  await refused({ form: 'squared' }, 'form');
  const heavy = { kind: 'coulomb', charge: 120 };
  await refused({ potential: heavy, equation: 'dirac', form: 'squared' }, 'potential.charge');
  await refused({ l: 3, n: 3 }, 'n');
  await refused({ count: 0 }, 'count');
  await refused({ n: 1, count: 1 }, 'count');
  await refused({ potential: { kind: 'coulomb', charge: 140 }, equation: 'dirac' }, 'potential.charge');
});
