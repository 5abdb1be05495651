/** Claims about models tuned by hypergradients: kernels, denoisers, and networks with selected operations. */

import * as bilevel from '../../families/bilevel.js';
import type { Claim } from './claim.js';
import { friedman } from './friedman.js';
import { steps } from './noisy-steps.js';
import { spirals } from './spirals.js';

const MAID =
  'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025; Kunisch, Pock, SIAM J. Imaging Sci. 6, 2013';

const SD_DARTS = 'Zhu and others, Neural Networks 167, 2023';

/** Half the mean square of the difference. */
function lossOf(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < wanted.length; k++) total += ((found[k] as number) - (wanted[k] as number)) ** 2;
  return total / (2 * wanted.length);
}

/** Rounding gap, sharpness and accuracy of an operation search with `snapshots` snapshots on two spirals. */
async function searched(seed: number, snapshots: number) {
  const [training, validation] = [spirals(400, 0.12, seed), spirals(400, 0.12, seed + 1000)];
  const test = spirals(2000, 0.12, seed + 2000);
  const solution = await bilevel.selectOperations(
    {
      ...training,
      validationMatrix: validation.matrix,
      validationLabels: validation.labels,
      operations: ['zero', 'identity', 'linear', 'relu', 'tanh', 'gauss'],
      snapshots,
    },
    { seed },
  );
  const { accuracy = 0 } = await bilevel.evaluateOperations({ network: solution.network, ...test });
  return { gap: solution.discretizationGap, sharpness: solution.sharpness, accuracy };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The standard error of the mean. */
function standardError(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)) / (values.length - 1));
}

export const claims: readonly Claim[] = [
  {
    name: 'denoiser-of-signals',
    claim:
      'Hypergradients learn the weight and smoothing of a denoiser as well as the best grid point, with far fewer denoisings',
    source: MAID,
    shown: {
      what: 'ten signals of 256 numbers with jumps, seed 11, and ten more, seed 12: a 25 x 9 grid reaches a loss of .01302; the unseen loss and evaluations',
      budget: 0.4,
      async measure(log) {
        const { noisy, clean } = steps(11);
        const { model, trainingLoss, evaluations, status } = await bilevel.learnDenoiser({ noisy, clean });
        log(status);
        const unseen = steps(12);
        const { denoised } = await bilevel.denoise({ model, noisy: unseen.noisy });
        return { training: trainingLoss, unseen: lossOf(denoised.data, unseen.clean.data), evaluations };
      },
    },
    gold: {
      training: { atMost: 0.01302 },
      unseen: { atMost: 0.0131 },
      evaluations: { atMost: 40 },
    },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'more-filters-of-signals',
    claim:
      'Learned weights identify the relevant filters: for signals with jumps, the weights of second differences vanish',
    source: MAID,
    shown: {
      what: 'the same signals with second and third differences added: their weights relative to the first, and the reduction in loss relative to total variation alone',
      budget: 0.5,
      async measure(log) {
        const { noisy, clean } = steps(11);
        const filters = [[[-1, 1]], [[1, -2, 1]], [[-1, 3, -3, 1]]];
        const one = await bilevel.learnDenoiser({ noisy, clean });
        const { weights, trainingLoss, status } = await bilevel.learnDenoiser({ noisy, clean, filters });
        log(status);
        const [first = 1, second = 1, third = 1] = weights;
        return { share: Math.max(second, third) / first, gain: 1 - trainingLoss / one.trainingLoss };
      },
    },
    gold: { share: { atMost: 1e-2 }, gain: { atMost: 0.01 } },
    verdict: 'holds',
  },
  {
    name: 'learned-filters-of-signals',
    claim: 'Learned filters denoise better than differences of neighbors',
    source: 'Roth, Black, Fields of Experts, IJCV 82, 2009; Kunisch, Pock, SIAM J. Imaging Sci. 6, 2013',
    shown: {
      what: 'the same signals, two learned filters with three coefficients from arbitrary starts: losses relative to total variation, on training signals and unseen signals',
      budget: 2,
      async measure(log) {
        const [{ noisy, clean }, unseen] = [steps(11), steps(12)];
        const start = [[[-0.5, 0.2, 0.4]], [[0.3, -0.6, 0.2]]];
        const lossesOf = async (problem: bilevel.LearnDenoiserProblem) => {
          const { model, trainingLoss, status } = await bilevel.learnDenoiser(problem);
          log(status);
          const { denoised } = await bilevel.denoise({ model, noisy: unseen.noisy });
          return { training: trainingLoss, unseen: lossOf(denoised.data, unseen.clean.data) };
        };
        const fixed = await lossesOf({ noisy, clean });
        const free = await lossesOf({ noisy, clean, filters: start, learn: 'filters' });
        return { training: free.training / fixed.training, unseen: free.unseen / fixed.unseen };
      },
    },
    gold: { training: { atMost: 1 }, unseen: { atMost: 1 } },
    landmarks: ['converged'],
    verdict: 'holds in part',
    remark: 'They fit the training signals better, by 7 %, but denoise unseen signals 1 % worse.',
  },
  {
    name: 'kernel-by-marginal-likelihood',
    claim: 'One length scale per feature, tuned by gradients, predicts better than a shared one',
    source:
      'Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, section 5.1; Salehi and others, SIAM J. Math. Data Sci. 2025',
    shown: {
      what: "Friedman's function, 200 samples of 8 uniform features, three of them irrelevant, seed 31; 2000 more, seed 32: loss relative to one length scale, by marginal likelihood and by leave-one-out",
      budget: 0.5,
      async measure(log) {
        const training = friedman(200, 8, 31);
        const unseen = friedman(2000, 8, 32);
        const lossBy = async (options: Partial<bilevel.TuneKernelProblem>) => {
          const { model, status } = await bilevel.tuneKernel({ ...training, ...options });
          log(status);
          const { predictions } = await bilevel.predictKernel({ model, matrix: unseen.matrix });
          return lossOf(predictions as Float64Array, unseen.response);
        };
        const shared = await lossBy({ lengthScales: 'shared' });
        const marginal = await lossBy({});
        const leaveOneOut = await lossBy({ criterion: 'leaveOneOut' });
        return { marginal: marginal / shared, leaveOneOut: leaveOneOut / shared };
      },
    },
    gold: { marginal: { atMost: 0.8 }, leaveOneOut: { atMost: 0.9 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'distilled-search-is-flatter',
    claim:
      'Distillation from snapshots leads an operation search to a flatter loss, a lower cost of rounding, and better networks',
    source: SD_DARTS,
    shown: {
      what: 'two spirals of 400 points, noise 0.12, six operations on three edges, 12 seeds: mean rounding gap and sharpness with three snapshots relative to plain search; gain in accuracy of the retrained network on 2000 more points, in standard errors',
      budget: 40,
      async measure(log) {
        const seeds = Array.from({ length: 12 }, (_, k) => k + 1);
        const all = async (snapshots: number) => {
          const found = [];
          for (const seed of seeds) found.push(await searched(seed, snapshots));
          for (const of of ['gap', 'sharpness', 'accuracy'] as const) {
            const values = found.map((one) => one[of]);
            log(
              `${snapshots} snapshots: ${of} ${mean(values).toFixed(3)} +- ${standardError(values).toFixed(3)}`,
            );
          }
          return found;
        };
        const [plain, taught] = [await all(0), await all(3)];
        const ratio = (of: 'gap' | 'sharpness') =>
          mean(taught.map((one) => one[of])) / mean(plain.map((one) => one[of]));
        const gains = taught.map(({ accuracy }, k) => accuracy - (plain[k]?.accuracy ?? 0));
        return {
          gap: ratio('gap'),
          sharpness: ratio('sharpness'),
          'accuracy gained': mean(gains) / standardError(gains),
        };
      },
    },
    gold: { gap: { atMost: 1 }, sharpness: { atMost: 1 }, 'accuracy gained': { atLeast: 2 } },
    verdict: 'holds in part',
    remark: 'Over 12 seeds the mean accuracy rises, but by less than two standard errors.',
  },
];
