// Segmentation of a picture by a graph: pixels are nodes, neighbors of similar color have large weights, and strokes
// are labels.

import type { Picture } from './pictures.js';

/** Points of a stroke, with x and y as fractions of the picture's width and height. */
export type Stroke = readonly (readonly [number, number])[];

/** The decay rate of a weight per squared color distance; colors are from 0 to 255 in each channel. */
const CONTRAST = 0.01;

/** The minimum weight between neighbors, so that edges do not isolate regions. */
const LEAST_WEIGHT = 1e-5;

/** The edges between neighboring pixels, one per row: two pixels and their weight. */
export function pixelGraph({ width, height, pixels }: Picture) {
  const data: number[] = [];
  const join = (a: number, b: number) => {
    let square = 0;
    for (let channel = 0; channel < 3; channel++) {
      square += ((pixels[3 * a + channel] as number) - (pixels[3 * b + channel] as number)) ** 2;
    }
    data.push(a, b, Math.exp(-CONTRAST * square) + LEAST_WEIGHT);
  };
  for (let node = 0; node < width * height; node++) {
    if ((node + 1) % width !== 0) join(node, node + 1);
    if (node + width < width * height) join(node, node + width);
  }
  return { rows: data.length / 3, columns: 3, data: Float64Array.from(data) };
}

/** The label of each pixel touched by a stroke, the index of the stroke's list; -1 for all others. */
export function strokeLabels(
  { width, height }: Picture,
  strokes: readonly (readonly Stroke[])[],
): Int32Array {
  const labels = new Int32Array(width * height).fill(-1);
  for (const [label, list] of strokes.entries()) {
    for (const stroke of list) {
      for (const [k, [x, y]] of stroke.entries()) {
        const [fromX, fromY] = stroke[Math.max(k - 1, 0)] as readonly [number, number];
        const steps = 2 * Math.ceil(Math.max(Math.abs(x - fromX) * width, Math.abs(y - fromY) * height)) + 1;
        for (let step = 0; step <= steps; step++) {
          const share = step / steps;
          const column = Math.min(Math.floor((fromX + share * (x - fromX)) * width), width - 1);
          const row = Math.min(Math.floor((fromY + share * (y - fromY)) * height), height - 1);
          labels[row * width + column] = label;
        }
      }
    }
  }
  return labels;
}

/** The picture with its strokes in red and blue. */
export function withStrokes({ width, height, pixels }: Picture, labels: Int32Array): Picture {
  const drawn = Uint8Array.from(pixels);
  const colors = [
    [220, 40, 40],
    [40, 90, 230],
  ];
  for (const [node, label] of labels.entries()) if (label >= 0) drawn.set(colors[label] ?? [], 3 * node);
  return { width, height, pixels: drawn };
}

/** The parts of the picture with label 0, on white. */
export function cutOut({ width, height, pixels }: Picture, labels: Int32Array): Picture {
  return { width, height, pixels: pixels.map((value, k) => (labels[Math.floor(k / 3)] === 0 ? value : 255)) };
}

/** A score from 0 to 1 for each pixel as shades of gray. */
export function shades({ width, height }: Picture, scores: (node: number) => number): Picture {
  const pixels = new Uint8Array(3 * width * height);
  for (let node = 0; node < width * height; node++) {
    pixels.fill(255 * Math.min(Math.max(scores(node), 0), 1), 3 * node, 3 * node + 3);
  }
  return { width, height, pixels };
}
