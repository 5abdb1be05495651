/** The first page's figure: measurements that can be dragged, and the fit that follows. */

import { curveFit } from 'superlinear/constrained';
import { highlight } from './highlight.js';

const MARGINS = { left: 44, right: 16, top: 16, bottom: 40 };
const [MAX_X, MAX_Y] = [8.6, 11];

const xs = [0.25, 0.5, 1, 2, 3, 4, 6, 8];
const ys = [9.1, 8.4, 7.3, 5.2, 4.1, 3.0, 1.9, 1.2];

/** The points where the curve is drawn. */
const CURVE = Array.from({ length: 100 }, (_, k) => (MAX_X * k) / 99);

/** The width and height of the figure, in pixels. */
let [width, height] = [560, 320];

const left = (x: number) => MARGINS.left + (x / MAX_X) * (width - MARGINS.left - MARGINS.right);
const top = (y: number) => height - MARGINS.bottom - (y / MAX_Y) * (height - MARGINS.top - MARGINS.bottom);
const valueAt = (place: number) =>
  ((height - MARGINS.bottom - place) / (height - MARGINS.top - MARGINS.bottom)) * MAX_Y;

/** Axes, with the group for the points. */
function frame(): string {
  const horizontal = [0, 2, 4, 6, 8, 10].map(
    (y) =>
      `<path class="grid" d="M${MARGINS.left} ${top(y)}H${width - MARGINS.right}"/><text x="${MARGINS.left - 10}" y="${top(y) + 4}" text-anchor="end">${y}</text>`,
  );
  const vertical = [0, 2, 4, 6, 8].map(
    (x) => `<text x="${left(x)}" y="${height - MARGINS.bottom + 20}" text-anchor="middle">${x}</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="group" aria-label="Measurements, moved by mouse or arrow keys, and the fitted curve">
<clipPath id="frame"><path d="M${MARGINS.left} ${MARGINS.top}H${width - MARGINS.right}V${height - MARGINS.bottom}H${MARGINS.left}z"/></clipPath>
${horizontal.join('')}${vertical.join('')}
<text x="${width - MARGINS.right}" y="${height - 4}" text-anchor="end">hours</text><text x="${MARGINS.left - 30}" y="12">mg/l</text>
<g clip-path="url(#frame)"><polygon class="band"/><polyline class="fit"/></g><g class="points"></g></svg>`;
}

/** The figure and its parts. */
class Demo {
  readonly #place: HTMLElement;
  readonly #svg: SVGSVGElement;
  #isFitting = false;
  #isStale = false;
  /** Whether the solver is loaded, so that times are those of fits alone. */
  #isLoaded = false;

  constructor(place: HTMLElement) {
    this.#place = place;
    const figure = place.querySelector('figure') as HTMLElement;
    [width, height] = [figure.clientWidth, figure.clientHeight];
    figure.innerHTML = frame();
    this.#svg = figure.firstElementChild as SVGSVGElement;
    for (const k of xs.keys()) this.#addPoint(k);
  }

  /** A measurement as a slider: for the mouse, the arrow keys and screen readers. */
  #addPoint(k: number): void {
    const point = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    const label = `mg/l after ${xs[k]} hours`;
    const range = { 'aria-valuemin': '0', 'aria-valuemax': String(MAX_Y), 'aria-label': label };
    for (const [name, value] of Object.entries({ r: '8', tabindex: '0', role: 'slider', ...range }))
      point.setAttribute(name, value);
    place(point, k, ys[k] as number);
    point.addEventListener('pointerdown', (event) => point.setPointerCapture(event.pointerId));
    point.addEventListener('pointermove', (event) => {
      if (!point.hasPointerCapture(event.pointerId)) return;
      const box = this.#svg.getBoundingClientRect();
      place(point, k, valueAt(((event.clientY - box.top) * height) / box.height));
      void this.refit();
    });
    point.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      place(point, k, (ys[k] as number) + step);
      void this.refit();
    });
    this.#svg.querySelector('.points')?.append(point);
  }

  /** Fits the current measurements. Moves during a fit lead to one more fit. */
  async refit(): Promise<void> {
    this.#isStale = true;
    if (this.#isFitting) return;
    this.#isFitting = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.#fit().catch((error: Error) => this.#say(error.message));
    }
    this.#isFitting = false;
  }

  async #fit(): Promise<void> {
    const start = performance.now();
    const fit = await curveFit({ model: 'exponentialDecay', x: xs, y: ys });
    const time = performance.now() - start;
    const outline = fit.band(CURVE);
    const edge = outline ? [...placesOf(outline.upper), ...placesOf(outline.lower).reverse()] : [];
    this.#svg.querySelector('.fit')?.setAttribute('points', placesOf(fit.predict(CURVE)).join(' '));
    this.#svg.querySelector('.band')?.setAttribute('points', edge.join(' '));
    const { rate = Number.NaN } = fit.parameters;
    const accuracy = `rate ${rate.toFixed(3)} ± ${fit.errors?.rate?.toFixed(3)}`;
    const end = this.#isLoaded ? `${fit.status} in ${Math.max(1, Math.round(time))} ms` : fit.status;
    this.#say(`Half-life ${(Math.LN2 / rate).toFixed(2)} h · ${accuracy} · ${end}`);
    if (this.#isLoaded) this.#place.dataset.time = String(time);
    this.#place.dataset.state = 'done';
    this.#isLoaded = true;
    this.#showData();
  }

  #say(text: string): void {
    (this.#place.querySelector('output') as HTMLElement).textContent = text;
  }

  /** The program with the current measurements. */
  #showData(): void {
    const code = this.#place.querySelector('code') as HTMLElement;
    const text = code.textContent ?? '';
    const next = text.replace(/y: \[[^\]]*\]/, `y: [${ys.map((y) => y.toFixed(1)).join(', ')}]`);
    if (next === text) return;
    code.textContent = next;
    highlight(code);
  }
}

/** Keys that move a measurement, and by how much. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };

/** Sets a measurement, within the frame, and moves its point. */
function place(point: SVGCircleElement, k: number, value: number): void {
  const y = Math.round(10 * Math.min(MAX_Y, Math.max(0, value))) / 10;
  ys[k] = y;
  point.setAttribute('cx', String(left(xs[k] as number)));
  point.setAttribute('cy', String(top(y)));
  point.setAttribute('aria-valuenow', String(y));
}

/** The fitted curve or a bound of it, as places in the figure. */
const placesOf = (values: ArrayLike<number>) =>
  CURVE.map((x, k) => `${left(x).toFixed(1)},${top(values[k] as number).toFixed(1)}`);

/** Draws the figure, and fits. */
export const startDemo = (place: HTMLElement): Promise<void> => new Demo(place).refit();
