/** Claims about reactions with diffusion: the order of the splitting, and positivity. */

import { reactionDiffusionSync } from '../../families/pde.js';
import { front } from './boxes.js';
import type { Claim } from './claim.js';

export const reactionClaims: readonly Claim[] = [
  {
    name: 'strang-order',
    claim: 'Strang’s splitting with a positive reaction step is of second order',
    source:
      'Strang, SIAM J. Numer. Anal. 5, 1968; Burchard, Deleersnijder, Meister, Appl. Numer. Math. 47, 2003',
    shown: {
      what: 'a logistic front on 128 cells until time 2, steps 0.1, 0.05 and 0.025 against 0.001: orders between neighbors',
      budget: 0.3,
      measure(log) {
        const at = (step: number) => reactionDiffusionSync(front(step)).states[0]?.data ?? new Float64Array();
        const exact = at(1e-3);
        const errors = [0.1, 0.05, 0.025].map((step) =>
          Math.max(...at(step).map((value, k) => Math.abs(value - (exact[k] as number)))),
        );
        if ((errors[0] ?? 1) < 6e-4) log('an error below 6e-4 at step 0.1');
        return { orders: errors.slice(1).map((next, k) => Math.log2((errors[k] as number) / next)) };
      },
    },
    gold: { orders: { near: [2, 2], absolute: 0.1 } },
    landmarks: ['an error below 6e-4 at step 0.1'],
    verdict: 'holds',
  },
  {
    name: 'patankar-positive',
    claim: 'The modified Patankar method keeps concentrations positive for any time step',
    source: 'Burchard, Deleersnijder, Meister, Appl. Numer. Math. 47, 2003',
    shown: {
      what: 'the Brusselator on 32 cells, one step of 1, 10³ and 10⁶: the smallest concentration',
      budget: 0.1,
      measure(log) {
        const smallest = [1, 1e3, 1e6].map((step) => {
          const species = [0, 1].map((phase) => ({
            diffusion: 0.1,
            initial: Float64Array.from({ length: 32 }, (_, i) => 1 + Math.sin(i + phase)),
          }));
          const reaction = { kind: 'brusselator' as const, a: 1, b: 3 };
          const { minimum } = reactionDiffusionSync({
            points: [32],
            species,
            reaction,
            finalTime: step,
            timeStep: step,
          });
          return minimum[0] as number;
        });
        if (Math.min(...smallest) > 0) log('positive');
        return { smallest: Math.min(...smallest) };
      },
    },
    gold: { smallest: { atLeast: 1e-12 } },
    landmarks: ['positive'],
    verdict: 'holds',
  },
];
