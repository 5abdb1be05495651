// A key as a cloud of points, and its observation by a poor camera: moved, noisy, partly hidden, with outliers.

import { type AffineMap, type Cloud, move } from './affine-map.js';
import { normal, randomNumbers } from './random-numbers.js';

/** A template and its observation, with the true matching. */
export interface Observation {
  readonly template: Cloud;
  readonly observed: Cloud;
  readonly truth: AffineMap;
  /** The index in the template of each observed point; -1 for an outlier. */
  readonly origins: Int32Array;
}

/** Rotated by 50 degrees, scaled by 0.8, sheared and shifted. */
const TRUTH: AffineMap = affine(50, 0.8, 0.25, [0.3, -0.2]);
const NOISE = 0.01;

/** A key of `size` points; about a seventh of them are hidden in the observation, with one outlier per eight points. */
export function observeKey(size: number): Observation {
  const random = randomNumbers(7);
  const template = pointsInside(isKey, size);
  const moved = move(template, TRUTH).data;
  const points: number[] = [];
  const origins: number[] = [];
  for (let i = 0; i < size; i++) {
    // The upper end of the bow is hidden.
    if (isHidden(template.data[2 * i], template.data[2 * i + 1])) continue;
    const [across, along] = normal(random);
    points.push(moved[2 * i] + NOISE * across, moved[2 * i + 1] + NOISE * along);
    origins.push(i);
  }
  for (let k = 0; k < size / 8; k++) {
    points.push(3 * random() - 1.2, 3 * random() - 1.7);
    origins.push(-1);
  }
  return { template, observed: cloudOf(points), truth: TRUTH, origins: Int32Array.from(origins) };
}

/** The bow, the shaft and two teeth, x from -1 to 1. */
function isKey(x: number, y: number): boolean {
  const bow = Math.abs(Math.hypot(x + 0.6, y) - 0.29) < 0.11;
  const shaft = x > -0.25 && x < 1 && Math.abs(y) < 0.08;
  const teeth = y < 0 && ((x > 0.5 && x < 0.63 && y > -0.25) || (x > 0.8 && x < 1 && y > -0.4));
  return bow || shaft || teeth;
}

function isHidden(x: number, y: number): boolean {
  return x < -0.55 && y > 0.05;
}

/** The first interior points of a low-discrepancy sequence in the square from -1 to 1. */
function pointsInside(isInside: (x: number, y: number) => boolean, size: number): Cloud {
  const points: number[] = [];
  for (let k = 1; points.length < 2 * size; k++) {
    // Roberts's sequence, from the powers of the plastic number.
    const x = 2 * ((k * 0.7548776662466927) % 1) - 1;
    const y = 2 * ((k * 0.5698402909980532) % 1) - 1;
    if (isInside(x, y)) points.push(x, y);
  }
  return cloudOf(points);
}

function cloudOf(points: readonly number[]): Cloud {
  return { rows: points.length / 2, columns: 2, data: Float64Array.from(points) };
}

function affine(degrees: number, scale: number, shear: number, [right, up]: readonly number[]): AffineMap {
  const [cosine, sine] = [Math.cos, Math.sin].map((of) => scale * of((degrees * Math.PI) / 180));
  return [cosine, shear * cosine - sine, right, sine, shear * sine + cosine, up];
}
