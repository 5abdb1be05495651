/** Denoisers of signals and pictures, learned and applied: references, all filters, limits, and bad input. */

import { bilevel, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { steps } from '../../../ts/claims/support/noisy-steps.js';
import { certifyDenoise, certifyLearnDenoiser } from '../../certificates/bilevel-denoisers.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { gauss, mulberry32 } from '../../support/random.js';

const { denoise, denoiseSync, learnDenoiser, learnDenoiserSync } = bilevel;

beforeAll(() => load('bilevel-models'));

const noisy = [0.25, -0.5, 0, 2.25, 1.75, 2, -1.25, -0.75];
const clean = [0, 0, 0, 2, 2, 2, -1, -1];
const row = (values: readonly number[]) => ({
  rows: 1,
  columns: values.length,
  data: Float64Array.from(values),
});

checkSolver({
  method: 'bilevel.learnDenoiser',
  loads: ['bilevel-models'],
  certify: certifyLearnDenoiser as never,
  solve: learnDenoiser as never,
  solveSync: learnDenoiserSync as never,
  problem: () => ({ noisy: row(noisy), clean: row(clean) }),
  verify({ status, trainingLoss, noisyLoss }: bilevel.LearnDenoiserSolution) {
    expect(status).toBe('converged');
    expect(trainingLoss).toBeLessThan(0.3 * noisyLoss);
  },
  limited: (() => ({ noisy: row(noisy), clean: row(clean), maxIterations: 1 })) as never,
  long: (() => ({
    ...pictures(4, 24, 5),
    filters: 'dct3',
    learn: 'filters',
    tolerance: 1e-9,
    maxIterations: 5000,
  })) as never,
});

checkSolver({
  method: 'bilevel.denoise',
  loads: ['bilevel-models'],
  certify: certifyDenoise as never,
  solve: denoise as never,
  solveSync: denoiseSync as never,
  problem: () => ({
    model: {
      filters: 'totalVariation' as const,
      weights: new Float64Array([0.5]),
      smoothing: new Float64Array([0.125]),
    },
    noisy: row(noisy),
    tolerance: 1e-9,
  }),
  verify({ status, denoised }: bilevel.DenoiseSolution) {
    expect(status).toBe('converged');
    const error = clean.map((value, i) => (denoised.data[i] as number) - value);
    expectClose(error.reduce((total, e) => total + e * e, 0) / 16, 0.03037576659648182, 1e-12);
  },
  limited: (() => ({
    model: { weights: [5], smoothing: [1e-3] },
    noisy: row(noisy),
    maxIterations: 1,
  })) as never,
});

/** Pictures of ramps and a box, with noise. */
function pictures(count: number, side: number, seed: number) {
  const next = mulberry32(seed);
  const clean: number[][] = [];
  for (let k = 0; k < count; k++) {
    const [left, top, tilt] = [next() / 2, next() / 2, next()];
    const within = (t: number, from: number) => t >= from && t < from + 0.4;
    clean.push(
      Array.from({ length: side * side }, (_, p) => {
        const [y, x] = [Math.floor(p / side) / side, (p % side) / side];
        return (within(x, left) && within(y, top) ? 1 : 0) + tilt * (x + y) * 0.5;
      }),
    );
  }
  const noisy = clean.map((picture) => picture.map((value) => value + 0.2 * gauss(next)));
  return { noisy, clean, shape: [side, side] };
}

describe('references', () => {
  test('a signal, its loss and hypergradient in forty digits', async () => {
    const initial = { weights: 0.5, smoothing: 0.125 };
    const problem = { noisy: [noisy], clean: [clean], initial };
    const { trainingLoss, noisyLoss, gradient } = await learnDenoiser({ ...problem, maxIterations: 0 });
    expectClose(trainingLoss, 0.03037576659648182, 1e-13);
    expectAllClose(
      gradient.map((slope) => slope * noisyLoss),
      [0.0619458280511018, 0.000555293743167086],
      1e-11,
    );
    const { weights, trainingLoss: least } = await learnDenoiser({
      ...problem,
      learn: 'weights',
      tolerance: 1e-9,
    });
    expectClose(Math.log(weights[0] as number), -1.670502437450411, 1e-8);
    expectClose(least, 0.00708295014283618, 1e-12);
  });

  test('ten signals with jumps: not worse than the best of a grid', async () => {
    const { noisy, clean } = steps(11);
    const solution = await learnDenoiser({ noisy, clean });
    expect(solution.status).toBe('converged');
    expect(solution.trainingLoss).toBeLessThan(0.01302);
    expectClose(solution.noisyLoss, 0.1195, 1e-3);
    const unseen = steps(12);
    const { denoised } = await denoise({ model: solution.model, noisy: unseen.noisy });
    const errors = unseen.clean.data.map((value, i) => (denoised.data[i] as number) - value);
    const loss = errors.reduce((total, error) => total + error * error, 0) / (2 * errors.length);
    expectClose(loss, 0.01245, 1e-2);
  });
});

describe('pictures', () => {
  const training = pictures(2, 8, 3);
  const families = ['totalVariation', 'isotropic', 'secondOrder', 'dct3'] as const;
  test.each(families)('%s', async (filters) => {
    for (const learn of ['weights', 'weightsAndSmoothing'] as const) {
      const problem = { ...training, filters, learn };
      const solution = await learnDenoiser(problem);
      certifyLearnDenoiser(problem, solution);
      expect(solution.status).toBe('converged');
      expect(solution.trainingLoss).toBeLessThan(0.55 * solution.noisyLoss);
      const { denoised } = await denoise({
        model: solution.model,
        noisy: training.noisy,
        shape: training.shape,
      });
      expectAllClose(denoised.data, solution.denoised.data, 1e-2);
    }
  });

  test('learned filters are no worse than those they start from', async () => {
    const fixed = await learnDenoiser({ ...training, filters: 'dct3' });
    const problem = { ...training, filters: 'dct3', learn: 'filters', maxIterations: 30 } as const;
    const free = await learnDenoiser(problem);
    certifyLearnDenoiser(problem, free);
    expect(free.trainingLoss).toBeLessThan(fixed.trainingLoss);
    expect(free.model.filters.length).toBe(8);
  });

  test('a picture and its transpose are denoised alike', async () => {
    const { noisy } = pictures(1, 12, 9);
    const picture = noisy[0] as number[];
    const turned = picture.map((_, p) => picture[(p % 12) * 12 + Math.floor(p / 12)] as number);
    const model = { filters: 'isotropic', weights: [0.2], smoothing: [0.05] } as const;
    const { denoised } = await denoise({ model, noisy: [picture, turned], shape: [12, 12], tolerance: 1e-9 });
    const at = (k: number, i: number, j: number) => denoised.data[144 * k + 12 * i + j] as number;
    for (let i = 0; i < 12; i++) for (let j = 0; j < 12; j++) expectClose(at(0, i, j), at(1, j, i), 1e-6);
  });
});

test('a filter of ones own, and one learned from it', async () => {
  const { noisy, clean } = steps(11, 3, 48);
  const filters = [[[0, -1, 1]], [[0.2, 0.1, -0.1]]];
  const fixed = await learnDenoiser({ noisy, clean, filters: filters.slice(0, 1) });
  const total = await learnDenoiser({ noisy, clean });
  expectClose(fixed.trainingLoss, total.trainingLoss, 2e-2);
  const learned = await learnDenoiser({ noisy, clean, filters, learn: 'filters' });
  certifyLearnDenoiser({ noisy, clean, filters, learn: 'filters' }, learned);
  expect(learned.trainingLoss).toBeLessThan(fixed.trainingLoss);
});

test('data times a power of two change by that factor, and nothing else', async () => {
  const [plain, large] = await Promise.all(
    [1, 2 ** 40].map((factor) =>
      learnDenoiser({ noisy: [noisy.map((v) => v * factor)], clean: [clean.map((v) => v * factor)] }),
    ),
  );
  expect(large?.objective).toBe(plain?.objective);
  expectAllClose(
    large?.weights as Float64Array,
    plain?.weights.map((weight) => weight * 2 ** 40) as Float64Array,
    1e-15,
  );
});

test('what does not fit together is refused by its name', async () => {
  const refused = (change: object, path: string) =>
    expectError(
      () => learnDenoiser({ noisy: [noisy], clean: [clean], ...change } as never),
      'INVALID_INPUT',
      path,
    );
  await refused({ clean: [clean, clean] }, 'clean');
  await refused({ clean: [noisy] }, 'clean');
  await refused({ shape: [2, 3] }, 'shape');
  await refused({ shape: [2] }, 'shape');
  await refused({ shape: [2, 4], filters: 'isotropic', learn: 'filters' }, 'learn');
  await refused({ shape: [2, 4], filters: 'dct3' }, 'filters');
  await refused({ filters: [] }, 'filters');
  await refused({ filters: [[[1], [-1]]] }, 'filters');
  await refused({ filters: [[[1, -4]]] }, 'filters[0][0][1]');
  await refused({ initial: { weights: [1, 2] } }, 'initial.weights');
  await refused({ initial: { smoothing: 0 } }, 'initial.smoothing');
  const model = { weights: [0.5, 1], smoothing: [0.1] };
  await expectError(() => denoise({ model, noisy: [noisy] }), 'INVALID_INPUT', 'model.weights');
});

test('certificates refuse other solutions', async () => {
  const problem = { noisy: [noisy], clean: [clean] };
  const solution = await learnDenoiser(problem);
  const certify = (change: object) => () => certifyLearnDenoiser(problem, { ...solution, ...change });
  certify({})();
  expectRefusal(certify({ weights: solution.weights.map((weight) => 1.01 * weight) }));
  expectRefusal(certify({ gradient: solution.gradient.map((slope) => slope + 0.01) }));
  expectRefusal(certify({ trainingLoss: 1.01 * solution.trainingLoss }));
});
