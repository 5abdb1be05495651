/** The drawing as a whole: title, sentence and legend above, the marks below them. */

import { invalidInput } from '../engine/errors.js';
import { colored, cut, escaped, px, TEXT, widthOf, words, wrapped } from './svg.js';

/** Options of a drawing. */
export interface ViewOptions {
  /**
   * The width in pixels, from 160 to 10000. Text has its size at this width.
   * @defaultValue 640
   */
  readonly width?: number;
  /**
   * The height in pixels, from 120 to 10000; more if the words need more.
   * @defaultValue the height of the content
   */
  readonly height?: number;
  /** A title above the drawing. */
  readonly title?: string;
  /** The names of the features, players or items, in the order of the problem. */
  readonly names?: readonly string[];
  /**
   * The values of a function given as data, such as `expression.evaluateSync`. Without it, functions given as formulas are
   * not drawn, and functions in JavaScript are called at up to some thousand points, for a quarter of a second at most.
   * `false`: no function of the problem is called.
   */
  readonly evaluate?:
    | false
    | ((problem: { readonly function: never; readonly points: Readonly<Record<string, number[][]>> }) => {
        readonly values: ArrayLike<number>;
      });
}

/** The size of a drawing and the words above it. */
export interface Sheet {
  readonly width: number;
  readonly height: number | undefined;
  readonly title: string;
  /** The answer in a sentence. */
  readonly sentence: string;
}

/** A name and the number of its color. */
export type LegendEntry = readonly [name: string, color: number];

const LINE = 17;
/** The space around a drawing, in pixels. */
export const EDGE = 8;

function sizeIn(name: 'width' | 'height', value: unknown, smallest: number): number {
  if (typeof value === 'number' && value >= smallest && value <= 10_000) return value;
  throw invalidInput(name, `must be a number from ${smallest} to 10000, got ${String(value)}`);
}

/** The sheet for options and a sentence. */
export function sheetOf({ width = 640, height, title = '' }: ViewOptions, sentence: string): Sheet {
  return {
    width: sizeIn('width', width, 160),
    height: height === undefined ? undefined : sizeIn('height', height, 120),
    title,
    sentence,
  };
}

/** The words above the marks, and their lower end. */
export interface Header {
  readonly svg: string;
  readonly bottom: number;
}

/** More names than these are counted, not listed. */
const MAX_NAMES = 10;

/** The title, the sentence and the legend. */
export function headerOf({ width, title, sentence }: Sheet, legend: readonly LegendEntry[] = []): Header {
  const space = width - 2 * EDGE;
  const parts: string[] = [];
  let y = EDGE;
  const write = (text: string, style: { isBold?: boolean; isMuted?: boolean }) => {
    y += LINE;
    parts.push(words(EDGE, y - 4, text, style));
  };
  if (title !== '') write(cut(title, space / 1.1), { isBold: true });
  if (sentence !== '') for (const line of wrapped(sentence, space, 3)) write(line, { isMuted: true });
  const listed = legend.slice(0, MAX_NAMES);
  const rest = legend.length - listed.length;
  let x = EDGE;
  if (listed.length > 0) y += LINE + 2;
  const next = (length: number) => {
    if (x > EDGE && x + length > width - EDGE) {
      x = EDGE;
      y += LINE;
    }
  };
  for (const [name, color] of listed) {
    const label = cut(name, Math.min(200, space - 20));
    const length = 16 + widthOf(label) + 12;
    next(length);
    parts.push(
      colored(
        color,
        `<rect x="${px(x)}" y="${px(y - 13)}" width="10" height="10" rx="2" fill="currentColor"/>`,
      ),
    );
    parts.push(words(x + 16, y - 4, label));
    x += length;
  }
  if (rest > 0) {
    const label = `and ${rest} more`;
    next(widthOf(label));
    parts.push(words(x, y - 4, label, { isMuted: true }));
  }
  return { svg: parts.join(''), bottom: y + 6 };
}

/** The drawing as a document, also for a page. */
export function documentOf({ width, title, sentence }: Sheet, height: number, content: string): string {
  const label = [title, sentence].filter((part) => part !== '').join('. ');
  return `<svg xmlns="http://www.w3.org/2000/svg" class="superlinear-view" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" style="max-width:100%" role="img" aria-label="${escaped(label)}" font-family="system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif" font-size="${TEXT}" fill="currentColor">${content}</svg>`;
}
