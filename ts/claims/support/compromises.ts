/** Claims about Pareto fronts and designs: predictors, and the bidirectional loss. */

import { design, pareto } from '../../families/blackbox.js';
import type { Claim } from './claim.js';
import { compromises } from './genes.js';
import { motifs } from './motifs.js';

/** Seeds of the gene instances. */
const GENES = [10, 20, 30];

/** Seeds of the tables of sequences. */
const TABLES = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (place: number) => sorted[Math.floor(place)] as number;
  return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
};

/** Hypervolume of a search over genes. */
async function volume(
  seed: number,
  method: 'predictor' | 'evolution',
  maxEvaluations: number,
): Promise<number> {
  const { variables, objective, reference } = compromises(seed);
  const solution = await pareto({ variables, objective, reference, method, maxEvaluations });
  return solution.hypervolume;
}

interface Proposed {
  readonly best: number;
  readonly most: number;
  readonly middle: number;
}

/** Scores of proposals from a table, for a weight of the backward loss. */
async function proposed(seed: number, backwardWeight: number): Promise<Proposed> {
  const { designs, scores, best, scoreOf } = motifs({ seed, rows: 60, noise: 0.5 });
  const { proposals } = await design({ designs, scores, alphabet: 4, backwardWeight });
  const found = Array.from({ length: proposals.rows }, (_, k) =>
    scoreOf(proposals.data.subarray(8 * k, 8 * k + 8)),
  );
  return { best, most: Math.max(...found), middle: median(found) };
}

/** Claims of the family `blackbox`. */
export const claims: readonly Claim[] = [
  {
    name: 'predictors-save-evaluations',
    claim: 'Evolution guided by cheap predictors needs a fraction of the evaluations of plain evolution',
    source: 'Cummings, Sarah, Sridhar, Szankin, Pablo Muñoz, Sundaresan, LINAS, 2022',
    shown: {
      what: '45 ternary genes, a gain with couplings against a cost, seeds 10, 20, 30: hypervolume after 250 evaluations with predictors relative to 1000 without',
      budget: 4,
      async measure(log) {
        const ratios = [];
        for (const seed of GENES) {
          const [guided, alone] = [
            await volume(seed, 'predictor', 250),
            await volume(seed, 'evolution', 1000),
          ];
          ratios.push(guided / alone);
          if (guided > (await volume(seed, 'evolution', 250)))
            log('more than evolution alone with as many evaluations');
        }
        return { ratios };
      },
    },
    gold: { ratios: { atLeast: 1 } },
    landmarks: ['more than evolution alone with as many evaluations'],
    verdict: 'holds',
  },
  {
    name: 'bidirectional-designs',
    claim:
      'Designs that must also explain the table beat those of the forward model alone, in best and median score',
    source:
      'Chen, Zhang, Fu, Liu, Coates, Bidirectional Learning for Offline Infinite-width Model-based Optimization, NeurIPS 2022',
    shown: {
      what: 'sequences of 8 letters from an alphabet of 4, 60 random rows of the worse half, noise of half a standard deviation, 10 seeds: medians of the best and median scores of 24 proposals, both losses relative to the forward loss alone',
      budget: 10,
      async measure(log) {
        const both: Proposed[] = [];
        const forward: Proposed[] = [];
        for (const seed of TABLES) {
          both.push(await proposed(seed, 0.5));
          forward.push(await proposed(seed, 0));
        }
        const of = (list: readonly Proposed[], key: keyof Proposed) =>
          median(list.map((found) => found[key]));
        if (of(both, 'most') >= 1.25 * of(both, 'best')) log('a quarter better than the best of the table');
        return {
          best: of(both, 'most') / of(forward, 'most'),
          median: of(both, 'middle') / of(forward, 'middle'),
        };
      },
    },
    gold: { best: { atLeast: 1 }, median: { atLeast: 1 } },
    landmarks: ['a quarter better than the best of the table'],
    verdict: 'holds',
  },
];
