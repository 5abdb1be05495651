/** The playground: one panel at a time, with the problem stored in the URL. */

import { ENTRIES, type Entry } from './catalogue.js';
import { showCode } from './code-block.js';
import { pictureIn } from './figure.js';
import { controlOf, valuesOf } from './form.js';
import { fillMenu, isMenuOpen } from './menu.js';
import type { Stage, Values } from './panel.js';

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

const title = element<HTMLElement>('#title');
const form = element<HTMLFormElement>('form');
const fields = element<HTMLElement>('#fields');
const cancel = element<HTMLButtonElement>('#cancel');
const submit = element<HTMLButtonElement>('button[type=submit]');
const status = element<HTMLElement>('[role=status]');
const controls = element<HTMLElement>('#controls');
const showPicture = pictureIn(element<HTMLElement>('figure'));

/** Parses `#transport?points=500` into a panel and its values. */
function readAddress(): { entry: Entry; given: URLSearchParams } {
  const [id = '', query = ''] = location.hash.slice(1).split('?');
  const entry = ENTRIES.find((candidate) => candidate.id === id) ?? (ENTRIES[0] as Entry);
  return { entry, given: new URLSearchParams(query) };
}

let current: Entry;
let running: AbortController | undefined;

/** Opens the panel named by the URL, with the values stored there. */
function openPanel(): void {
  running?.abort();
  running = undefined;
  showBusy(false);
  const { entry, given } = readAddress();
  current = entry;
  const { panel } = entry;
  document.title = `${panel.title}: superlinear`;
  element('#problem').textContent = panel.problem;
  title.textContent = panel.title;
  element('#introduction').textContent = panel.introduction;
  fillMenu(entry);
  fields.replaceChildren(...panel.fields.map((field) => controlOf(field, given.get(field.name))));
  controls.replaceChildren();
  showPicture(undefined);
  status.textContent = '';
  showCode(panel.code(valuesOf(form)));
}

function showBusy(isBusy: boolean): void {
  submit.disabled = isBusy;
  cancel.disabled = !isBusy;
}

/** Writes the values to the URL without adding a history entry. */
function writeAddress(values: Values): void {
  history.replaceState(null, '', `#${current.id}?${new URLSearchParams(values)}`);
}

async function run(): Promise<void> {
  const values = valuesOf(form);
  writeAddress(values);
  const controller = new AbortController();
  running = controller;
  showBusy(true);
  controls.replaceChildren();
  status.textContent = 'Solving …';
  const result = await current.panel
    .solve(values, stageOf(controller))
    .catch((error: Error) => (controller.signal.aborted ? 'Cancelled.' : error.message));
  // The visitor may have opened another panel meanwhile.
  if (running !== controller) return;
  status.textContent = result;
  showBusy(false);
}

/** The output of a run, active only while the run is the current one. */
function stageOf(controller: AbortController): Stage {
  const ifCurrent = (action: () => void) => {
    if (running === controller && !controller.signal.aborted) action();
  };
  return {
    signal: controller.signal,
    onProgress: ({ fraction }) => ifCurrent(() => status.replaceChildren(progressBar(fraction))),
    say: (text) => ifCurrent(() => status.replaceChildren(text)),
    show: (draw) => ifCurrent(() => showPicture(draw)),
    choose: (values) =>
      ifCurrent(() => {
        for (const [name, value] of Object.entries(values)) {
          const control = form.elements.namedItem(name) as HTMLInputElement;
          control.value = value;
          control.dispatchEvent(new Event('input', { bubbles: true }));
        }
        void run();
      }),
    slider: (label, initial, onChange) =>
      ifCurrent(() => {
        const range = { kind: 'range', name: 'way', label, min: 0, max: 1, step: 0.01, initial } as const;
        const control = controlOf(range, null);
        control.addEventListener('input', ({ target }) =>
          onChange(Number((target as HTMLInputElement).value)),
        );
        controls.replaceChildren(control);
      }),
  };
}

function progressBar(fraction: number): Element {
  const bar = document.createElement('progress');
  bar.value = fraction;
  bar.textContent = `${Math.floor(100 * fraction)} %`;
  return bar;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
form.addEventListener('input', () => showCode(current.panel.code(valuesOf(form))));
cancel.addEventListener('click', () => running?.abort(new Error('cancelled')));
addEventListener('hashchange', () => {
  openPanel();
  title.focus();
});
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !isMenuOpen()) running?.abort(new Error('cancelled'));
});
openPanel();
