/** Functions of x and y as pictures: where their values are computed, and how these become contours. */

/** Half the side of the square that is always drawn, and how many times as far is drawn to both sides. */
export const EXTENT = 2;
export const WIDEST = 3;

/** Values are computed at so many places in a row, and in so many rows. */
export const COLUMNS = 240;
export const ROWS = COLUMNS / WIDEST;

/** What contours are told of the values. */
export const FRAME = {
  width: COLUMNS,
  height: ROWS,
  x1: -WIDEST * EXTENT,
  x2: WIDEST * EXTENT,
  y1: -EXTENT,
  y2: EXTENT,
  clip: true,
} as const;

/** Heights as colours: far ones closer together. */
const height = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value));

/** What contours of a whole function look like. */
export const CONTOURS = {
  ...FRAME,
  fill: height,
  fillOpacity: 0.35,
  stroke: 'currentColor',
  strokeOpacity: 0.2,
} as const;

/** The places of a grid on what is drawn, row by row; in the middle of its cells, as pixels are. */
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
