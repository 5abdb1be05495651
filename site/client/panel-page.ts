/** The page of a panel: solves the problem of its address at once, and again whenever a field changes. */

import { pictureIn } from '../../web/figure.js';
import { sliderOf, valuesOf, wireFields } from '../../web/form.js';
import type { Panel, Stage, Values } from '../../web/panel.js';
import { highlight } from './highlight.js';
import { hashOf } from './share.js';

const PANELS = import.meta.glob<Panel>('../../web/panels/*.ts', { import: 'panel' });

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A panel in its page. */
class PanelPage {
  readonly #panel: Panel;
  readonly #work: HTMLElement;
  readonly #form = element<HTMLFormElement>('main form');
  readonly #cancel = element<HTMLButtonElement>('#cancel');
  readonly #status = element<HTMLElement>('.result [role=status]');
  readonly #controls = document.querySelector('#controls');
  readonly #code = element<HTMLElement>('#code code');
  readonly #showPicture = pictureIn(element<HTMLElement>('.result figure'));
  #running: AbortController | undefined;

  constructor(panel: Panel, work: HTMLElement) {
    this.#panel = panel;
    this.#work = work;
    wireFields(this.#form, new URLSearchParams(location.search));
    this.#showCode();
    this.#listen();
  }

  #listen(): void {
    const stop = () => this.#running?.abort(new Error('cancelled'));
    const solve = () => {
      this.#writeAddress();
      void this.solve();
    };
    this.#form.addEventListener('input', () => this.#showCode());
    this.#form.addEventListener('change', solve);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      solve();
    });
    this.#cancel.addEventListener('click', stop);
    addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') stop();
    });
    const edit = element<HTMLAnchorElement>('#edit');
    edit.addEventListener('click', (event) => {
      event.preventDefault();
      void hashOf(this.#code.textContent ?? '').then((hash = '') => location.assign(edit.href + hash));
    });
  }

  /** Solves the chosen problem. A run that is still going on is replaced. */
  async solve(): Promise<void> {
    this.#running?.abort(new Error('replaced'));
    const controller = new AbortController();
    this.#running = controller;
    this.#showBusy(true);
    this.#controls?.replaceChildren();
    this.#status.textContent = 'Computing …';
    const result = await this.#panel
      .solve(valuesOf(this.#form), this.#stageOf(controller))
      .catch((error: Error) => (controller.signal.aborted ? 'Cancelled.' : error.message));
    // The visitor may have changed the problem meanwhile.
    if (this.#running !== controller) return;
    this.#status.textContent = result;
    this.#showBusy(false);
  }

  #showBusy(isBusy: boolean): void {
    this.#cancel.disabled = !isBusy;
    this.#work.dataset.state = isBusy ? 'running' : 'done';
  }

  /** The output of a run, active only while the run is the current one. */
  #stageOf(controller: AbortController): Stage {
    const ifCurrent = (action: () => void) => {
      if (this.#running === controller && !controller.signal.aborted) action();
    };
    return {
      signal: controller.signal,
      onProgress: ({ fraction }) => ifCurrent(() => this.#status.replaceChildren(progressBar(fraction))),
      say: (text) => ifCurrent(() => this.#status.replaceChildren(text)),
      show: (draw) => ifCurrent(() => this.#showPicture(draw)),
      choose: (values) => ifCurrent(() => this.#choose(values)),
      slider: (label, initial, onChange) =>
        ifCurrent(() => this.#controls?.replaceChildren(sliderOf(label, initial, onChange))),
    };
  }

  /** Sets fields, and solves. */
  #choose(values: Values): void {
    for (const [name, value] of Object.entries(values)) {
      const control = this.#form.elements.namedItem(name) as HTMLInputElement;
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
    this.#writeAddress();
    void this.solve();
  }

  /** The values in the address, without adding a history entry. */
  #writeAddress(): void {
    history.replaceState(null, '', `?${new URLSearchParams(valuesOf(this.#form))}`);
  }

  /** Shows the program of the chosen values. The page was built with that of the initial ones. */
  #showCode(): void {
    const text = this.#panel.code(valuesOf(this.#form));
    if (text.trimEnd() === this.#code.textContent?.trimEnd()) return;
    this.#code.textContent = text;
    highlight(this.#code);
  }
}

function progressBar(fraction: number): Element {
  const bar = document.createElement('progress');
  bar.value = fraction;
  bar.setAttribute('aria-label', 'Progress');
  bar.textContent = `${Math.floor(100 * fraction)} %`;
  return bar;
}

/** Loads the panel of the page, and solves its problem. */
export async function openPanel(work: HTMLElement): Promise<void> {
  const panel = await PANELS[`../../web/panels/${work.dataset.panel}.ts`]?.();
  if (panel === undefined) throw new Error(`there is no panel ${work.dataset.panel}`);
  await new PanelPage(panel, work).solve();
}
