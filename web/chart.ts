/** Charts of panels, by the kinds of `superlinear/views`. */

import { type Chart, chart, type Frame } from '../dist/views/kinds/chart.js';
import type { Sheet } from '../dist/views/sheet.js';

export type { Series } from '../dist/views/kinds/chart.js';

/** The height of a figure: less than its width if wide, and at most that of the window. Style sheets reserve it. */
export const heightOf = (width: number): number =>
  Math.round(Math.min(width, Math.max(300, Math.min(0.55 * width, 0.65 * innerHeight))));

/** The sheet of a figure that fills the width, with a sentence above it. */
export const sheetOf = (width: number, sentence: string, height = heightOf(width)): Sheet => ({
  width: Math.max(160, width),
  height,
  title: '',
  sentence,
});

/** SVG text as an element. */
export function elementOf(svg: string): SVGSVGElement {
  const place = document.createElement('template');
  place.innerHTML = svg;
  return place.content.firstElementChild as SVGSVGElement;
}

/** Draws a chart. */
export const chartOf = (sheet: Sheet, given: Chart): SVGSVGElement => elementOf(chart(sheet, given));

/** Tells something about a point of a series, in lines. */
type Describe = (series: number, point: number) => string;

/** Draws a chart, and returns it with its frame. */
export function framedChart(sheet: Sheet, given: Chart): { svg: SVGSVGElement; frame: Frame } {
  const frames: Frame[] = [];
  const under = (frame: Frame) => {
    frames.push(frame);
    return given.under?.(frame) ?? '';
  };
  const svg = chartOf(sheet, { ...given, under });
  return { svg, frame: frames[0] as Frame };
}

/** Draws a chart whose points tell what they are under the pointer. */
export function describedChart(sheet: Sheet, given: Chart, describe: Describe): SVGSVGElement {
  const { svg, frame } = framedChart(sheet, given);
  const places = given.series.flatMap(({ x, y }, s) =>
    x.map((value, k): Place => [frame.x(value), frame.y(y[k] as number), s, k]),
  );
  const tip = new Tip(svg);
  svg.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top } = svg.getBoundingClientRect();
    const nearest = nearestTo(places, clientX - left, clientY - top);
    tip.show(nearest && [nearest[0], nearest[1], describe(nearest[2], nearest[3])]);
  });
  svg.addEventListener('pointerleave', () => tip.show(undefined));
  return svg;
}

/** A point in pixels, with its series and its index. */
type Place = readonly [x: number, y: number, series: number, point: number];

/** Points farther from the pointer are not described, in pixels. */
const REACH = 60;

function nearestTo(places: readonly Place[], x: number, y: number): Place | undefined {
  let [best, distance] = [undefined as Place | undefined, REACH];
  for (const place of places) {
    const own = Math.hypot(place[0] - x, place[1] - y);
    if (own < distance) [best, distance] = [place, own];
  }
  return best;
}

/** The distance between lines of a tip. */
const LINE = 16;

/** A text beside a marked point of a chart. */
class Tip {
  readonly #group: SVGGElement;
  readonly #svg: SVGSVGElement;

  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    this.#group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    this.#group.setAttribute('class', 'tip');
    this.#group.setAttribute('pointer-events', 'none');
    svg.append(this.#group);
  }

  show(told: readonly [x: number, y: number, text: string] | undefined): void {
    this.#group.replaceChildren();
    if (told === undefined) return;
    const [x, y, text] = told;
    const lines = text.split('\n');
    const isLeft = x < this.#svg.width.baseVal.value / 2;
    const top = Math.max(LINE, y - 12 - LINE * (lines.length - 1));
    this.#group.append(
      this.#element('circle', { cx: x, cy: y, r: 5 }),
      ...lines.map((line, k) =>
        this.#element(
          'text',
          {
            x: isLeft ? x + 12 : x - 12,
            y: top + LINE * k,
            'text-anchor': isLeft ? 'start' : 'end',
          },
          line,
        ),
      ),
    );
  }

  #element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    return element;
  }
}
