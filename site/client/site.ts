/** The script of every page: colors, search, programs that run, and what the page's content needs. */

import './site.css';
import { noteAge } from './age.js';
import { switchColors } from './colors.js';
import { copyButtons } from './copy.js';
import { keep } from './offline.js';
import { defineRunBlock } from './run-block.js';
import { searchBox } from './search-box.js';

/** The address of the site, which may lie below any path. */
const root = new URL(document.documentElement.dataset.root ?? './', location.href);

switchColors();
copyButtons();
searchBox(root);
defineRunBlock();

/** What the page's content needs, by the element that it serves. Large modules are loaded only where they are. */
const STARTS: Readonly<Record<string, (element: HTMLElement) => unknown>> = {
  '[data-panel]': (work) => import('./panel-page.js').then(({ openPanel }) => openPanel(work)),
  '#demo': (place) => import('./demo.js').then(({ startDemo }) => startDemo(place)),
  '#found': () => import('./finder.js').then(({ startFinder }) => startFinder(root)),
  '#filters': (form) => import('./claims.js').then(({ startClaims }) => startClaims(form as HTMLFormElement)),
  '#age': noteAge,
};
for (const [selector, start] of Object.entries(STARTS)) {
  const found = document.querySelector<HTMLElement>(selector);
  if (found !== null) void begin(found, start);
}

/** Starts a part of the page, or says in its place why it cannot. */
async function begin(element: HTMLElement, start: (element: HTMLElement) => unknown): Promise<void> {
  try {
    await start(element);
  } catch (error) {
    const place = element.querySelector('[role=status], output') ?? element;
    place.textContent = `This part of the page cannot be loaded: ${(error as Error).message}. Reload the page to try again.`;
    element.hidden = false;
    element.dataset.state = 'failed';
  }
}

/** Opens a folded section that an address leads to. */
function unfold(): void {
  const section = document.querySelector<HTMLDetailsElement>(':target + details.section');
  if (section !== null) section.open = true;
}

unfold();
addEventListener('hashchange', unfold);
addEventListener('load', () => void keep(root));
