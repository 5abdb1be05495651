// Terrain as a picture: heights in color, lit from the upper left, with contour lines.

import type { Picture } from './pictures.js';

/** Heights on a grid, row by row. */
export interface Terrain {
  readonly rows: number;
  readonly columns: number;
  readonly heights: Float64Array;
}

/** Pixels per cell. */
const SCALE = 5;

/** Meters between contour lines. */
const CONTOUR = 10;

/** Colors from the foot to the summit: green, ocher, white. */
const COLORS = [
  [96, 138, 92],
  [196, 180, 120],
  [158, 122, 92],
  [250, 246, 240],
] as const;

/** Draws heights on the grid of a terrain, in the colors of that terrain's range. */
export function drawTerrain({ rows, columns, heights }: Terrain, drawn: Float64Array): Picture {
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  const at = (row: number, column: number) =>
    drawn[Math.min(row, rows - 1) * columns + Math.min(column, columns - 1)] as number;
  /** The height at a pixel, bilinear. */
  const heightAt = (y: number, x: number) => {
    const [row, column] = [Math.floor(y / SCALE), Math.floor(x / SCALE)];
    const [v, u] = [y / SCALE - row, x / SCALE - column];
    const above = (1 - u) * at(row, column) + u * at(row, column + 1);
    return (1 - v) * above + v * ((1 - u) * at(row + 1, column) + u * at(row + 1, column + 1));
  };
  const [width, height] = [columns * SCALE, rows * SCALE];
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = heightAt(y, x);
      const [east, south] = [heightAt(y, x + 1), heightAt(y + 1, x)];
      const level = (z: number) => Math.floor(z / CONTOUR);
      const isLine = level(here) !== level(east) || level(here) !== level(south);
      const light = (isLine ? 0.6 : 1) * (1 + 0.35 * Math.tanh(2 * (east - here + south - here)));
      const color = colorAt((here - lowest) / (highest - lowest));
      color.forEach((channel, k) => {
        pixels[3 * (y * width + x) + k] = Math.max(0, Math.min(255, light * channel));
      });
    }
  }
  return { width, height, pixels };
}

/** The color of a height between 0 and 1. */
function colorAt(height: number): readonly number[] {
  const place = Math.max(0, Math.min(1, height)) * (COLORS.length - 1);
  const k = Math.min(Math.floor(place), COLORS.length - 2);
  const [low, high] = [COLORS[k], COLORS[k + 1]] as [readonly number[], readonly number[]];
  return low.map((channel, c) => channel + (place - k) * ((high[c] as number) - channel));
}
