// Pictures as matrices, and their approximations by a few singular values and vectors.

import type { Matrix, sketch } from 'superlinear';
import type { Picture } from './pictures.js';

/**
 * The matrix of a picture: each row has its reds, then its greens, then its blues. Entries are from -128 to 127, so
 * that gray is zero.
 */
export function matrixOf({ width, height, pixels }: Picture): Matrix {
  const columns = 3 * width;
  const data = new Float64Array(height * columns);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const row = Math.floor(pixel / width) * columns;
    for (let channel = 0; channel < 3; channel++)
      data[row + channel * width + (pixel % width)] = pixels[3 * pixel + channel] - 128;
  }
  return { rows: height, columns, data };
}

/** The picture of a matrix, rounded and clipped to pixels. */
export function pictureOf({ rows, columns, data }: Matrix): Picture {
  const width = columns / 3;
  const pixels = new Uint8Array(rows * columns);
  for (let pixel = 0; pixel < width * rows; pixel++) {
    const row = Math.floor(pixel / width) * columns;
    for (let channel = 0; channel < 3; channel++) {
      const value = Math.round(data[row + channel * width + (pixel % width)] + 128);
      pixels[3 * pixel + channel] = Math.min(255, Math.max(0, value));
    }
  }
  return { width, height: rows, pixels };
}

/** The product of a decomposition's factors. */
export function product({ leftVectors, singularValues, rightVectors }: sketch.RandomizedSvdSolution): Matrix {
  const [rows, columns, rank] = [leftVectors.rows, rightVectors.rows, singularValues.length];
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const weights = singularValues.map((value, k) => value * leftVectors.data[i * rank + k]);
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += weights[k] * rightVectors.data[j * rank + k];
      data[i * columns + j] = sum;
    }
  }
  return { rows, columns, data };
}

/** The root mean square difference of the entries. */
export function distance(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let k = 0; k < a.data.length; k++) sum += (a.data[k] - b.data[k]) ** 2;
  return Math.sqrt(sum / a.data.length);
}
