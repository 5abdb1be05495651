/** Axes of a picture: ranges, ticks and the map from values to pixels. */

import { ADVANCE, type Canvas, type Color, TEXT_HEIGHT } from './canvas.js';

/** The values of an axis. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Pixels around the plot: room for the labels. */
const MARGIN = { left: 8 * ADVANCE, right: 2 * ADVANCE, top: TEXT_HEIGHT, bottom: 2.5 * TEXT_HEIGHT };

/** Pixels between ticks at least. */
const TICK_DISTANCE = { x: 9 * ADVANCE, y: 3 * TEXT_HEIGHT };

const TICK_LENGTH = 5;

const BLACK: Color = [40, 40, 40];
const GRAY: Color = [225, 225, 225];

/** Significant digits of labels. */
const LABEL_DIGITS = 6;

/** The smallest extent with all values; around a single value it is 1 wide. */
export function extentOf(lists: readonly ArrayLike<number>[]): Extent | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const list of lists) {
    for (let k = 0; k < list.length; k++) {
      const value = list[k] as number;
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (min > max) return undefined;
  const isWide = max - min > 1e-12 * Math.max(Math.abs(min), Math.abs(max));
  return isWide ? { min, max } : { min: min - 0.5, max: max + 0.5 };
}

/** The extent with a margin between the marks and the frame. */
export const widened = ({ min, max }: Extent): Extent => {
  const margin = 0.03 * (max - min);
  return { min: min - margin, max: max + margin };
};

export class Axes {
  readonly #canvas: Canvas;
  readonly #x: Extent;
  readonly #y: Extent;
  readonly #right: number;
  readonly #bottom: number;

  constructor(canvas: Canvas, x: Extent, y: Extent) {
    this.#canvas = canvas;
    this.#x = x;
    this.#y = y;
    this.#right = canvas.width - MARGIN.right;
    this.#bottom = canvas.height - MARGIN.bottom;
  }

  /** The pixel of a point. */
  at(x: number, y: number): readonly [number, number] {
    const across = (x - this.#x.min) / (this.#x.max - this.#x.min);
    const up = (y - this.#y.min) / (this.#y.max - this.#y.min);
    return [
      MARGIN.left + across * (this.#right - MARGIN.left),
      this.#bottom - up * (this.#bottom - MARGIN.top),
    ];
  }

  /** Draws the lines of the ticks, behind the layers. */
  drawGrid(): void {
    for (const tick of this.#xTicks()) {
      const [x] = this.at(tick, this.#y.min);
      this.#canvas.rectangle(x, MARGIN.top, x + 1, this.#bottom, GRAY);
    }
    for (const tick of this.#yTicks()) {
      const [, y] = this.at(this.#x.min, tick);
      this.#canvas.rectangle(MARGIN.left, y, this.#right, y + 1, GRAY);
    }
  }

  /** Draws the frame and the labels, and clears the margins. */
  drawFrame(): void {
    const { width, height } = this.#canvas;
    const frame: readonly (readonly [number, number, number, number])[] = [
      [MARGIN.left, MARGIN.top, this.#right, MARGIN.top + 1],
      [MARGIN.left, this.#bottom, this.#right, this.#bottom + 1],
      [MARGIN.left, MARGIN.top, MARGIN.left + 1, this.#bottom],
      [this.#right, MARGIN.top, this.#right + 1, this.#bottom + 1],
    ];
    const white: Color = [255, 255, 255];
    this.#canvas.rectangle(0, 0, MARGIN.left, height, white);
    this.#canvas.rectangle(this.#right, 0, width, height, white);
    this.#canvas.rectangle(0, 0, width, MARGIN.top, white);
    this.#canvas.rectangle(0, this.#bottom, width, height, white);
    for (const side of frame) this.#canvas.rectangle(...side, BLACK);
    for (const tick of this.#xTicks()) this.#labelBelow(tick);
    for (const tick of this.#yTicks()) this.#labelLeft(tick);
  }

  #labelBelow(tick: number): void {
    const [x] = this.at(tick, this.#y.min);
    const text = labelOf(tick);
    this.#canvas.rectangle(x, this.#bottom, x + 1, this.#bottom + TICK_LENGTH, BLACK);
    this.#canvas.text(text, x - (text.length * ADVANCE) / 2, this.#bottom + TEXT_HEIGHT / 2 + 2, BLACK);
  }

  #labelLeft(tick: number): void {
    const [, y] = this.at(this.#x.min, tick);
    const text = labelOf(tick);
    this.#canvas.rectangle(MARGIN.left - TICK_LENGTH, y, MARGIN.left, y + 1, BLACK);
    const left = MARGIN.left - TICK_LENGTH - 2 - text.length * ADVANCE;
    this.#canvas.text(text, left, y - TEXT_HEIGHT / 2, BLACK);
  }

  #xTicks = () => ticksOf(this.#x, (this.#right - MARGIN.left) / TICK_DISTANCE.x);
  #yTicks = () => ticksOf(this.#y, (this.#bottom - MARGIN.top) / TICK_DISTANCE.y);
}

const labelOf = (value: number) => String(Number(value.toPrecision(LABEL_DIGITS)));

/** Round values inside an extent, `count` at most: multiples of 1, 2 or 5 times a power of ten. */
export function ticksOf({ min, max }: Extent, count: number): number[] {
  const rough = (max - min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(min / step); k * step <= max; k++) ticks.push(k * step);
  return ticks;
}
