// Colour transfer: repaints one picture with the colours of another, by optimal transport between their histograms.

import { transport } from 'superlinear';
import { type ColourCloud, colourCloud } from './colour-cloud.js';
import { fromOklab, toOklab } from './oklab.js';
import type { Picture } from './pictures.js';
import { moveColours } from './recolour.js';

/** A picture with all that is needed to repaint it. */
export interface Histogrammed {
  readonly picture: Picture;
  /** The colour of each pixel in OKLab. */
  readonly colours: Float64Array;
  readonly cloud: ColourCloud;
}

/** Counts a picture's colours, on a grid so coarse that there are at most `maxColours`. */
export function histogram(picture: Picture, maxColours: number): Histogrammed {
  const colours = toOklab(picture.pixels);
  return { picture, colours, cloud: colourCloud(colours, maxColours) };
}

/**
 * The transport problem: to turn the colours of one picture into those of the other, so that colours move as little as possible
 * on the whole. The square root of the regularization is about how far the colours blur.
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

/** Repaints a picture: each of its colours becomes the mean of those that the plan moves it to. */
export async function repaint(
  content: Histogrammed,
  problem: transport.SinkhornNewtonProblem,
  solution: transport.SinkhornNewtonSolution,
): Promise<Picture> {
  const { images } = await transport.map({ problem, solution });
  const pixels = fromOklab(moveColours(content.colours, content.cloud, images.data));
  return { ...content.picture, pixels };
}
