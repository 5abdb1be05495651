/** Claims about minimizers of energies: mesh independence of Sobolev descent, the role of convexity, and bounds. */

import { minimizeEnergySync } from '../../families/pde.js';
import { evenEnergy, minimalSurface } from './boxes.js';
import type { Claim } from './claim.js';

const SOURCE = 'Marwah, Lipton, Lu, Risteski, arXiv 2210.12101, 2022';

/** From a start that does not depend on coarser grids. */
const sobolev = { method: 'sobolev', initial: 0, stepSize: 0.5 } as const;

export const energyClaims: readonly Claim[] = [
  {
    name: 'sobolev-mesh',
    claim: 'The number of steps of Sobolev descent does not depend on the mesh',
    source: SOURCE,
    shown: {
      what: 'the area of a graph with ridge 1 and the potential ln cosh u, to 1e-8, on 15, 31 and 63 points a side',
      budget: 0.4,
      measure(log) {
        const steps = [15, 31, 63].map(
          (n) => minimizeEnergySync({ ...evenEnergy(n), ...sobolev }).iterations,
        );
        if (Math.max(...steps) - Math.min(...steps) <= 1) log('the same number of steps, to one');
        return { steps };
      },
    },
    gold: { steps: { near: [15, 15, 15], absolute: 1 } },
    landmarks: ['the same number of steps, to one'],
    verdict: 'holds',
  },
  {
    name: 'sobolev-convexity',
    claim:
      'The number of steps of Sobolev descent is bounded by the ratio of the largest to the smallest curvature alone',
    source: SOURCE,
    shown: {
      what: 'a minimal surface with ridge 1, 0.1 and 0.01 on 31 points a side, at most 400 steps',
      budget: 0.4,
      measure(log) {
        const answers = [1, 0.1, 0.01].map((ridge) =>
          minimizeEnergySync({ ...minimalSurface(31, ridge), ...sobolev, maxIterations: 400 }),
        );
        if (answers[2]?.status === 'iterationLimit') log('no end without convexity');
        return { steps: answers.map(({ iterations }) => iterations) };
      },
    },
    gold: { steps: { near: [25, 244, 400], relative: 0.1 } },
    landmarks: ['no end without convexity'],
    verdict: 'holds',
    remark: 'Newton’s method with multigrid takes 5 steps for each of the three.',
  },
  {
    name: 'energy-bound',
    claim: 'The squared dual norm of the derivative over 2 λ bounds the distance to the least energy',
    source: SOURCE,
    shown: {
      what: 'a minimal surface with ridge 0.1 on 31 points a side: the gap after Sobolev descent to 1e-2, 1e-3 and 1e-4, over its bound',
      budget: 0.4,
      measure(log) {
        const { energy } = minimizeEnergySync({ ...minimalSurface(31, 0.1), tolerance: 1e-12 });
        const ratios = [1e-2, 1e-3, 1e-4].map((tolerance) => {
          const loose = minimizeEnergySync({ ...minimalSurface(31, 0.1), ...sobolev, tolerance });
          return (loose.energy - energy) / (loose.energyErrorBound ?? 0);
        });
        if (Math.max(...ratios) <= 1) log('no gap above its bound');
        return { largest: Math.max(...ratios), smallest: Math.min(...ratios) };
      },
    },
    gold: { largest: { atMost: 1 }, smallest: { atLeast: 0.05 } },
    landmarks: ['no gap above its bound'],
    verdict: 'holds',
  },
];
