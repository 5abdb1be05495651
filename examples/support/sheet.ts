// A sheet of histograms as one grayscale picture: masses as ink.

import type { Picture } from './pictures.js';

/** Pixels per grid cell, and white cells between histograms. */
const SCALE = 3;
const GAP = 3;

/** Draws square histograms in rows of `perRow`; the ink of each is scaled by its own masses. */
export function drawSheet(histograms: readonly Float64Array[], perRow: number): Picture {
  const side = Math.sqrt(histograms[0]?.length ?? 0);
  const pitch = side + GAP;
  const cells = { width: perRow * pitch + GAP, height: (histograms.length / perRow) * pitch + GAP };
  const [width, height] = [cells.width * SCALE, cells.height * SCALE];
  const pixels = new Uint8Array(3 * width * height).fill(255);
  histograms.forEach((histogram, place) => {
    const [left, top] = [GAP + (place % perRow) * pitch, GAP + Math.floor(place / perRow) * pitch];
    const full = fullInk(histogram);
    for (let y = 0; y < side * SCALE; y++) {
      for (let x = 0; x < side * SCALE; x++) {
        const mass = histogram[Math.floor(y / SCALE) * side + Math.floor(x / SCALE)] as number;
        const gray = 255 * (1 - Math.min(1, mass / full));
        const at = 3 * ((top * SCALE + y) * width + left * SCALE + x);
        pixels.fill(gray, at, at + 3);
      }
    }
  });
  return { width, height, pixels };
}

/** The mass drawn as full ink: the mean, weighted by mass, so that a few heavy cells do not make all others pale. */
function fullInk(histogram: Float64Array): number {
  return (
    histogram.reduce((sum, mass) => sum + mass * mass, 0) / histogram.reduce((sum, mass) => sum + mass, 0)
  );
}
