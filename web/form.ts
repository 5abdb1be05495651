/** The fields of a problem as controls, each with its label. */

import type { Field, Values } from './panel.js';

/** A field's label and control. What is given counts where the field has it. */
export function controlOf(field: Field, given: string | null): HTMLElement {
  const label = document.createElement('label');
  const control = makeControl(field);
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

function makeControl(field: Field): HTMLInputElement | HTMLSelectElement {
  if (field.kind === 'choice') {
    const select = document.createElement('select');
    select.append(...field.choices.map((choice) => new Option(choice)));
    return select;
  }
  const input = document.createElement('input');
  if (field.kind === 'text') return Object.assign(input, { type: 'text', autocomplete: 'off' });
  const { min, max, step } = field;
  return Object.assign(input, { type: 'range', min: String(min), max: String(max), step: String(step) });
}

/** What is chosen. */
export const valuesOf = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
