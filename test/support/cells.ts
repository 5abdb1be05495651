/** Positions of numbers in a problem: their names in errors, and the problem with another value there. */

/** The position of a number. */
interface Cell {
  /** The path in errors: `cost[1][0]`, `model.coefficients[2]`. */
  readonly path: string;
  /** The value with `entry` at this position; with a missing entry for `HOLE`. */
  readonly with: (entry: unknown) => unknown;
}

/** A missing entry. */
export const HOLE = Symbol('hole');

/**
 * The first and the last number of each array in a value, at any depth, in all accepted forms of the array: lists, and
 * dense matrices as lists of rows and flat. For lists of other values, only the first element is searched.
 */
export function cellsOf(value: unknown, path: string): Cell[] {
  if (typeof value !== 'object' || value === null || isGraph(value)) return [];
  if (isVector(value)) return cellsOfVector(Array.from(value), path);
  if (Array.isArray(value)) return isVector(value[0]) ? cellsOfRows(value, path) : inFirst(value, path);
  const { rows, columns, data, ...others } = value as Record<string, unknown>;
  const isDense = isVector(data) && typeof columns === 'number' && Object.keys(others).length === 0;
  const inside = Object.entries(value).flatMap(([key, part]) =>
    cellsOf(part, `${path}.${key}`).map((cell) => within(cell, (changed) => ({ ...value, [key]: changed }))),
  );
  return isDense ? [...inside, ...cellsOfRows(rowsOf(Array.from(data), columns), path)] : inside;
}

/** Whether a value is an expression, with lists that are its structure rather than arrays. */
export const isGraph = (value: object): boolean => 'nodes' in value && 'outputs' in value;

/** Whether a value is a nonempty array of numbers. */
export function isVector(value: unknown): value is ArrayLike<number> {
  if (ArrayBuffer.isView(value)) return 'length' in value && value.length !== 0;
  return Array.isArray(value) && typeof value[0] === 'number';
}

function cellsOfVector(list: unknown[], path: string): Cell[] {
  const places = [...new Set([0, list.length - 1])];
  return places.map((k) => ({ path: `${path}[${k}]`, with: (entry) => replaced(list, k, entry) }));
}

function cellsOfRows(rows: readonly ArrayLike<number>[], path: string): Cell[] {
  const places = [...new Set([0, rows.length - 1])];
  return places.flatMap((i) => {
    const cells = cellsOfVector(Array.from(rows[i] ?? []), `${path}[${i}]`);
    return cells.map((cell) => within(cell, (row) => rows.map((other, k) => (k === i ? row : other))));
  });
}

function inFirst(list: unknown[], path: string): Cell[] {
  return cellsOf(list[0], `${path}[0]`).map((cell) => within(cell, (first) => list.with(0, first)));
}

const within = (cell: Cell, around: (changed: unknown) => unknown): Cell => ({
  path: cell.path,
  with: (entry) => around(cell.with(entry)),
});

const rowsOf = (data: readonly number[], columns: number): number[][] =>
  Array.from({ length: data.length / columns }, (_, i) => data.slice(i * columns, (i + 1) * columns));

function replaced(list: readonly unknown[], k: number, entry: unknown): unknown[] {
  const copy = [...list];
  if (entry === HOLE) delete copy[k];
  else copy[k] = entry;
  return copy;
}
