// Curves in a frame, as parts of an SVG document.

import { sheet, text } from './svg.js';

/** A line through points. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** The contents of a frame. */
export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
  /** Whether the axes are logarithmic. */
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** Short texts at points. */
  readonly labels?: readonly { readonly at: readonly [number, number]; readonly text: string }[];
}

const WIDTH = 900;
const HEIGHT = 420;
const [LEFT, RIGHT, TOP, BOTTOM] = [80, 150, 44, 56];
const COLORS = ['#1f5fa8', '#c0392b', '#2e8b57', '#8e44ad', '#d68910', '#16747a', '#7f5539', '#555'];

/** An SVG document with plots one below the other. */
export function drawPlots(plots: readonly Plot[]): string {
  const height = plots.length * HEIGHT;
  const parts = plots.map((plot, k) => `<g transform="translate(0 ${k * HEIGHT})">${draw(plot)}</g>`);
  return sheet(WIDTH, height, parts, 13);
}

function draw({ title, x, y, curves, logX = false, logY = false, labels = [] }: Plot): string {
  const all = curves.flatMap(({ points }) => points);
  const across = axis(
    all.map(([x]) => x),
    logX,
  );
  const up = axis(
    all.map(([, y]) => y),
    logY,
  );
  const toX = (value: number) => LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
  const toY = (value: number) => HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
  const lines = curves.map(({ name, points }, k) => {
    const color = COLORS[k % COLORS.length];
    const path = points.map(([x, y]) => `${toX(x).toFixed(2)},${toY(y).toFixed(2)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.6"/>`,
      text(WIDTH - RIGHT + 12, TOP + 12 + 17 * k, name, `fill="${color}"`),
    ].join('\n');
  });
  const ticksX = across.ticks.map(
    (value) =>
      `<path d="M${toX(value).toFixed(1)} ${HEIGHT - BOTTOM}v5" stroke="#333"/>${text(toX(value), HEIGHT - BOTTOM + 20, format(value), 'text-anchor="middle"')}`,
  );
  const ticksY = up.ticks.map(
    (value) =>
      `<path d="M${LEFT} ${toY(value).toFixed(1)}h-5" stroke="#333"/>${text(LEFT - 9, toY(value) + 4, format(value), 'text-anchor="end"')}`,
  );
  return [
    text(LEFT, 26, title, 'font-size="17" fill="#111"'),
    `<rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}" fill="none" stroke="#999"/>`,
    ...ticksX,
    ...ticksY,
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, x, 'text-anchor="middle"'),
    `<text transform="translate(18 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    ...lines,
    ...labels.map(({ at, text: label }) =>
      text(toX(at[0]), toY(at[1]) - 6, label, 'text-anchor="middle" font-size="10"'),
    ),
  ].join('\n');
}

/** The map from values to positions from 0 to 1 on an axis that spans them, and its ticks. */
function axis(values: readonly number[], isLogarithmic: boolean) {
  const scale = isLogarithmic ? Math.log10 : (value: number) => value;
  const scaled = values.map(scale).filter(Number.isFinite);
  const [least, most] = [Math.min(...scaled), Math.max(...scaled)];
  const margin = 0.03 * (most - least || 1);
  const [start, end] = [least - margin, most + margin];
  const step = isLogarithmic ? Math.max(1, Math.ceil((end - start) / 8)) : roundStep((end - start) / 6);
  const first = Math.ceil(start / step);
  const count = Math.floor(end / step) - first + 1;
  const ticks = Array.from({ length: count }, (_, k) => (first + k) * step);
  return {
    place: (value: number) => (Math.max(scale(value), start) - start) / (end - start),
    ticks: isLogarithmic ? ticks.map((tick) => 10 ** tick) : ticks,
  };
}

/** Rounds to 1, 2 or 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((digit) => digit * power >= step) ?? 10);
}

function format(value: number): string {
  return Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-3)
    ? value.toExponential(0)
    : String(Number(value.toPrecision(4)));
}
