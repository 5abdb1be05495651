/** The finder's results: the catalogue of problems, searched as by `superlinear find`. */

import type { Problem } from '../../ts/problems/problem.js';
import { Finder } from '../../ts/problems/search.js';

/** Results shown at once. */
const SHOWN = 9;

/** Makes the field of the page work, and answers the query of the address. */
export async function startFinder(root: URL): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('#wish');
  const found = document.querySelector<HTMLElement>('#found');
  const others = document.querySelector<HTMLElement>('#by-data');
  const status = found?.querySelector('[role=status]');
  const list = found?.querySelector('ul');
  if (!field || !found || !others || !status || !list) return;

  const response = await fetch(new URL('problems.json', root));
  const finder = new Finder((await response.json()) as Problem[]);
  const draw = () => {
    const text = field.value.trim();
    const hits = text === '' ? [] : finder.find(text, SHOWN);
    found.hidden = text === '';
    others.hidden = hits.length > 0;
    status.textContent =
      hits.length > 0 ? '' : 'Nothing found for these words. Begin with your data instead.';
    list.replaceChildren(...hits.map((hit) => itemOf(hit, root)));
  };
  field.addEventListener('input', () => {
    history.replaceState(null, '', `?${new URLSearchParams({ q: field.value })}`);
    draw();
  });
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  field.value ||= new URLSearchParams(location.search).get('q') ?? '';
  draw();
}

function itemOf({ id, want, method, alternatives = {} }: Problem, root: URL): HTMLLIElement {
  const link = document.createElement('a');
  link.className = 'card';
  link.href = new URL(`problems/${id}.html`, root).href;
  const title = document.createElement('strong');
  title.textContent = want;
  const name = document.createElement('code');
  name.textContent = method;
  link.append(title, name);
  const [other] = Object.entries(alternatives);
  if (other !== undefined) {
    const occasion = document.createElement('span');
    occasion.textContent = `For ${other[1]}: ${other[0]}`;
    link.append(occasion);
  }
  const item = document.createElement('li');
  item.append(link);
  return item;
}
