// Extends the map of a color cloud to new colors for every pixel.

import { type ColorCloud, cellKey } from './color-cloud.js';

/**
 * Moves every pixel by the interpolated movement of the neighboring colors on the grid, so that nearby colors stay
 * close and no bands appear.
 */
export function moveColors(pixels: Float64Array, cloud: ColorCloud, moved: Float64Array): Float64Array {
  const { resolution, colors, places } = cloud;
  const result = new Float64Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const x = pixels[i] * resolution;
    const y = pixels[i + 1] * resolution;
    const z = pixels[i + 2] * resolution;
    const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    let total = 0;
    const shift = [0, 0, 0];
    for (let corner = 0; corner < 8; corner++) {
      const [dx, dy, dz] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const place = places.get(cellKey(x0 + dx, y0 + dy, z0 + dz));
      // Unused cells are skipped; a pixel's own cell is always one of the eight.
      if (place === undefined) continue;
      const weight = (1 - Math.abs(x - x0 - dx)) * (1 - Math.abs(y - y0 - dy)) * (1 - Math.abs(z - z0 - dz));
      total += weight;
      for (let axis = 0; axis < 3; axis++) {
        shift[axis] += weight * (moved[3 * place + axis] - colors[3 * place + axis]);
      }
    }
    for (let axis = 0; axis < 3; axis++) result[i + axis] = pixels[i + axis] + shift[axis] / total;
  }
  return result;
}
