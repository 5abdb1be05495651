// Color transfer: repaints one picture with the colors of another, by optimal transport between their histograms.

import { transport } from 'superlinear';
import { type ColourCloud, colourCloud } from './colour-cloud.js';
import { fromOklab, toOklab } from './oklab.js';
import type { Picture } from './pictures.js';
import { moveColours } from './recolour.js';

/** A picture with the data for repainting it. */
export interface Histogrammed {
  readonly picture: Picture;
  /** The color of each pixel in OKLab. */
  readonly colours: Float64Array;
  readonly cloud: ColourCloud;
}

/** Counts a picture's colors on the finest grid with at most `maxColours` of them. */
export function histogram(picture: Picture, maxColours: number): Histogrammed {
  const colours = toOklab(picture.pixels);
  return { picture, colours, cloud: colourCloud(colours, maxColours) };
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

function pointsOf({ shares, colours }: ColourCloud) {
  return { rows: shares.length, columns: 3, data: colours };
}

/** Repaints a picture: each color becomes the mean of its destinations in the plan. */
export async function repaint(
  content: Histogrammed,
  problem: transport.SinkhornNewtonProblem,
  solution: transport.SinkhornNewtonSolution,
): Promise<Picture> {
  const { images } = await transport.map({ problem, solution });
  const pixels = fromOklab(moveColours(content.colours, content.cloud, images.data));
  return { ...content.picture, pixels };
}
