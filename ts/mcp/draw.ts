/** The tool draw: layers as a PNG, and their colors and ranges in words. */

import { Axes, type Extent, extentOf, widened } from './axes.js';
import { Canvas, type Color } from './canvas.js';
import { type GivenLayer, type Heatmap, type Layer, layersOf, type Series } from './layers.js';
import type { Answer } from './messages.js';

interface DrawArguments {
  readonly layers: readonly GivenLayer[];
  readonly width?: number;
  readonly height?: number;
}

const DEFAULT_SIZE = { width: 640, height: 420 };

/** Colors of series, told apart with any color vision (Okabe and Ito, "Color universal design", 2008). */
const COLORS: readonly (readonly [name: string, color: Color])[] = [
  ['blue', [0, 114, 178]],
  ['vermilion', [213, 94, 0]],
  ['green', [0, 158, 115]],
  ['purple', [204, 121, 167]],
  ['orange', [230, 159, 0]],
  ['sky blue', [86, 180, 233]],
  ['yellow', [240, 228, 66]],
  ['black', [0, 0, 0]],
];

/** Colors of a heatmap from its smallest to its largest value: viridis, at equal distances. */
const SCALE: readonly Color[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

const POINT_RADIUS = 3;
const LINE_WIDTH = 2;

export function draw(
  { layers: given, width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height }: DrawArguments,
  backend?: string,
): Answer {
  const layers = layersOf(given, backend);
  const x = rangeOf(layers, 'x');
  const y = rangeOf(layers, 'y');
  const canvas = new Canvas(width, height);
  const axes = new Axes(canvas, x, y);
  axes.drawGrid();
  layers.forEach((layer, k) => {
    if (layer.kind === 'heatmap') drawHeatmap(canvas, axes, layer);
    else drawSeries(canvas, axes, layer, colorOf(k)[1]);
  });
  axes.drawFrame();
  const data = { x: [x.min, x.max], y: [y.min, y.max], layers: layers.map(legendOf) };
  return { data, png: canvas.png().toString('base64') };
}

const colorOf = (layer: number) => COLORS[layer % COLORS.length] as (typeof COLORS)[number];

/** The values of an axis. A heatmap has the centers of its columns and rows at whole numbers. */
function rangeOf(layers: readonly Layer[], axis: 'x' | 'y'): Extent {
  const lists = layers.map((layer) => {
    if (layer.kind !== 'heatmap') return layer[axis];
    return [-0.5, (axis === 'x' ? layer.values.columns : layer.values.rows) - 0.5];
  });
  const extent = extentOf(lists) ?? { min: 0, max: 1 };
  return layers.some(({ kind }) => kind === 'heatmap') ? extent : widened(extent);
}

function drawSeries(canvas: Canvas, axes: Axes, { kind, x, y }: Series, color: Color): void {
  let last: readonly [number, number] | undefined;
  for (let k = 0; k < x.length; k++) {
    const point = axes.at(x[k] as number, y[k] as number);
    const isShown = point.every(Number.isFinite);
    if (isShown && kind === 'points') canvas.dot(...point, POINT_RADIUS, color);
    if (isShown && kind === 'line' && last !== undefined) canvas.line(last, point, LINE_WIDTH, color);
    last = isShown ? point : undefined;
  }
}

/** Draws the cells of a matrix. The first row is below, as the axis counts. */
function drawHeatmap(canvas: Canvas, axes: Axes, { values: { rows, columns, data } }: Heatmap): void {
  const extent = extentOf([data]) ?? { min: 0, max: 1 };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column] as number;
      if (!Number.isFinite(value)) continue;
      const [left, top] = axes.at(column - 0.5, row + 0.5);
      const [right, bottom] = axes.at(column + 0.5, row - 0.5);
      canvas.rectangle(left, top, right, bottom, shadeOf((value - extent.min) / (extent.max - extent.min)));
    }
  }
}

function shadeOf(part: number): Color {
  const place = part * (SCALE.length - 1);
  const index = Math.min(SCALE.length - 2, Math.floor(place));
  const [low, high] = [SCALE[index] as Color, SCALE[index + 1] as Color];
  const mixed = low.map((channel, k) =>
    Math.round(channel + (place - index) * ((high[k] as number) - channel)),
  );
  return mixed as unknown as Color;
}

function legendOf(layer: Layer, k: number): object {
  if (layer.kind !== 'heatmap') return { kind: layer.kind, color: colorOf(k)[0], points: layer.x.length };
  const { rows, columns, data } = layer.values;
  const { min, max } = extentOf([data]) ?? { min: 0, max: 1 };
  return { kind: layer.kind, rows, columns, darkest: min, brightest: max, firstRow: 'below' };
}
