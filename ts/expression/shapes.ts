/** Array shapes: sizes, NumPy's broadcasting, axes, and errors about them. */

import { SuperlinearError } from '../engine/errors.js';
import { MAX_RANK, MAX_SIZE, type Shape } from './function.js';

/**
 * Creates an error about operands: `multiply: shapes [3] and [4] do not go together`. Its path is the operation's name.
 */
export function refusal(operation: string, why: string): SuperlinearError {
  return new SuperlinearError('INVALID_INPUT', `${operation}: ${why}`, operation);
}

/** Formats a shape: `[2, 3]`. */
export const written = (shape: Shape): string => `[${shape.join(', ')}]`;

/** The number of elements. */
export const sizeOf = (shape: Shape): number => shape.reduce((size, length) => size * length, 1);

/** Returns whether two shapes are equal. */
export const isSame = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Returns whether a value is a nonnegative integer. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** Rejects invalid shapes, and arrays with too many axes or elements. */
export function requireShape(shape: unknown, operation: string): asserts shape is Shape {
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw refusal(operation, 'a shape is a list of whole numbers from 0 on, [] that of a single number');
  }
  if (shape.length > MAX_RANK) {
    throw refusal(
      operation,
      `shape ${written(shape)} has ${shape.length} axes; at most ${MAX_RANK} are possible`,
    );
  }
  if (sizeOf(shape) > MAX_SIZE) {
    throw refusal(
      operation,
      `shape ${written(shape)} has ${sizeOf(shape)} elements; at most ${MAX_SIZE} are possible`,
    );
  }
}

/** The broadcast shape of arrays: axes, aligned from the last, must be equal or 1. */
export function broadcastShape(shapes: readonly Shape[], operation: string): Shape {
  let [result = []] = shapes;
  for (const shape of shapes) {
    const common = isSame(result, shape) ? shape : broadcastTwo(result, shape);
    if (common === undefined) {
      const list = shapes.length === 2 ? shapes.map(written).join(' and ') : shapes.map(written).join(', ');
      throw refusal(operation, `shapes ${list} do not go together`);
    }
    result = common;
  }
  return result;
}

function broadcastTwo(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const ofA = a[axis - rank + a.length] ?? 1;
    const ofB = b[axis - rank + b.length] ?? 1;
    if (ofA !== ofB && ofA !== 1 && ofB !== 1) return undefined;
    result.push(ofA === 1 ? ofB : ofA);
  }
  return result;
}

/** Normalizes axes: distinct, ascending, negative ones counted from the last. All axes if none are given. */
export function axesOf(
  axes: number | readonly number[] | undefined,
  rank: number,
  operation: string,
): readonly number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  const list = typeof axes === 'number' ? [axes] : axes;
  const found = list.map((axis) => axisOf(axis, rank, operation));
  if (new Set(found).size < found.length)
    throw refusal(operation, `axes ${written(list)} name one axis twice`);
  return found.sort((a, b) => a - b);
}

/** Normalizes an axis to a nonnegative integer. */
export function axisOf(axis: number, rank: number, operation: string): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw refusal(operation, `there is no axis ${axis} of an array with ${rank}; axes count from 0`);
  }
  return axis < 0 ? axis + rank : axis;
}
