/** The script of every page: colors, search, and the modules that the page's content needs. */

import './site.css';
import { switchColors } from './colors.js';
import { copyButtons } from './copy.js';
import { searchBox } from './search-box.js';

/** The address of the site, which may lie below any path. */
const root = new URL(document.documentElement.dataset.root ?? './', location.href);

switchColors();
copyButtons();
searchBox(root);

/** Modules by the element that they serve. */
const MODULES: Readonly<Record<string, (element: HTMLElement) => Promise<unknown>>> = {
  'run-block': () => import('./run-block.js').then(({ defineRunBlock }) => defineRunBlock()),
  '[data-panel]': (work) => import('./panel-page.js').then(({ openPanel }) => openPanel(work)),
  '#demo': (place) => import('./demo.js').then(({ startDemo }) => startDemo(place)),
  '#found': () => import('./finder.js').then(({ startFinder }) => startFinder(root)),
  '#filters': (form) =>
    import('./claims.js').then(({ filterClaims }) => filterClaims(form as HTMLFormElement)),
  '#age': (note) => import('./age.js').then(({ noteAge }) => noteAge(note)),
};
for (const [selector, start] of Object.entries(MODULES)) {
  const found = document.querySelector<HTMLElement>(selector);
  if (found !== null) void start(found);
}

if (location.protocol === 'file:') {
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = 'Opened as a file, this page can be read, but nothing runs. Serve the folder: npx serve';
  document.querySelector('main')?.prepend(note);
} else {
  addEventListener('load', () => void import('./offline.js').then(({ keep }) => keep(root)));
}
