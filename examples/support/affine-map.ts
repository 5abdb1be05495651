// Affine maps of the plane, (x, y) to (a x + b y + c, d x + e y + f), and images of points.

/** The numbers a, b, c, d, e, f. */
export type AffineMap = readonly number[];

export const IDENTITY: AffineMap = [1, 0, 0, 0, 1, 0];

/** Points of the plane, one per row. */
export interface Cloud {
  readonly rows: number;
  readonly columns: 2;
  readonly data: Float64Array;
}

/** The images of points. */
export function move({ rows, columns, data }: Cloud, [a, b, c, d, e, f]: AffineMap): Cloud {
  const moved = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 2) {
    const [x, y] = [data[i], data[i + 1]];
    moved[i] = a * x + b * y + c;
    moved[i + 1] = d * x + e * y + f;
  }
  return { rows, columns, data: moved };
}

/**
 * Applies the chain rule: from a function's gradient with respect to the images to its gradient in the map's six
 * numbers.
 */
export function pullBack({ data }: Cloud, gradient: Float64Array): number[] {
  const result = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < data.length; i += 2) {
    for (let axis = 0; axis < 2; axis++) {
      result[3 * axis] += gradient[i + axis] * data[i];
      result[3 * axis + 1] += gradient[i + axis] * data[i + 1];
      result[3 * axis + 2] += gradient[i + axis];
    }
  }
  return result;
}

/** The root mean square distance between the images of a cloud under two maps. */
export function distanceOfMaps(cloud: Cloud, one: AffineMap, other: AffineMap): number {
  const [first, second] = [move(cloud, one).data, move(cloud, other).data];
  return Math.sqrt(first.reduce((sum, value, i) => sum + (value - second[i]) ** 2, 0) / cloud.rows);
}
