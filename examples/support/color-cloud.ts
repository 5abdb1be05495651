// A picture's histogram as a weighted cloud of points: one point for each cell of a color grid used by the picture.

/** The colors of a picture with their fractions. */
export interface ColorCloud {
  /** Grid cells per unit of color. */
  readonly resolution: number;
  /** The mean color in each used cell, three numbers each. */
  readonly colors: Float64Array;
  /** The fraction of the picture covered by each color, with sum 1. */
  readonly shares: Float64Array;
  /** The index in `colors` of a used cell, by `cellKey`. */
  readonly places: ReadonlyMap<number, number>;
}

/** The cloud on the finest grid with at most `maxColors` used cells. */
export function colorCloud(colors: Float64Array, maxColors: number): ColorCloud {
  for (let resolution = 256; ; resolution *= 0.75) {
    const cloud = cloudOf(colors, resolution);
    if (cloud.shares.length <= maxColors || resolution < 2) return cloud;
  }
}

function cloudOf(colors: Float64Array, resolution: number): ColorCloud {
  const places = new Map<number, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < colors.length; i += 3) {
    const cell = [colors[i], colors[i + 1], colors[i + 2]].map((value) => Math.round(value * resolution));
    const key = cellKey(cell[0], cell[1], cell[2]);
    let place = places.get(key);
    if (place === undefined) {
      place = counts.push(0) - 1;
      sums.push(0, 0, 0);
      places.set(key, place);
    }
    counts[place]++;
    for (let axis = 0; axis < 3; axis++) sums[3 * place + axis] += colors[i + axis];
  }
  const pixels = colors.length / 3;
  return {
    resolution,
    colors: Float64Array.from(sums, (sum, i) => sum / counts[Math.floor(i / 3)]),
    shares: Float64Array.from(counts, (count) => count / pixels),
    places,
  };
}

/** A unique number for a cell of the grid. */
export function cellKey(lightness: number, a: number, b: number): number {
  // The color axes may be negative, but their magnitude is below 1.
  return (lightness * 1024 + a + 512) * 1024 + b + 512;
}
