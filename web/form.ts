/** Form controls for the fields of a problem, with labels. */

import type { Field, Values } from './panel.js';

/** Creates a field's label and control. A given value is used if the field allows it. */
export function controlOf(field: Field, given: string | null): HTMLElement {
  const label = document.createElement('label');
  const control = makeControl(field);
  control.name = field.name;
  control.value = String(field.initial);
  if (given !== null) control.value = given;
  // Assigning an unknown option leaves nothing selected.
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

/** The values selected in a form. */
export const valuesOf = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
