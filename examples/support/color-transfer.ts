// Color transfer: repaints one picture with the colors of another, by optimal transport between their histograms.

import { transport } from 'superlinear';
import { type ColorCloud, colorCloud } from './color-cloud.js';
import { fromOklab, toOklab } from './oklab.js';
import type { Picture } from './pictures.js';
import { moveColors } from './recolor.js';

/** A picture with the data for repainting it. */
export interface Histogrammed {
  readonly picture: Picture;
  /** The color of each pixel in OKLab. */
  readonly colors: Float64Array;
  readonly cloud: ColorCloud;
}

/** Counts a picture's colors on the finest grid with at most `maxColors` of them. */
export function histogram(picture: Picture, maxColors: number): Histogrammed {
  const colors = toOklab(picture.pixels);
  return { picture, colors, cloud: colorCloud(colors, maxColors) };
}

/**
 * The transport problem of turning the colors of one picture into those of the other with the smallest total movement.
 * The square root of the regularization is about the blur of the colors.
 */
export function transferProblem(
  content: Histogrammed,
  palette: Histogrammed,
  regularization: number,
): transport.SinkhornNewtonProblem {
  return {
    sourcePoints: pointsOf(content.cloud),
    targetPoints: pointsOf(palette.cloud),
    source: content.cloud.shares,
    target: palette.cloud.shares,
    regularization,
  };
}

function pointsOf({ shares, colors }: ColorCloud) {
  return { rows: shares.length, columns: 3, data: colors };
}

/** Repaints a picture: each color becomes the mean of its destinations in the plan. */
export async function repaint(
  content: Histogrammed,
  problem: transport.SinkhornNewtonProblem,
  solution: transport.SinkhornNewtonSolution,
): Promise<Picture> {
  const { images } = await transport.map({ problem, solution });
  const pixels = fromOklab(moveColors(content.colors, content.cloud, images.data));
  return { ...content.picture, pixels };
}
