// Remaining errors of a sensor's calibrations: maps over pressure and temperature, and errors by age and by direction.

import { DAYS, FULL_SCALE, type SensorLog } from './sensor-log.js';
import { sheet, text } from './svg.js';

const WIDTH = 1280;
const MARGIN = 64;
const GAP = 28;

/** Cells along each axis of a map. */
const ACROSS = 40;
const UP = 31;
const COLDEST = -40;
const HOTTEST = 115;

/** A panel in pixels. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An SVG document. `errors` are the errors of each model at each reading, in kPa. */
export function drawCalibration(
  log: SensorLog,
  models: readonly string[],
  errors: readonly Float64Array[],
): string {
  const width = (WIDTH - 2 * MARGIN - (models.length - 1) * GAP) / models.length;
  const maps = models.map((model, k) => {
    const frame = { left: MARGIN + k * (width + GAP), top: 96, width, height: 230 };
    return map(frame, model, log, errors[k], k === 0);
  });
  const half = (WIDTH - 2 * MARGIN - 2 * GAP - 24) / 2;
  const below = { top: 468, width: half, height: 230 };
  const parts = [
    text(
      MARGIN,
      36,
      'What each calibration leaves of the error of a pressure sensor',
      'font-size="20" fill="#111"',
    ),
    ...maps,
    scale({ left: MARGIN + 240, top: 372, width: WIDTH - 2 * MARGIN - 480, height: 12 }),
    byAge({ ...below, left: MARGIN }, log, models, errors),
    byDirection({ ...below, left: MARGIN + half + 2 * GAP + 24 }, log, models, errors),
  ];
  return sheet(WIDTH, 768, parts, 13);
}

/** The mean error in cells of pressure and temperature. */
function map(frame: Frame, model: string, log: SensorLog, error: Float64Array, isFirst: boolean): string {
  const means = meansOf(error, ACROSS * UP, (k) => {
    const x = Math.min(ACROSS - 1, Math.floor((log.pressure[k] / FULL_SCALE) * ACROSS));
    const y = Math.floor(((log.temperature[k] - COLDEST) / (HOTTEST - COLDEST)) * UP);
    return y < 0 || y >= UP ? -1 : y * ACROSS + x;
  });
  const [across, up] = [frame.width / ACROSS, frame.height / UP];
  const cells = means.map((mean, cell) => {
    if (Number.isNaN(mean)) return '';
    const x = frame.left + (cell % ACROSS) * across;
    const y = frame.top + frame.height - (Math.floor(cell / ACROSS) + 1) * up;
    return `<rect x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${(across + 0.3).toFixed(2)}" height="${(up + 0.3).toFixed(2)}" fill="${color(mean)}"/>`;
  });
  const pressure = (value: number) => frame.left + (value / FULL_SCALE) * frame.width;
  const temperature = (value: number) =>
    frame.top + frame.height * (1 - (value - COLDEST) / (HOTTEST - COLDEST));
  return [
    `<g shape-rendering="crispEdges">${cells.join('')}</g>`,
    border(frame),
    text(frame.left, frame.top - 12, model, 'font-weight="bold"'),
    text(
      frame.left + frame.width,
      frame.top - 12,
      `rms ${rootMeanSquare(error).toPrecision(2)} kPa`,
      'text-anchor="end"',
    ),
    ...[0, 500, 1000].map((value) =>
      tickBelow(frame, pressure(value), value === 500 ? 'pressure 500 kPa' : `${value}`),
    ),
    ...(isFirst ? [-40, 0, 50, 100].map((value) => tickLeft(frame, temperature(value), `${value} °C`)) : []),
  ].join('\n');
}

/** The color scale. */
function scale(frame: Frame): string {
  const steps = 120;
  const cells = Array.from({ length: steps }, (_, k) => {
    const x = frame.left + (k * frame.width) / steps;
    const shade = shadeColor((2 * (k + 0.5)) / steps - 1);
    return `<rect x="${x.toFixed(2)}" y="${frame.top}" width="${(frame.width / steps + 0.3).toFixed(2)}" height="${frame.height}" fill="${shade}"/>`;
  });
  const ticks = [-100, -30, -10, -3, -1, -0.3, 0, 0.3, 1, 3, 10, 30, 100].map((value) =>
    tickBelow(
      frame,
      frame.left + (frame.width * (1 + shadeOf(value))) / 2,
      `${value > 0 ? '+' : ''}${value}`,
    ),
  );
  const title = text(frame.left + frame.width + 16, frame.top + 11, 'mean error in kPa');
  return [`<g shape-rendering="crispEdges">${cells.join('')}</g>`, border(frame), ...ticks, title].join('\n');
}

/** The mean error by week. */
function byAge(
  frame: Frame,
  log: SensorLog,
  models: readonly string[],
  errors: readonly Float64Array[],
): string {
  const weeks = 52;
  const week = (k: number) => Math.min(weeks - 1, Math.floor((log.time[k] / DAYS) * weeks));
  const lines = [1, 2].map((k) => ({
    label: models[k],
    points: [...meansOf(errors[k], weeks, week)].map(
      (mean, at) => [((at + 0.5) / weeks) * DAYS, mean] as const,
    ),
    look: k === 1 ? 'stroke="#b2182b"' : 'stroke="#2166ac"',
  }));
  const ticks = [0, 100, 200, 300].map((value) => [value, value === 100 ? 'day 100' : `${value}`] as const);
  return chart(frame, 'Ageing: mean error week by week, in kPa', DAYS, ticks, lines);
}

/** The mean error by pressure, separately for rising and falling pressure. */
function byDirection(
  frame: Frame,
  log: SensorLog,
  models: readonly string[],
  errors: readonly Float64Array[],
): string {
  const bins = 50;
  const direction = (k: number) => Math.sign(log.pressure[k] - log.pressure[Math.max(0, k - 1)]);
  const bin = (k: number) => Math.min(bins - 1, Math.floor((log.pressure[k] / FULL_SCALE) * bins));
  const lines = [2, 3].flatMap((k) =>
    [1, -1].map((sign) => ({
      label: `${models[k]}, ${sign > 0 ? 'rising' : 'falling'}`,
      points: [...meansOf(errors[k], bins, (i) => (direction(i) === sign ? bin(i) : -1))].map(
        (mean, at) => [((at + 0.5) / bins) * FULL_SCALE, mean] as const,
      ),
      look: `stroke="${k === 2 ? '#2166ac' : '#1a9850'}"${sign > 0 ? '' : ' stroke-dasharray="5 4"'}`,
    })),
  );
  const ticks = [0, 250, 500, 750, 1000].map(
    (value) => [value, value === 500 ? 'pressure 500 kPa' : `${value}`] as const,
  );
  return chart(frame, 'Hysteresis: mean error on the way up and down, in kPa', FULL_SCALE, ticks, lines);
}

interface Line {
  readonly label: string | undefined;
  readonly points: readonly (readonly [number, number])[];
  readonly look: string;
}

/** Lines over an axis from 0 to `most`, with a legend. */
function chart(
  frame: Frame,
  title: string,
  most: number,
  ticks: readonly (readonly [number, string])[],
  lines: readonly Line[],
): string {
  const largest = Math.max(
    ...lines.flatMap(({ points }) => points.map(([, y]) => (Number.isNaN(y) ? 0 : Math.abs(y)))),
  );
  const reach = [0.1, 0.2, 0.5, 1, 2, 3, 5, 8, 10, 15, 20].find((value) => value >= 1.4 * largest) ?? largest;
  const x = (value: number) => frame.left + (value / most) * frame.width;
  const y = (value: number) => frame.top + (frame.height * (1 - value / reach)) / 2;
  const paths = lines.map(({ points, look }) => {
    const seen = points.filter(([, value]) => !Number.isNaN(value));
    return `<polyline fill="none" stroke-width="2" ${look} points="${seen.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ')}"/>`;
  });
  const legend = lines.map(({ label, look }, k) => {
    const [left, top] = [frame.left + 14 + (k % 2) * 180, frame.top + 18 + Math.floor(k / 2) * 18];
    return `<line x1="${left}" x2="${left + 26}" y1="${top - 4}" y2="${top - 4}" stroke-width="2" ${look}/>${text(left + 34, top, label ?? '')}`;
  });
  return [
    text(frame.left, frame.top - 12, title, 'font-weight="bold"'),
    `<line x1="${frame.left}" x2="${frame.left + frame.width}" y1="${y(0)}" y2="${y(0)}" stroke="#bbb"/>`,
    ...paths,
    border(frame),
    ...legend,
    ...ticks.map(([value, label]) => tickBelow(frame, x(value), label)),
    ...[-reach, -reach / 2, 0, reach / 2, reach].map((value) =>
      tickLeft(frame, y(value), `${value > 0 ? '+' : ''}${value}`),
    ),
  ].join('\n');
}

/** The mean of the values in each bin, NaN for empty bins; values with bin -1 are skipped. */
function meansOf(values: Float64Array, bins: number, bin: (k: number) => number): number[] {
  const [sums, counts] = [new Float64Array(bins), new Float64Array(bins)];
  for (let k = 0; k < values.length; k++) {
    const at = bin(k);
    if (at < 0) continue;
    sums[at] += values[k];
    counts[at]++;
  }
  return Array.from(sums, (sum, at) => sum / counts[at]);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Maps an error to [-1, 1], linearly near zero and logarithmically beyond. */
function shadeOf(error: number): number {
  const [small, large] = [0.1, 150];
  return Math.max(
    -1,
    Math.min(1, (Math.sign(error) * Math.log1p(Math.abs(error) / small)) / Math.log1p(large / small)),
  );
}

const color = (error: number) => shadeColor(shadeOf(error));

// Red, white, blue, as in ColorBrewer's RdBu.
const SHADES = [
  [33, 102, 172],
  [103, 169, 207],
  [209, 229, 240],
  [255, 255, 255],
  [253, 219, 199],
  [239, 138, 98],
  [178, 24, 43],
];

function shadeColor(shade: number): string {
  const place = ((shade + 1) / 2) * (SHADES.length - 1);
  const below = Math.min(SHADES.length - 2, Math.floor(place));
  const mix = SHADES[below].map((value, k) =>
    Math.round(value + (place - below) * (SHADES[below + 1][k] - value)),
  );
  return `rgb(${mix.join(',')})`;
}

function border({ left, top, width, height }: Frame): string {
  return `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="#888"/>`;
}

/** A tick label; at the ends of the axis it stays inside. */
function tickBelow({ left, top, width, height }: Frame, x: number, label: string): string {
  const y = top + height;
  const anchor = x <= left ? 'start' : x >= left + width ? 'end' : 'middle';
  return `<line x1="${x}" x2="${x}" y1="${y}" y2="${y + 5}" stroke="#888"/>${text(x, y + 20, label, `text-anchor="${anchor}"`)}`;
}

function tickLeft({ left }: Frame, y: number, label: string): string {
  return `<line x1="${left - 5}" x2="${left}" y1="${y}" y2="${y}" stroke="#888"/>${text(left - 9, y + 4, label, 'text-anchor="end"')}`;
}
