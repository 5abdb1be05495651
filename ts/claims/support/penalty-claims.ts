/** Claims about penalties of linear models and weights of samples. */

import { tunePenaltiesSync } from '../../families/bilevel.js';
import type { LinearLoss } from '../../generated/bilevel.js';
import type { Claim } from './claim.js';
import { correlated } from './correlated-samples.js';

const SOURCE = 'Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci., 2025';

/** Number of samples reserved for evaluation. */
const UNSEEN = 5000;

const FEATURES = 100;

/** Held-out loss of models with the given or the chosen spread, and their loss on unseen samples. */
function losses(
  count: number,
  seed: number,
  loss: LinearLoss & ('squared' | 'logistic'),
  given: { readonly spread?: 0 | 'free' },
) {
  const { matrix, response } = correlated(count + UNSEEN, FEATURES, seed, loss);
  const seen = { rows: count, columns: FEATURES, data: matrix.data.subarray(0, count * FEATURES) };
  const tuned = tunePenaltiesSync({ matrix: seen, response: response.slice(0, count), loss, ...given });
  const { model, validationLoss, spread } = tuned;
  let total = 0;
  for (let i = count; i < count + UNSEEN; i++) {
    let predictor = model.intercept as number;
    for (let j = 0; j < FEATURES; j++)
      predictor +=
        (matrix.data[i * FEATURES + j] as number) * ((model.coefficients as Float64Array)[j] as number);
    const y = response[i] as number;
    total += loss === 'squared' ? (y - predictor) ** 2 / 2 : Math.log1p(Math.exp(-y * predictor));
  }
  return { unseen: total / UNSEEN, heldOut: validationLoss, spread };
}

const CASES = (['squared', 'logistic'] as const).flatMap((loss) =>
  [200, 1000].flatMap((count) => [61, 62].map((seed) => ({ loss, count, seed }))),
);

export const penaltyClaims: readonly Claim[] = [
  {
    name: 'free-penalties-overfit',
    claim:
      'One penalty per feature, tuned by the gradient of the held-out loss, predicts better than a shared penalty',
    source: SOURCE,
    shown: {
      what: '200 samples of 100 correlated features, seed 62, and 5000 unseen samples: classification, without a prior on the penalties',
      budget: 0.5,
      measure(log) {
        const shared = losses(200, 62, 'logistic', { spread: 0 });
        const free = losses(200, 62, 'logistic', { spread: 'free' });
        log(`unseen: shared ${shared.unseen.toFixed(3)}, free ${free.unseen.toFixed(3)}`);
        return {
          'held out, free over shared': free.heldOut / shared.heldOut,
          'unseen, free over shared': free.unseen / shared.unseen,
        };
      },
    },
    gold: { 'held out, free over shared': { atMost: 1 }, 'unseen, free over shared': { atMost: 1 } },
    verdict: 'holds in part',
    remark:
      'Losses are lower on the samples that chose the penalties, and far higher on others. The prior therefore keeps penalties close to each other.',
  },
  {
    name: 'spread-by-nested-cross-validation',
    claim: 'Penalties with a spread chosen by nested cross-validation predict no worse than a shared penalty',
    source: 'this library',
    shown: {
      what: '200 and 1000 samples of 100 correlated features, seeds 61 and 62, regression and classification, and 5000 unseen samples',
      budget: 60,
      measure(log) {
        const ratios = CASES.map(({ loss, count, seed }) => {
          const shared = losses(count, seed, loss, { spread: 0 });
          const chosen = losses(count, seed, loss, {});
          log(`${loss}, ${count} samples, seed ${seed}: spread ${chosen.spread}`);
          return chosen.unseen / shared.unseen;
        });
        return { 'unseen, chosen over shared': ratios };
      },
    },
    gold: { 'unseen, chosen over shared': { atMost: 1 } },
    verdict: 'holds',
  },
  {
    name: 'wrong-labels-by-trusted-samples',
    claim:
      'Sample weights chosen with a few trusted samples give a better model than uniform weights, or than the trusted samples alone',
    source: 'Ren, Zeng, Yang, Urtasun, ICML 2018',
    shown: {
      what: '800 handwritten digits with four in ten labels wrong, 200 trusted ones, and 1000 test digits',
      command: 'npm start -- labels',
      statedIn: 'docs/bilevel.md',
      answers: { 'percent read rightly, weighted': 79.6, 'all alike': 76.9, 'the trusted ones': 77.3 },
    },
    gold: {
      'percent read rightly, weighted': { atLeast: 77.3 },
      'all alike': { atMost: 79.6 },
      'the trusted ones': { atMost: 79.6 },
    },
    verdict: 'holds',
  },
];
