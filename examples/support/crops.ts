// Square crops of photographs as numbers from 0 to 1, noise, and its remaining level.

import type { Picture } from './pictures.js';
import { normal, randomNumbers } from './random-numbers.js';

/** Brightness, row by row. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly numbers: Float64Array;
}

/** A square of a photograph. */
export interface Crop {
  readonly side: number;
  readonly numbers: Float64Array;
}

/** The mean of a picture's color channels, from 0 to 1. */
export function brightnessOf({ width, height, pixels }: Picture): Photograph {
  const numbers = Float64Array.from(
    { length: width * height },
    (_, k) => (pixels[3 * k] + pixels[3 * k + 1] + pixels[3 * k + 2]) / 765,
  );
  return { width, height, numbers };
}

/** The square at a relative position, from 0 to 1 along and down. */
export function crop(
  { width, height, numbers }: Photograph,
  side: number,
  along: number,
  down: number,
): Crop {
  const [left, top] = [Math.floor(along * (width - side)), Math.floor(down * (height - side))];
  const at = (k: number) => numbers[(top + Math.floor(k / side)) * width + left + (k % side)];
  return { side, numbers: Float64Array.from({ length: side * side }, (_, k) => at(k)) };
}

/** The numbers plus normal noise with this standard deviation. */
export function withNoise(numbers: Float64Array, deviation: number, seed: number): Float64Array {
  const random = randomNumbers(seed);
  return numbers.map((value) => value + deviation * normal(random)[0]);
}

/** The peak signal-to-noise ratio in decibels. */
export function decibels(numbers: Float64Array, clean: Float64Array): number {
  const square = numbers.reduce((sum, value, k) => sum + (value - clean[k]) ** 2, 0);
  return -10 * Math.log10(square / clean.length);
}

/** Numbers from 0 to 1 as a grayscale picture. */
export function gray(numbers: Float64Array, width: number): Picture {
  const pixels = new Uint8Array(3 * numbers.length);
  numbers.forEach((value, k) => {
    pixels.fill(Math.round(255 * Math.min(1, Math.max(0, value))), 3 * k, 3 * k + 3);
  });
  return { width, height: numbers.length / width, pixels };
}
