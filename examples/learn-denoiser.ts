// A denoiser that learns from a photograph: filter weights from four noisy crops, applied to a new crop.
//
//   npm start -- denoiser             boats in Nagasaki, about 1865
//   npm start -- denoiser --small     the same, with smaller crops
//   npm start -- denoiser file.jpg    a picture of your own

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, bilevel } from 'superlinear';
import { brightnessOf, type Crop, crop, decibels, gray, withNoise } from './support/crops.js';
import { type Captioned, NAGASAKI_BOATS, readPicture, writeGrid } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values, positionals } = parseArgs({
  options: { small: { type: 'boolean' } },
  allowPositionals: true,
});
const [width, side, unseenSide] = values.small ? [320, 24, 64] : [640, 64, 192];
const noise = 0.1;

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const photograph = brightnessOf(await readPicture(positionals[0] ?? NAGASAKI_BOATS, width));
// Training crops are on the left, the crop to be denoised on the right.
const lessons: Crop[] = [0.3, 0.7].flatMap((down) =>
  [0.05, 0.3].map((along) => crop(photograph, side, along, down)),
);
const unseen = crop(photograph, unseenSide, 0.9, 0.5);
const problem = {
  clean: lessons.map(({ numbers }) => numbers),
  noisy: lessons.map(({ numbers }, k) => withNoise(numbers, noise, k + 1)),
  shape: [side, side],
};
const noisyUnseen = withNoise(unseen.numbers, noise, 99);
const shape = [unseenSide, unseenSide];
console.log(
  `Four crops of ${side} x ${side} pixels to learn from, one of ${unseenSide} x ${unseenSide} to be denoised.\n`,
);

const before = decibels(noisyUnseen, unseen.numbers);
const pictures: Captioned[] = [
  { picture: gray(unseen.numbers, unseenSide), caption: 'unseen, without noise' },
  { picture: gray(noisyUnseen, unseenSide), caption: `with noise: ${before.toFixed(2)} dB` },
];
const lines: Record<string, string>[] = [];
for (const filters of ['totalVariation', 'isotropic', 'secondOrder', 'dct3'] as const) {
  const started = performance.now();
  const { model, trainingLoss, noisyLoss, evaluations, status } = await bilevel.learnDenoiser({
    ...problem,
    filters,
    tolerance: 1e-3,
  });
  const elapsed = performance.now() - started;
  const { denoised } = await bilevel.denoise({ model, noisy: [noisyUnseen], shape });
  const after = decibels(denoised.data, unseen.numbers);
  lines.push({
    filters,
    status,
    'noise left of 1': Math.sqrt(trainingLoss / noisyLoss).toFixed(3),
    'unseen, dB': `${before.toFixed(2)} -> ${after.toFixed(2)}`,
    evaluations: String(evaluations),
    time: `${(elapsed / 1000).toFixed(1)} s`,
  });
  pictures.push({
    picture: gray(denoised.data, unseenSide),
    caption: `${filters}: ${after.toFixed(2)} dB`,
  });
}

console.log(formatTable(lines));
const file = await writeGrid('learn-denoiser.png', pictures, 3);
console.log(`\nThe crop without noise, with it, and denoised: ${relative('', file)}`);
