// Written digits as vectors of ink, and pictures of such vectors.

import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Picture } from './pictures.js';

/** The side of a digit's picture, in pixels. */
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/** The picture of all digits has 50 per row, and 200 of each digit, starting with zeros. */
const IN_A_ROW = 50;
const OF_EACH = 200;

/** Digits: the ink of all pixels, from 0 to 1, concatenated; and their labels. */
export interface Digits {
  readonly count: number;
  readonly ink: Float64Array;
  readonly labels: Float64Array;
}

/** Reads the digits, `perClass` of each, in turn: 0, 1, …, 9, 0, 1, … */
export async function readDigits(perClass = OF_EACH): Promise<Digits> {
  const file = fileURLToPath(new URL('../../../examples/data/digits.png', import.meta.url));
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  const count = 10 * perClass;
  const labels = Float64Array.from({ length: count }, (_, k) => k % 10);
  const ink = new Float64Array(count * PIXELS);
  for (let k = 0; k < count; k++) {
    const place = OF_EACH * labels[k] + Math.floor(k / 10);
    const [top, left] = [SIDE * Math.floor(place / IN_A_ROW), SIDE * (place % IN_A_ROW)];
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const [y, x] = [top + Math.floor(pixel / SIDE), left + (pixel % SIDE)];
      ink[k * PIXELS + pixel] = data[y * info.width + x] / 255;
    }
  }
  return { count, ink, labels };
}

/** The digits selected by their index and label. */
export function chosen(digits: Digits, isChosen: (number: number, label: number) => boolean): Digits {
  const numbers = Array.from(digits.labels.keys()).filter((k) => isChosen(k, digits.labels[k]));
  const ink = new Float64Array(numbers.length * PIXELS);
  numbers.forEach((k, place) => {
    ink.set(inkOf(digits, k), place * PIXELS);
  });
  return { count: numbers.length, ink, labels: Float64Array.from(numbers, (k) => digits.labels[k]) };
}

/** The ink of one digit. */
export const inkOf = ({ ink }: Digits, k: number) => ink.subarray(k * PIXELS, (k + 1) * PIXELS);

/** Ink on paper, with each pixel as a square of `scale` pixels. */
export const pictureOfInk = (ink: ArrayLike<number>, scale: number): Picture =>
  picture(scale, (pixel) => Array(3).fill(255 * (1 - Math.min(1, Math.max(0, ink[pixel])))));

/** Added ink in blue, removed ink in red. */
export function pictureOfChange(change: ArrayLike<number>, scale: number): Picture {
  const most = Math.max(...Array.from(change, Math.abs));
  return picture(scale, (pixel) => {
    const share = most === 0 ? 0 : change[pixel] / most;
    const pale = 255 * (1 - Math.abs(share));
    return share > 0 ? [pale, pale, 255] : [255, pale, pale];
  });
}

function picture(scale: number, colorOf: (pixel: number) => readonly number[]): Picture {
  const width = SIDE * scale;
  const pixels = new Uint8Array(width * width * 3);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = Math.floor(y / scale) * SIDE + Math.floor(x / scale);
      pixels.set(colorOf(pixel).map(Math.round), 3 * (y * width + x));
    }
  }
  return { width, height: width, pixels };
}
