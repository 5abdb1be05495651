// The reference of all functions, made by `npm run docs`, with the site's header above its pages.

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at } from '../scripts/lib/project.mjs';
import { rootOf } from './html.mjs';

/** Copies the reference into `out`. False if it was not made. */
export function addReference(out) {
  if (!existsSync(at('build/docs/index.html'))) return false;
  const folder = join(out, 'reference');
  cpSync(at('build/docs'), folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.html')) continue;
    const file = join(entry.parentPath, entry.name);
    const root = rootOf(relative(out, file).replaceAll('\\', '/'));
    const html = readFileSync(file, 'utf8');
    writeFileSync(file, html.replace('<header class="tsd-page-toolbar">', `${header(root)}$&`));
  }
  return true;
}

const ENTRIES = [
  ['Find', 'find.html'],
  ['Guides', 'guides/index.html'],
  ['Try', 'try/index.html'],
  ['Benchmarks', 'benchmarks.html'],
];

const header = (root) =>
  `<nav aria-label="Site" style="display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:.75rem 2rem;font:16px system-ui,sans-serif"><a href="${root}index.html" style="color:inherit"><strong>superlinear</strong></a>${ENTRIES.map(([name, address]) => `<a href="${root}${address}" style="color:inherit">${name}</a>`).join('')}</nav>`;
