/**
 * Self-consistent atoms: total energies and eigenvalues of other programs, physical laws, and bad input. The full table
 * is in the crate's tests.
 */

import * as fc from 'fast-check';
import { atom, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifySolve } from '../../certificates/atom.js';
import { TOTALS, URANIUM } from '../../data/atom.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';

const { solve, solveSync } = atom;

const MODELS = ['schrodinger', 'dirac', 'scalar'] as const;

beforeAll(() => load('atom'));

checkSolver({
  method: 'atom.solve',
  mayBeInfinite: ['radius'],
  certify: certifySolve,
  solve,
  solveSync,
  problem: () => ({
    element: 'He',
    charge: 0,
    configuration: '1s2',
    model: 'schrodinger' as const,
    xc: 'lda' as const,
    spin: false,
    c: 'nist' as const,
    accuracy: 1e-8,
    maxIterations: 50,
    history: true,
  }),
  verify({ status, energy, orbitals, history, iterations }) {
    expect(status).toBe('converged');
    expectClose(energy.total, TOTALS.He?.[0] ?? 0, 1e-9);
    expectClose(orbitals[0]?.energy ?? 0, -0.5704247223, 1e-8);
    expect(history).toHaveLength(iterations);
  },
  limited: () => ({ element: 'Ne', maxIterations: 2 }),
});

const difference = (actual: number, expected: number) => Math.abs(actual - expected);

describe('totals with default options', () => {
  test.each(Object.entries(TOTALS))('%s', async (element, totals) => {
    for (const [k, model] of MODELS.entries()) {
      const { status, energy, estimatedError, orbitals } = await solve({ element, model });
      expect(status).toBe('converged');
      expect(orbitals.every(({ certified, bound }) => certified && bound)).toBe(true);
      expect(difference(energy.total, totals[k] as number), `${element} ${model}`).toBeLessThan(1e-8);
      expect(estimatedError).toBeLessThan(1e-7);
    }
  });

  test.each(['schrodinger', 'dirac'] as const)('levels of uranium, %s', async (model) => {
    const { orbitals } = await solve({ element: 92, model });
    for (const [label, energy] of Object.entries(URANIUM[model])) {
      const level = orbitals.find((orbital) => orbital.label === label);
      expect(difference(level?.energy ?? 0, energy), label).toBeLessThan(1e-8);
    }
  });

  test('parts of the energy of neon', async () => {
    const { energy } = await solve({ element: 'Ne' });
    expectClose(energy.kinetic, 127.73866651, 1e-8);
    expectClose(energy.hartree, 65.72648835, 1e-8);
    expectClose(energy.nuclear, -309.98820627, 1e-8);
    expectClose(energy.xc, -11.71042986, 1e-8);
    const sum = energy.kinetic + energy.hartree + energy.nuclear + energy.xc + energy.confinement;
    expectClose(energy.total, sum, 1e-15);
  });

  test('spin polarization, gradients, oganesson', async () => {
    const spin = async (element: string, charge = 0) =>
      (await solve({ element, charge, spin: true })).energy.total;
    expectClose(await spin('C'), -37.470030655, 1e-9);
    expectClose(await spin('O'), -74.527409814, 1e-9);
    expectClose(await spin('C', 1), -37.037412591, 1e-9);
    const pbe = async (element: string) => (await solve({ element, xc: 'pbe' })).energy.total;
    expectClose(await pbe('He'), -2.892934867, 2e-9);
    expectClose(await pbe('Ne'), -128.866427745, 2e-9);
    const heaviest = await solve({ element: 'Og', model: 'dirac' });
    expect(difference(heaviest.energy.total, -54970.3777404)).toBeLessThan(6e-8);
  });
});

describe('laws', () => {
  test('an atom of half its electrons by spin has the energy of an unpolarized one', async () => {
    const plain = await solve({ element: 'Ne' });
    const polarized = await solve({ element: 'Ne', spin: true });
    expectClose(polarized.energy.total, plain.energy.total, 1e-12);
    expect(Math.max(...(polarized.spinDensity ?? []).map(Math.abs))).toBeLessThan(1e-9);
  });

  test('the density is that of all electrons', async () => {
    const { density, mesh } = await solve({ element: 'Fe', model: 'dirac' });
    const electrons = density.reduce((sum, value, k) => sum + value * (mesh.weights[k] as number), 0);
    expectClose(electrons, 26, 1e-13);
  });

  test('ions of any number of electrons are bound, and more electrons are lower', async () => {
    const totals: number[] = [];
    for (let electrons = 1; electrons <= 10; electrons++) {
      const { status, energy } = await solve({ element: 'Ne', charge: 10 - electrons });
      expect(status).toBe('converged');
      totals.push(energy.total);
    }
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
  });

  test('meshes and occupations at random give what their charge asks for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 8, max: 18 }),
        fc.integer({ min: 12, max: 24 }),
        async (element, part, elements, degree) => {
          const fine = await solve({ element, charge: part, mesh: { elements: elements + 4, degree } });
          const standard = await solve({ element, charge: part });
          const { energy, status, estimatedError } = fine;
          expect(status).toBe(standard.status);
          const allowed = estimatedError + standard.estimatedError + 1e-9;
          if (status === 'converged') {
            expect(difference(energy.total, standard.energy.total)).toBeLessThan(allowed);
          }
        },
      ),
      { numRuns: 25, seed: 4 },
    );
  });

  test('a solution is a start for itself and for a neighbor', async () => {
    const argon = await solve({ element: 'Ar' });
    const again = await solve({ element: 'Ar', start: structuredClone(argon) });
    expect(again.iterations).toBeLessThan(argon.iterations);
    expectClose(again.energy.total, argon.energy.total, 1e-11);
    const potassium = await solve({ element: 'K', start: argon });
    expectClose(potassium.energy.total, (await solve({ element: 'K' })).energy.total, 1e-11);
  });
});

describe('a start from the atom itself', () => {
  const MODELS_OF_ZINC: Partial<atom.SolveProblem>[] = [
    { xc: 'lda' },
    { xc: 'lda', model: 'scalar' },
    { xc: 'lda', model: 'dirac' },
    { xc: 'lda', spin: true },
    { xc: 'pw92' },
    { xc: 'exchange' },
    { xc: 'pbe' },
    { xc: 'pbe', model: 'scalar' },
    { xc: 'pbe', spin: true },
  ];

  test.each(MODELS_OF_ZINC)('leaves nothing to do but to see that the energy stands: %j', async (model) => {
    for (const element of ['Zn', 'Cr']) {
      const start = await solve({ element, ...model });
      expect(start.iterations).toBeGreaterThan(6);
      const again = await solve({ element, ...model, start });
      expect(again.iterations).toBeLessThanOrEqual(3);
      expectClose(again.energy.total, start.energy.total, 1e-11);
    }
  });

  test('serves the other kinds of functional, and spins, as well', async () => {
    const cold = await solve({ element: 'Zn', xc: 'pbe', spin: true });
    for (const start of [await solve({ element: 'Zn' }), await solve({ element: 'Zn', xc: 'pbe' })]) {
      const warm = await solve({ element: 'Zn', xc: 'pbe', spin: true, start });
      expect(warm.iterations).toBeLessThan(cold.iterations);
      expectClose(warm.energy.total, cold.energy.total, 1e-10);
    }
  });
});

describe('what is not bound', () => {
  test.each(['F', 'H', 'Cl'])('%s- in the local density approximation', async (element) => {
    const { status, orbitals } = await solve({ element, charge: -1 });
    expect(status).toBe('unboundState');
    const unbound = orbitals.filter(({ bound }) => !bound).map(({ label }) => label);
    expect(unbound).toEqual([{ F: '2p', H: '1s', Cl: '3p' }[element]]);
  });

  test('more accuracy than doubles have is a stall', async () => {
    const { status, energy } = await solve({ element: 'U', accuracy: 1e-14 });
    expect(status).toBe('stalled');
    expect(difference(energy.total, TOTALS.U?.[0] ?? 0)).toBeLessThan(2e-9);
  });
});

describe('walls and nuclei', () => {
  test('hydrogen in a sphere of 2 bohr has the energy of 2s', async () => {
    const { energy, status } = await solve({ element: 'H', xc: 'none', confinement: { radius: 2 } });
    expect(status).toBe('converged');
    expectClose(energy.total, -0.125, 1e-11);
  });

  test('a finite nucleus binds less, by what its radius says', async () => {
    const point = await solve({ element: 'Ne' });
    const { energy } = await solve({ element: 'Ne', nucleus: { kind: 'sphere', radius: 1e-4 } });
    const expected = ((2 * Math.PI) / 3) * 10 * (point.densityAtNucleus ?? 0) * 1e-8;
    expect(Math.abs((energy.total - point.energy.total) / expected - 1)).toBeLessThan(0.01);
  });
});

describe('estimates', () => {
  test('hold for spheres, where an element ends at any accuracy and on any mesh', async () => {
    const problem = {
      element: 'Au',
      model: 'scalar' as const,
      nucleus: { kind: 'sphere' as const, radius: 1e-4 },
    };
    const reference = await solve({ ...problem, mesh: { elements: 29, degree: 27 } });
    expectClose(reference.energy.total, -18959.107410436, 1e-8);
    for (const more of [{}, { accuracy: 1e-10 }, { mesh: { elements: 20, degree: 20, ratio: 1e6 } }]) {
      const { energy, estimatedError } = await solve({ ...problem, ...more });
      expect(difference(energy.total, reference.energy.total)).toBeLessThan(estimatedError + 1e-8);
      expect(estimatedError).toBeLessThan(1e-6);
    }
    const edge = Math.sqrt(5 / 3) * 1e-4;
    const boundaries = [0, 0.5 * edge, 0.02, 0.06, 0.2, 0.5, 1, 2, 4, 8, 14, 22, 32, 50];
    const through = await solve({ ...problem, mesh: { kind: 'explicit', boundaries, degree: 20 } });
    const error = difference(through.energy.total, reference.energy.total);
    expect(error).toBeGreaterThan(1e-4);
    expect(error).toBeLessThan(10 * through.estimatedError);
  });

  test('hold for pz81, whose energies jump', async () => {
    const problem = { element: 'O', charge: 7, xc: 'pz81' as const, model: 'dirac' as const };
    const solutions = await Promise.all(
      [undefined, { elements: 19, degree: 28 }, { elements: 29, degree: 26 }].map((mesh) =>
        solve(mesh === undefined ? problem : { ...problem, mesh }),
      ),
    );
    for (const one of solutions)
      for (const other of solutions)
        expect(difference(one.energy.total, other.energy.total)).toBeLessThan(
          one.estimatedError + other.estimatedError,
        );
  });
});

test('where iterations do not settle, the one with the least residual is given', async () => {
  const { status, residual, history } = await solve({ element: 'F', charge: -1, history: true });
  expect(status).toBe('unboundState');
  expect(residual).toBeLessThanOrEqual(1.001 * Math.min(...(history ?? []).map(({ residual }) => residual)));
});

test('bad input is refused with its path', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => solve({ element: 'Fe', ...problem }), 'INVALID_INPUT', path);
  await refused({ element: 'Xx' }, 'element');
  await refused({ element: 0 }, 'element');
  await refused({ element: 138 }, 'element');
  await refused({ element: 26.5 }, 'element');
  await refused({ element: 100, model: 'dirac', c: 90 }, 'element');
  await refused({ charge: 26 }, 'charge');
  await refused({ charge: -5 }, 'charge');
  await refused({ configuration: '[Ar] 3d6', charge: 0 }, 'configuration');
  await refused({ configuration: '[Ar] 3d11' }, 'configuration');
  await refused({ configuration: 'what' }, 'configuration');
  const shells = [{ n: 1, l: 0, occupation: 2 }];
  await refused({ configuration: [...shells, { n: 1, l: 1, occupation: 1 }] }, 'configuration[1]');
  await refused({ configuration: [...shells, { n: 2, l: 0, occupation: -1 }] }, 'configuration[1]');
  await refused({ configuration: [...shells, ...shells] }, 'configuration[1]');
  await refused({ configuration: [{ ...shells[0], spin: 'up' }] }, 'configuration[0].spin');
  await refused({ model: 'dirac', spin: true }, 'spin');
  await refused({ model: 'dirac', xc: 'pbe' }, 'xc');
  await refused({ accuracy: 0 }, 'accuracy');
  await refused({ nucleus: { kind: 'sphere' } }, 'nucleus.radius');
  await refused({ confinement: { radius: 0 } }, 'confinement.radius');
  await refused({ mixing: { factor: 0 } }, 'mixing.factor');
  await refused({ mesh: { degree: 1 } }, 'mesh.degree');
  await refused({ mesh: { kind: 'explicit' } }, 'mesh.boundaries');
  await refused({ mesh: { kind: 'explicit', boundaries: [0, 2, 1] } }, 'mesh.boundaries[2]');
  await refused({ mesh: { kind: 'uniform', ratio: 2 } }, 'mesh.ratio');
});
