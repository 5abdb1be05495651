/** A canvas of pixels. Shapes are drawn at twice its size and averaged, to smooth their edges. */

import { GLYPH_HEIGHT, GLYPH_WIDTH, GLYPHS } from './glyphs.js';
import { pngOf } from './png.js';

export type Color = readonly [red: number, green: number, blue: number];

const WHITE = 255;

/** Subpixels of a pixel, in each direction. */
const SCALE = 2;

/** Pixels of a dot of a glyph. */
const DOT = 2;

/** The advance of a glyph in pixels. */
export const ADVANCE = (GLYPH_WIDTH + 1) * DOT;
export const TEXT_HEIGHT = GLYPH_HEIGHT * DOT;

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint8Array(3 * SCALE * SCALE * width * height).fill(WHITE);
  }

  /** Fills a rectangle, given by pixels. */
  rectangle(left: number, top: number, right: number, bottom: number, color: Color): void {
    const [from, to] = [this.#column(left), this.#column(right)];
    for (let y = this.#row(top); y < this.#row(bottom); y++)
      for (let x = from; x < to; x++) this.#set(x, y, color);
  }

  /** Fills a circle. */
  dot(x: number, y: number, radius: number, color: Color): void {
    const [centerX, centerY, size] = [x * SCALE, y * SCALE, radius * SCALE];
    for (let row = Math.ceil(centerY - size); row <= centerY + size; row++)
      for (let column = Math.ceil(centerX - size); column <= centerX + size; column++)
        if ((column - centerX) ** 2 + (row - centerY) ** 2 <= size * size) this.#set(column, row, color);
  }

  /** Draws a line of round dots, half a pixel apart. */
  line(from: readonly [number, number], to: readonly [number, number], width: number, color: Color): void {
    const steps = Math.max(1, Math.ceil(SCALE * Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let step = 0; step <= steps; step++) {
      const part = step / steps;
      this.dot(from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]), width / 2, color);
    }
  }

  /** Writes figures; `x` and `y` are the upper left corner. */
  text(text: string, x: number, y: number, color: Color): void {
    [...text].forEach((character, k) => {
      const glyph = GLYPHS[character] ?? [];
      glyph.forEach((row, j) => {
        for (let i = 0; i < GLYPH_WIDTH; i++) {
          if (row[i] !== '#') continue;
          const [left, top] = [x + k * ADVANCE + i * DOT, y + j * DOT];
          this.rectangle(left, top, left + DOT, top + DOT, color);
        }
      });
    });
  }

  png(): Buffer {
    const small = new Uint8Array(3 * this.width * this.height);
    const line = 3 * SCALE * this.width;
    for (let y = 0; y < this.height; y++) {
      for (let k = 0; k < 3 * this.width; k++) {
        const start = SCALE * y * line + 3 * SCALE * Math.floor(k / 3) + (k % 3);
        const value = (offset: number) => this.#pixels[start + offset] as number;
        small[y * 3 * this.width + k] =
          (value(0) + value(3) + value(line) + value(line + 3)) / (SCALE * SCALE);
      }
    }
    return pngOf(small, this.width, this.height);
  }

  #column = (x: number) => Math.min(SCALE * this.width, Math.max(0, Math.round(x * SCALE)));
  #row = (y: number) => Math.min(SCALE * this.height, Math.max(0, Math.round(y * SCALE)));

  #set(x: number, y: number, color: Color): void {
    if (x < 0 || y < 0 || x >= SCALE * this.width || y >= SCALE * this.height) return;
    this.#pixels.set(color, 3 * (y * SCALE * this.width + x));
  }
}
