// A picture's histogram as a weighted cloud of points: one point for each cell of a colour grid that the picture uses.

/** The colours of a picture and how much of it each one covers. */
export interface ColourCloud {
  /** Cells of the grid to a unit of colour. */
  readonly resolution: number;
  /** The mean colour in each cell in use, three numbers each. */
  readonly colours: Float64Array;
  /** The part of the picture that each of them covers; they sum to 1. */
  readonly shares: Float64Array;
  /** The place among `colours` of a cell in use, by `cellKey`. */
  readonly places: ReadonlyMap<number, number>;
}

/** The cloud on the finest grid on which there are at most `maxColours`. */
export function colourCloud(colours: Float64Array, maxColours: number): ColourCloud {
  for (let resolution = 256; ; resolution *= 0.75) {
    const cloud = cloudOf(colours, resolution);
    if (cloud.shares.length <= maxColours || resolution < 2) return cloud;
  }
}

function cloudOf(colours: Float64Array, resolution: number): ColourCloud {
  const places = new Map<number, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < colours.length; i += 3) {
    const cell = [colours[i], colours[i + 1], colours[i + 2]].map((value) => Math.round(value * resolution));
    const key = cellKey(cell[0], cell[1], cell[2]);
    let place = places.get(key);
    if (place === undefined) {
      place = counts.push(0) - 1;
      sums.push(0, 0, 0);
      places.set(key, place);
    }
    counts[place]++;
    for (let axis = 0; axis < 3; axis++) sums[3 * place + axis] += colours[i + axis];
  }
  const pixels = colours.length / 3;
  return {
    resolution,
    colours: Float64Array.from(sums, (sum, i) => sum / counts[Math.floor(i / 3)]),
    shares: Float64Array.from(counts, (count) => count / pixels),
    places,
  };
}

/** One number for a cell of the grid. */
export function cellKey(lightness: number, a: number, b: number): number {
  // The colour axes may be negative, but never reach 1 either way.
  return (lightness * 1024 + a + 512) * 1024 + b + 512;
}
