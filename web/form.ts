/** The fields of a problem's form, which is part of the page. */

import type { Values } from './panel.js';

/** Sets the fields to the given values, and shows those of ranges beside their labels. */
export function wireFields(form: HTMLFormElement, given: URLSearchParams): void {
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    'input, select, textarea',
  )) {
    const initial = control.value;
    const value = given.get(control.name);
    if (value !== null) control.value = value;
    // Assigning an unknown option leaves nothing selected.
    if (value !== null && control.value === '' && value !== '') control.value = initial;
    const output = control.parentElement?.querySelector('output');
    const show = () => {
      if (output) output.textContent = control.value;
    };
    control.addEventListener('input', show);
    show();
  }
}

/** A slider from 0 to 1 with its label. */
export function sliderOf(label: string, initial: number, onChange: (value: number) => void): HTMLElement {
  const place = document.createElement('label');
  place.className = 'field';
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', min: '0', max: '1', step: '0.01', value: String(initial) });
  input.addEventListener('input', () => onChange(Number(input.value)));
  place.append(label, input);
  return place;
}

/** The values selected in a form. */
export const valuesOf = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
