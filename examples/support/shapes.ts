// Simple shapes on a square grid, as histograms: equal masses inside, zero outside.

/** True inside; x to the right and y upwards, both from -1 to 1. */
type Shape = (x: number, y: number) => boolean;

const disc: Shape = (x, y) => Math.hypot(x, y) < 0.7;
const ring: Shape = (x, y) => Math.abs(Math.hypot(x, y) - 0.6) < 0.17;
const cross: Shape = (x, y) =>
  Math.min(Math.abs(x), Math.abs(y)) < 0.2 && Math.max(Math.abs(x), Math.abs(y)) < 0.75;
/** Inside the curve (x^2 + y^2 - 1)^3 = x^2 y^3. */
const heart: Shape = (x, y) => {
  const [u, v] = [1.6 * x, 1.6 * y + 0.1];
  return (u * u + v * v - 1) ** 3 < u * u * v ** 3;
};

/** The shapes at the corners of the sheet: top left, top right, bottom left, bottom right. */
export const CORNERS: readonly Shape[] = [heart, ring, disc, cross];

/** The centers of the cells of a grid over the unit square, row by row from the top. */
export function gridPoints(side: number) {
  const data = new Float64Array(2 * side * side);
  for (let k = 0; k < side * side; k++) {
    data[2 * k] = ((k % side) + 0.5) / side;
    data[2 * k + 1] = 1 - (Math.floor(k / side) + 0.5) / side;
  }
  return { rows: side * side, columns: 2, data };
}

/** A shape's masses on the grid, with sum 1. */
export function rasterize(shape: Shape, side: number): Float64Array {
  const { data } = gridPoints(side);
  const inside = Float64Array.from({ length: side * side }, (_, k) =>
    shape(2 * (data[2 * k] as number) - 1, 2 * (data[2 * k + 1] as number) - 1) ? 1 : 0,
  );
  const cells = inside.reduce((sum, value) => sum + value, 0);
  return inside.map((value) => value / cells);
}
