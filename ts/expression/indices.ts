/** Array entries by index: slices for evenly spaced positions, else gathers with tables of positions. */

import { axesOfVariables, axisOfVariable, type IndexVariable, positionsAlong } from './dependent-indices.js';
import { type Expression, graphOf, type Operand } from './graph.js';
import type { Value } from './indexed.js';
import { refusal, sizeOf, written } from './shapes.js';
import { gather, permute, reshape, slice } from './structure.js';

/**
 * An index along one axis: evenly spaced positions or a table of them; for an index variable, a range or a single
 * position.
 */
export interface Index {
  readonly positions: { readonly start: number; readonly step: number } | Int32Array;
  readonly count: number;
  /** The number of the index variable; none for a single position or a range. */
  readonly variable?: number;
  /** Whether it is a range, which keeps its axis. */
  readonly isRange?: boolean;
}

/** Maximum number of positions written to a table: 40 MB. */
const MAX_TABLE = 10_000_000;

const positionAt = ({ positions }: Index, k: number): number =>
  positions instanceof Int32Array ? (positions[k] as number) : positions.start + k * positions.step;

/** `array[indices]`. */
export function entriesOf(
  array: Value,
  indices: readonly Index[],
  variables: readonly IndexVariable[],
): Value {
  const operand = graphOf([array.content], 'index').lift(array.content, 'index');
  if (array.axes.length > 0)
    throw refusal('index', 'stands behind a number for each index; write one pair of brackets');
  const { shape } = operand;
  if (indices.length !== shape.length) {
    throw refusal(
      'index',
      `shape ${written(shape)} takes ${shape.length} indices, got ${indices.length}; 0..9 is a range`,
    );
  }
  for (const [axis, index] of indices.entries()) requireInside(index, shape[axis] as number, axis);
  const used = indices.flatMap(({ variable }) => variable ?? []);
  const axes = axesOfVariables(used, variables);
  if (axes.length > 0 && indices.some(({ isRange }) => isRange)) {
    throw refusal('index', 'has a range beside an index variable; sum over a variable instead of the range');
  }
  const needsTable = indices.some(({ positions }, axis) => positions instanceof Int32Array && axis > 0);
  const content =
    needsTable || axes.length < used.length
      ? byTable(operand, alongAxes(indices, axes, variables), axes, variables)
      : bySlices(operand, indices, axes);
  return { content, axes };
}

function requireInside(index: Index, length: number, axis: number): void {
  const ends = index.positions instanceof Int32Array ? index.positions.keys() : [0, index.count - 1];
  if (index.count === 0) return;
  for (const k of ends) {
    const position = positionAt(index, k);
    if (position < 0 || position >= length) {
      throw refusal('index', `runs to ${position} along axis ${axis}, which is not in 0..${length - 1}`);
    }
  }
}

/** The indices along the axes that stand for their variables. */
const alongAxes = (
  indices: readonly Index[],
  axes: readonly number[],
  variables: readonly IndexVariable[],
): Index[] =>
  indices.map((index) => {
    const { variable } = index;
    const axis = variable === undefined ? undefined : axisOfVariable(variable, axes, variables);
    if (variable === undefined || axis === undefined || axis === variable) return index;
    const positions = positionsAlong(variable, axis, variables).map((k) => positionAt(index, k));
    return { positions, count: positions.length, variable: axis };
  });

/** Each index variable occurs once: slices, gathers along the first axis if it has a table, and permutes the axes. */
function bySlices(operand: Expression, indices: readonly Index[], axes: readonly number[]): Operand {
  const parts = indices.map(({ positions, count }, axis) =>
    positions instanceof Int32Array
      ? { start: 0, step: 1, count: operand.shape[axis] as number }
      : { ...positions, count },
  );
  let result = slice(
    operand,
    parts.map(({ start }) => start),
    parts.map(({ count }) => count),
    parts.map(({ step }) => step),
  );
  const [first] = indices;
  if (first?.positions instanceof Int32Array) result = gather(result, first.positions);
  const stay = indices.filter(({ variable, isRange }) => variable !== undefined || isRange);
  result = reshape(
    result,
    stay.map(({ count }) => count),
  );
  return axes.length === 0
    ? result
    : permute(
        result,
        axes.map((axis) => stay.findIndex(({ variable }) => variable === axis)),
      );
}

/** Gathers from the flattened array with a table of all positions. */
function byTable(
  operand: Expression,
  indices: readonly Index[],
  axes: readonly number[],
  variables: readonly IndexVariable[],
): Operand {
  const ranges = indices.filter(({ isRange }) => isRange);
  const lengths = [
    ...axes.map((axis) => (variables[axis] as IndexVariable).count),
    ...ranges.map(({ count }) => count),
  ];
  const size = sizeOf(lengths);
  if (size > MAX_TABLE) throw refusal('index', `takes a table of ${size} positions, of at most ${MAX_TABLE}`);
  const digitOf = ({ variable, isRange }: Index, index: Index) =>
    variable !== undefined ? axes.indexOf(variable) : isRange ? axes.length + ranges.indexOf(index) : -1;
  const digits = indices.map((index) => digitOf(index, index));
  const table = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    const counters = countersAt(k, lengths);
    let position = 0;
    indices.forEach((index, axis) => {
      const digit = digits[axis] as number;
      position =
        position * (operand.shape[axis] as number) +
        positionAt(index, digit < 0 ? 0 : (counters[digit] as number));
    });
    table[k] = position;
  }
  return gather(reshape(operand, [sizeOf(operand.shape)]), { shape: lengths, values: table });
}

/** The multi-index of the flat row-major index `k`. */
function countersAt(k: number, lengths: readonly number[]): number[] {
  const counters = new Array<number>(lengths.length);
  let rest = k;
  for (let axis = lengths.length - 1; axis >= 0; axis--) {
    const length = lengths[axis] as number;
    counters[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return counters;
}
