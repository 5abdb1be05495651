/** The playground: a panel at a time, whose problem stands in the address. */

import type { Field, Panel, Stage, Values } from './panel.js';
import { atomPanel } from './panels/atom.js';
import { constrainedPanel } from './panels/constrained.js';
import { leastSquaresPanel } from './panels/least-squares.js';
import { sparsePathPanel } from './panels/sparse-path.js';
import { transportPanel } from './panels/transport.js';

const PANELS: readonly Panel[] = [
  transportPanel,
  sparsePathPanel,
  constrainedPanel,
  leastSquaresPanel,
  atomPanel,
];

/** Plots are not wider than this many pixels; on a phone they are as wide as the page. */
const MAX_PLOT_WIDTH = 640;

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

const form = element<HTMLFormElement>('form');
const fields = element<HTMLElement>('#fields');
const cancel = element<HTMLButtonElement>('#cancel');
const submit = element<HTMLButtonElement>('button[type=submit]');
const status = element<HTMLElement>('[role=status]');
const controls = element<HTMLElement>('#controls');
const figure = element<HTMLElement>('figure');

/** `#transport?points=500`: a panel, and what is chosen there. */
function readAddress(): { panel: Panel; given: URLSearchParams } {
  const [id = '', query = ''] = location.hash.slice(1).split('?');
  const panel = PANELS.find((candidate) => candidate.id === id) ?? (PANELS[0] as Panel);
  return { panel, given: new URLSearchParams(query) };
}

let panel: Panel;
let running: AbortController | undefined;

/** Shows the panel that the address names, with what it says. */
function openPanel(): void {
  running?.abort();
  const address = readAddress();
  panel = address.panel;
  document.title = `${panel.title}: superlinear`;
  element('#title').textContent = panel.title;
  element('#introduction').textContent = panel.introduction;
  element('nav').replaceChildren(...PANELS.map(linkTo));
  fields.replaceChildren(...panel.fields.map((field) => controlOf(field, address.given.get(field.name))));
  controls.replaceChildren();
  figure.replaceChildren();
  status.textContent = '';
}

function linkTo(other: Panel): Element {
  const link = document.createElement('a');
  link.href = `#${other.id}`;
  link.textContent = other.title;
  if (other === panel) link.setAttribute('aria-current', 'page');
  return link;
}

/** A field's label and control. What the address says counts where the field has it. */
function controlOf(field: Field, given: string | null): Element {
  const label = document.createElement('label');
  const control = field.kind === 'range' ? rangeOf(field) : choiceOf(field);
  control.name = field.name;
  control.value = String(field.initial);
  if (given !== null) control.value = given;
  // A choice that is not there leaves nothing chosen.
  if (control.value === '') control.value = String(field.initial);
  const value = document.createElement('output');
  const tell = () => {
    value.textContent = field.kind === 'range' ? ` ${control.value}` : '';
  };
  control.addEventListener('input', tell);
  tell();
  label.append(field.label, value, control);
  return label;
}

function rangeOf({ min, max, step }: Field & { kind: 'range' }): HTMLInputElement {
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', min: String(min), max: String(max), step: String(step) });
  return input;
}

function choiceOf({ choices }: Field & { kind: 'choice' }): HTMLSelectElement {
  const select = document.createElement('select');
  select.append(...choices.map((choice) => new Option(choice)));
  return select;
}

/** Writes what is chosen to the address, without a step in the history. */
function writeAddress(values: Values): void {
  history.replaceState(null, '', `#${panel.id}?${new URLSearchParams(values)}`);
}

async function run(): Promise<void> {
  const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  writeAddress(values);
  const controller = new AbortController();
  running = controller;
  submit.disabled = true;
  cancel.disabled = false;
  controls.replaceChildren();
  status.textContent = 'Solving …';
  try {
    status.textContent = await panel.solve(values, stageOf(controller));
  } catch (error) {
    const isCancelled = controller.signal.aborted;
    if (running === controller) status.textContent = isCancelled ? 'Cancelled.' : (error as Error).message;
  } finally {
    submit.disabled = false;
    cancel.disabled = true;
  }
}

/** What a run may touch, as long as it is the one that the visitor looks at. */
function stageOf(controller: AbortController): Stage {
  const ifCurrent = (action: () => void) => {
    if (running === controller && !controller.signal.aborted) action();
  };
  return {
    signal: controller.signal,
    width: Math.min(figure.clientWidth, MAX_PLOT_WIDTH),
    say: (text) => ifCurrent(() => status.replaceChildren(text)),
    show: (plot) => ifCurrent(() => figure.replaceChildren(plot)),
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

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
cancel.addEventListener('click', () => running?.abort(new Error('cancelled')));
addEventListener('hashchange', openPanel);
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') running?.abort(new Error('cancelled'));
});
openPanel();
