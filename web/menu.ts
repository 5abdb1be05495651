/** The menu: all panels, grouped by problem. */

import { type Entry, GROUPS } from './catalogue.js';

const menu = document.querySelector('#menu') as HTMLElement;
const button = document.querySelector('[popovertarget=menu]') as HTMLElement;

/** The link focused by a key, from link `from` of `count`, or from -1 if none has the focus. */
const STEPS: Readonly<Record<string, (from: number, count: number) => number>> = {
  ArrowDown: (from, count) => (from + 1) % count,
  ArrowUp: (from, count) => (Math.max(from, 0) + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Lists all panels and marks the current one. */
export function fillMenu(current: Entry): void {
  menu.replaceChildren(
    ...GROUPS.map(({ problem, entries }, index) => {
      const group = document.createElement('section');
      const heading = document.createElement('h2');
      heading.id = `problem-${index}`;
      heading.textContent = problem;
      const list = document.createElement('ul');
      list.setAttribute('aria-labelledby', heading.id);
      list.append(...entries.map((entry) => itemOf(entry, entry === current)));
      group.append(heading, list);
      return group;
    }),
  );
}

function itemOf({ id, panel }: Entry, isCurrent: boolean): Element {
  const link = document.createElement('a');
  link.href = `#${id}`;
  if (isCurrent) link.setAttribute('aria-current', 'page');
  const title = document.createElement('strong');
  title.textContent = panel.title;
  const question = document.createElement('span');
  question.textContent = panel.question;
  link.append(title, ' ', question);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

export const isMenuOpen = () => menu.matches(':popover-open');

menu.addEventListener('click', ({ target }) => {
  if ((target as Element).closest('a') !== null) menu.hidePopover();
});

menu.parentElement?.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (step === undefined || (!isMenuOpen() && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  if (!isMenuOpen()) button.click();
  const links = [...menu.querySelectorAll('a')];
  links[step(links.indexOf(document.activeElement as HTMLAnchorElement), links.length)]?.focus();
});
