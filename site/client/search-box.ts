/** The search field of the header. Its entries are loaded when the field gets the focus. */

import type { Hit } from './search.js';

/** Makes the field work. `/` goes to it, and Escape leaves it. */
export function searchBox(root: URL): void {
  const box = document.querySelector<HTMLInputElement>('#search');
  const list = document.querySelector<HTMLUListElement>('#hits');
  if (box === null || list === null) return;

  const index = once(() => import('./search.js').then(({ openIndex }) => openIndex(root)));
  const draw = async () => {
    const text = box.value.trim();
    const find = await index();
    if (text !== box.value.trim()) return;
    list.hidden = text === '';
    const hits = find(text);
    list.replaceChildren(...(hits.length > 0 ? hits.map((hit) => itemOf(hit, root)) : [nothing()]));
  };
  box.addEventListener('focus', () => void index());
  box.addEventListener('input', () => void draw());
  addEventListener('keydown', (event) => {
    if (event.key === '/' && !isEditing(event.target)) {
      event.preventDefault();
      box.focus();
    }
    if (event.key === 'Escape') list.hidden = true;
  });
  box.closest('search')?.addEventListener('keydown', (event) => step(event as KeyboardEvent, box, list));
  document.addEventListener('click', ({ target }) => {
    if (!(target as Element).closest('search')) list.hidden = true;
  });
}

/** A function whose first result is kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const isEditing = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;

/** Arrow keys move between the field and the results. */
function step(event: KeyboardEvent, box: HTMLInputElement, list: HTMLUListElement): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const places: HTMLElement[] = [box, ...list.querySelectorAll('a')];
  const from = places.indexOf(document.activeElement as HTMLElement);
  const to = places[from + (event.key === 'ArrowDown' ? 1 : -1)];
  if (list.hidden || to === undefined) return;
  event.preventDefault();
  to.focus();
}

function itemOf({ title, page, url }: Hit, root: URL): HTMLLIElement {
  const link = document.createElement('a');
  link.href = new URL(url, root).href;
  const place = document.createElement('span');
  place.textContent = page;
  link.append(title, ' ', place);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function nothing(): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = 'Nothing found for these words.';
  return item;
}
