/** Claims about atoms: finite elements of high order for Schrödinger's and Dirac's equation. */

import { type AtomModel, type MeshProblem, solve, states } from '../families/atom.js';
import { TOTALS } from './support/atom-totals.js';
import type { Claim } from './support/claim.js';

const ELEMENTS = 'Čertík and others, featom, Comput. Phys. Commun. 297, 2024';

const totals = (k: 0 | 1) => Object.values(TOTALS).map((pair) => pair[k]);

/** c² ((1 + (Z/c / (n − |κ| + β))²)^(−1/2) − 1), without cancellation. */
function diracCoulomb(z: number, kappa: number, n: number): number {
  const c = 137.0359895;
  const x = (z / c / (n - Math.abs(kappa) + Math.sqrt(kappa * kappa - (z / c) ** 2))) ** 2;
  return (-c * c * x) / (Math.sqrt(1 + x) * (1 + Math.sqrt(1 + x)));
}

/** Errors of the total energy of uranium on each mesh. */
async function errorsOn(model: AtomModel, meshes: readonly MeshProblem[]): Promise<number[]> {
  const exact = TOTALS.U?.[model === 'dirac' ? 1 : 0] as number;
  const errors: number[] = [];
  for (const mesh of meshes) {
    const { energy } = await solve({ element: 'U', model, mesh, accuracy: 1e-10 });
    errors.push(Math.abs(energy.total - exact));
  }
  return errors;
}

/** The smallest ratio of an error to the next one. */
const leastFactor = (errors: readonly number[]) =>
  Math.min(...errors.slice(1).map((error, k) => (errors[k] as number) / error));

/** An energy level of the harmonic oscillator in the Dirac equation. */
async function harmonicLevel(kappa: number, n: number): Promise<number> {
  const potential = { kind: 'harmonic', frequency: 1 } as const;
  const solution = await states({ potential, equation: 'dirac', kappa, n, accuracy: 1e-12 });
  return solution.states[0]?.energy ?? Number.NaN;
}

export const claims: readonly Claim[] = [
  {
    name: 'totals',
    claim: 'Total energies are accurate to 10⁻⁸ hartree up to uranium, for both equations',
    source: ELEMENTS,
    shown: {
      what: 'H, He, Ne, Ar, Kr, Xe, Au, Rn and U with defaults',
      budget: 0.5,
      async measure(log) {
        const by = async (model: AtomModel) => {
          const energies: number[] = [];
          for (const element of Object.keys(TOTALS)) {
            const { status, energy, orbitals } = await solve({ element, model });
            energies.push(energy.total);
            if (orbitals.every(({ certified, bound }) => certified && bound))
              log(`${element} ${model}: ${status}`);
          }
          return energies;
        };
        return { Schrödinger: await by('schrodinger'), Dirac: await by('dirac') };
      },
    },
    gold: { Schrödinger: { near: totals(0), absolute: 1e-8 }, Dirac: { near: totals(1), absolute: 1e-8 } },
    landmarks: ['U schrodinger: converged', 'U dirac: converged'],
    verdict: 'holds',
    remark: 'The gold comes from another program, on two meshes each.',
  },
  {
    name: 'degree',
    claim: 'Convergence is exponential in the degree, down to 10⁻⁸',
    source: ELEMENTS,
    shown: {
      what: 'uranium, 11 elements, degrees 5 to 11: smallest error reduction from one degree to the next, and last error',
      budget: 0.5,
      async measure() {
        const meshes = [5, 6, 7, 8, 9, 10, 11].map((degree) => ({
          elements: 11,
          degree,
          points: degree + 6,
        }));
        const [plain, dirac] = [await errorsOn('schrodinger', meshes), await errorsOn('dirac', meshes)];
        return {
          'least factor': [leastFactor(plain), leastFactor(dirac)],
          'last error': [plain.at(-1) as number, dirac.at(-1) as number],
        };
      },
    },
    gold: { 'least factor': { atLeast: 10 }, 'last error': { atMost: 1e-8 } },
    verdict: 'holds',
  },
  {
    name: 'elements',
    claim: 'Convergence is of high order in the number of elements, down to 10⁻⁸',
    source: ELEMENTS,
    shown: {
      what: 'uranium, degree 8, with 8, 16 and 26 elements: error reduction from 8 to 16, and last error',
      budget: 0.5,
      async measure() {
        const meshes = [8, 16, 26].map((elements) => ({ elements, degree: 8, points: 16 }));
        const [plain, dirac] = [await errorsOn('schrodinger', meshes), await errorsOn('dirac', meshes)];
        return {
          factor: [leastFactor(plain.slice(0, 2)), leastFactor(dirac.slice(0, 2))],
          'last error': [plain.at(-1) as number, dirac.at(-1) as number],
        };
      },
    },
    gold: { factor: { atLeast: 512 }, 'last error': { atMost: 2e-9 } },
    verdict: 'holds',
  },
  {
    name: 'no-spurious-states',
    claim: 'There are no spurious states for any κ',
    source: ELEMENTS,
    shown: {
      what: 'Coulomb potential of charge 92, κ from −7 to 6, n up to 7: energy levels against the closed form',
      budget: 0.5,
      async measure(log) {
        let [count, error] = [0, 0];
        for (let kappa = -7; kappa <= 6; kappa++) {
          if (kappa === 0) continue;
          const l = kappa > 0 ? kappa : -kappa - 1;
          const potential = { kind: 'coulomb', charge: 92 } as const;
          const found = await states({ potential, equation: 'dirac', kappa, count: 7 - l });
          if (found.states.every(({ certified }) => certified)) log(`κ = ${kappa}: certified by counts`);
          for (const { n, energy } of found.states) {
            count++;
            error = Math.max(error, Math.abs(energy - diracCoulomb(92, kappa, n)));
          }
        }
        return { levels: count, 'largest error': error };
      },
    },
    gold: { levels: { near: 49 }, 'largest error': { atMost: 1e-9 } },
    landmarks: ['κ = -7: certified', 'κ = -1: certified', 'κ = 1: certified', 'κ = 6: certified'],
    verdict: 'holds',
  },
  {
    name: 'power-at-the-origin',
    claim:
      'With the power law at the origin factored out of the orbitals, the squared equation also converges for κ = ±1',
    source: ELEMENTS,
    shown: {
      what: 'Coulomb potential of charge 92, κ = −1 and 1, three levels each, with the squared operator: largest error',
      budget: 0.5,
      async measure() {
        const errors: number[] = [];
        for (const kappa of [-1, 1]) {
          const potential = { kind: 'coulomb', charge: 92 } as const;
          const found = await states({ potential, equation: 'dirac', form: 'squared', kappa, count: 3 });
          for (const { n, energy } of found.states)
            errors.push(Math.abs(energy - diracCoulomb(92, kappa, n)));
        }
        return { levels: errors.length, 'largest error': Math.max(...errors) };
      },
    },
    gold: { levels: { near: 6 }, 'largest error': { atMost: 1e-8 } },
    verdict: 'holds',
  },
  {
    name: 'any-mesh',
    claim: 'Any mesh works',
    source: ELEMENTS,
    shown: {
      what: 'neon on an exponential, a uniform and an explicit mesh',
      budget: 0.5,
      async measure(log) {
        const boundaries = [0, 0.005, 0.02, 0.07, 0.2, 0.5, 1, 2, 4, 8, 14, 22, 32, 50];
        const meshes: readonly MeshProblem[] = [
          { kind: 'exponential', elements: 14, ratio: 600, degree: 14 },
          { kind: 'uniform', elements: 100, degree: 20, rMax: 30 },
          { kind: 'explicit', boundaries, degree: 16 },
        ];
        const energies: number[] = [];
        for (const mesh of meshes) {
          const { status, energy } = await solve({ element: 'Ne', mesh });
          log(`${mesh.kind}: ${status}`);
          energies.push(energy.total);
        }
        return { totals: energies };
      },
    },
    gold: { totals: { near: [-128.2334812692, -128.2334812692, -128.2334812692], absolute: 1e-8 } },
    landmarks: ['exponential: converged', 'uniform: converged', 'explicit: converged'],
    verdict: 'holds',
  },
  {
    name: 'any-potential',
    claim: 'Any central potential works',
    source: ELEMENTS,
    shown: {
      what: 'harmonic oscillator, Dirac equation, κ = −1, 1, 1, −7, n = 1, 2, 3, 7',
      budget: 0.3,
      measure: async () => ({
        levels: [
          await harmonicLevel(-1, 1),
          await harmonicLevel(1, 2),
          await harmonicLevel(1, 3),
          await harmonicLevel(-7, 7),
        ],
      }),
    },
    gold: {
      levels: {
        near: [1.499995007767894, 2.499935104416085, 4.499795339249325, 7.499675526843168],
        relative: 1e-11,
      },
    },
    verdict: 'holds',
    remark: 'The gold is a power series in 75 digits.',
  },
  {
    name: 'published-levels',
    claim: "The oscillator levels in the tests of the paper's program are correct to all digits given",
    source: `${ELEMENTS}: its tests`,
    shown: {
      what: 'the same, κ = 1, n = 2 and 3',
      budget: 0.3,
      measure: async () => ({ levels: [await harmonicLevel(1, 2), await harmonicLevel(1, 3)] }),
    },
    gold: { levels: { near: [2.4999351051, 4.4997953424], absolute: 1e-10 } },
    verdict: 'does not hold here',
    remark: 'Their ninth digits are wrong, also by the power series.',
  },
  {
    name: 'self-consistency',
    claim: 'Every element from 1 to 92 converges, in 14 to 15 iterations on average',
    source: `docs/atom.md; ${ELEMENTS}, for convergence`,
    shown: {
      what: 'all elements with defaults, Schrödinger equation',
      budget: 3,
      async measure(log) {
        let [iterations, converged] = [0, 0];
        for (let element = 1; element <= 92; element++) {
          const solution = await solve({ element });
          if (solution.status === 'converged') converged++;
          else log(`${element}: ${solution.status}`);
          iterations += solution.iterations;
        }
        return { converged, 'mean of iterations': iterations / 92 };
      },
    },
    gold: { converged: { near: 92 }, 'mean of iterations': { atMost: 15 } },
    verdict: 'holds',
  },
];
