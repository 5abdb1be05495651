/** Contour plots of functions of x and y: the evaluation grid and the contour options. */

/** Half the side of the square that is always drawn, and the horizontal extent in multiples of it. */
export const EXTENT = 2;
export const WIDEST = 3;

/** The columns and rows of the evaluation grid. */
export const COLUMNS = 240;
export const ROWS = COLUMNS / WIDEST;

/** The geometry of the grid, for contours. */
export const FRAME = {
  width: COLUMNS,
  height: ROWS,
  x1: -WIDEST * EXTENT,
  x2: WIDEST * EXTENT,
  y1: -EXTENT,
  y2: EXTENT,
  clip: true,
} as const;

/** Compresses values logarithmically for the color scale. */
const height = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value));

/** The contour style of a function. */
export const CONTOURS = {
  ...FRAME,
  fill: height,
  fillOpacity: 0.35,
  stroke: 'currentColor',
  strokeOpacity: 0.2,
} as const;

/** The points of a grid over the drawn area, row by row, at the centers of its cells. */
export function gridOf(columns: number, rows: number): { x: number[]; y: number[] } {
  const middle = (k: number, count: number, extent: number) => ((2 * (k + 0.5)) / count) * extent - extent;
  const places = Array.from(
    { length: columns * rows },
    (_, k) => [k % columns, Math.floor(k / columns)] as const,
  );
  return {
    x: places.map(([column]) => middle(column, columns, WIDEST * EXTENT)),
    y: places.map(([, row]) => middle(row, rows, EXTENT)),
  };
}
