/** Claims about pde: the results claimed by the papers, and the measurements. */

import { poisson } from '../families/pde.js';
import type { Claim } from './support/claim.js';

export const claims: readonly Claim[] = [
  {
    name: 'sum',
    claim: 'What the paper promises, in a sentence',
    source: 'Authors, where, year',
    shown: {
      what: 'the data and the seed: the numbers from 1 to 100',
      budget: 0.1,
      async measure(log) {
        const { sum } = await poisson({ values: Array.from({ length: 100 }, (_, k) => k + 1) });
        if (Number.isInteger(sum)) log('an integer');
        return { sum };
      },
    },
    gold: { sum: { near: 5050, relative: 1e-12 } },
    landmarks: ['an integer'],
    verdict: 'holds',
  },
];
