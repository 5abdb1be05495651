/** The layers of a picture, from the arguments of draw: their numbers are checked, their formulas evaluated. */

import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { evaluateSync } from '../families/expression.js';
import { extentOf } from './axes.js';
import { type Dense, isDense, isNumbers, type Numbers } from './matrices.js';

/** A layer as given, with references read. */
export interface GivenLayer {
  readonly kind: 'points' | 'line' | 'heatmap';
  readonly x?: unknown;
  readonly y?: unknown;
  readonly formula?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly values?: unknown;
}

/** Points, or the points of a line. */
export interface Series {
  readonly kind: 'points' | 'line';
  readonly x: Numbers;
  readonly y: Numbers;
}

export interface Heatmap {
  readonly kind: 'heatmap';
  readonly values: Dense;
}

export type Layer = Series | Heatmap;

/** Points of a formula's line. */
const SAMPLES = 512;

/** Marks of a layer. */
const MAX_MARKS = 1e6;

/** The layers. Formulas without x are drawn over the range of the other layers, or from 0 to 1. */
export function layersOf(given: readonly GivenLayer[], backend?: string): Layer[] {
  const known = given.map((layer, k) =>
    layer.formula === undefined ? plainLayer(layer, `layers[${k}]`) : undefined,
  );
  const series = known.filter((layer): layer is Series => layer !== undefined && layer.kind !== 'heatmap');
  const range = extentOf(series.map(({ x }) => x)) ?? { min: 0, max: 1 };
  return given.map((layer, k) => known[k] ?? formulaLayer(layer, range, { path: `layers[${k}]`, backend }));
}

function plainLayer(layer: GivenLayer, path: string): Layer {
  const { kind, x, y, values } = layer;
  if (kind === 'heatmap') return { kind, values: matrixOf(values, `${path}.values`) };
  const heights = numbersOf(y, `${path}.y`);
  const places = x === undefined ? Float64Array.from(heights, (_, k) => k) : numbersOf(x, `${path}.x`);
  if (places.length !== heights.length)
    throw invalidInput(`${path}.x`, `has ${places.length} entries, and y has ${heights.length}`);
  return { kind, x: places, y: heights };
}

function numbersOf(value: unknown, path: string): Numbers {
  const numbers = isColumn(value) ? value.data : value;
  if (!isNumbers(numbers) || numbers.length === 0)
    throw invalidInput(path, `must be a list of numbers, got ${describeValue(value)}`);
  if (numbers.length > MAX_MARKS) throw invalidInput(path, `has more than ${MAX_MARKS} numbers`);
  return numbers;
}

const isColumn = (value: unknown): value is Dense =>
  typeof value === 'object' && value !== null && isDense(value) && value.columns === 1;

function matrixOf(value: unknown, path: string): Dense {
  const matrix = typeof value === 'object' && value !== null ? fromRows(value) : undefined;
  if (matrix === undefined || matrix.data.length === 0)
    throw invalidInput(path, `must be a matrix of numbers, got ${describeValue(value)}`);
  if (matrix.data.length > MAX_MARKS) throw invalidInput(path, `has more than ${MAX_MARKS} numbers`);
  return matrix;
}

function fromRows(value: object): Dense | undefined {
  if (isDense(value)) return value;
  if (!Array.isArray(value) || !value.every(isNumbers)) return undefined;
  const columns = (value[0] as Numbers | undefined)?.length ?? 0;
  if (value.some((row) => row.length !== columns)) return undefined;
  return { rows: value.length, columns, data: value.flatMap((row) => [...row]) };
}

interface Place {
  readonly path: string;
  readonly backend: string | undefined;
}

function formulaLayer(
  { kind, x, formula = '', parameters = {} }: GivenLayer,
  { min, max }: { readonly min: number; readonly max: number },
  { path, backend }: Place,
): Series {
  if (kind === 'heatmap') throw invalidInput(`${path}.formula`, 'is for lines and points, not for heatmaps');
  const places =
    x === undefined
      ? Float64Array.from({ length: SAMPLES }, (_, k) => min + (k / (SAMPLES - 1)) * (max - min))
      : numbersOf(x, `${path}.x`);
  const inputs = Object.entries(parameters).map(([name, value]) => [name, shapeOf(value)] as const);
  const problem = {
    function: { formula, inputs: { x: [], ...Object.fromEntries(inputs) } },
    points: { ...parameters, x: Float64Array.from(places) },
  };
  try {
    const options = backend === undefined ? {} : { backend };
    const { values } = evaluateSync(problem as never, options as never) as unknown as { values: Numbers };
    return { kind, x: places, y: values };
  } catch (error) {
    if (!(error instanceof SuperlinearError)) throw error;
    throw new SuperlinearError(error.code, `${path}.formula: ${error.message}`, `${path}.formula`);
  }
}

/** The shape of a parameter: none for numbers. */
function shapeOf(value: unknown): readonly number[] {
  if (isNumbers(value)) return [value.length];
  return typeof value === 'object' && value !== null && isDense(value) ? [value.rows, value.columns] : [];
}
