/** Links, anchors and lists of the site, read from its files. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as library from 'superlinear';
import { expect, test } from 'vitest';
import { FOLDER, filesOf } from './visit.js';

const pages = filesOf('.html');
const textOf = (path: string) => readFileSync(join(FOLDER, path), 'utf8');

/** The anchors of each page that was asked for. */
const anchors = new Map<string, Set<string>>();
function anchorsOf(path: string): Set<string> {
  const known =
    anchors.get(path) ?? new Set([...textOf(path).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
  anchors.set(path, known);
  return known;
}

/** The fault of a link from a page, if it has one. */
function faultOf(page: string, link: string): string | undefined {
  if (/^(https?|mailto|data):/.test(link)) return undefined;
  const [place = '', hash] = link.split('#');
  const path = place === '' ? page : join(dirname(page), place);
  if (!existsSync(join(FOLDER, path))) return `${page}: no file ${link}`;
  if (
    hash &&
    path.endsWith('.html') &&
    !path.startsWith('reference') &&
    !anchorsOf(path).has(decodeURIComponent(hash))
  )
    return `${page}: no anchor ${link}`;
  return undefined;
}

test('links and anchors lead somewhere', () => {
  expect(pages.length).toBeGreaterThan(150);
  const faults = pages
    .filter((page) => page !== '404.html')
    .flatMap((page) =>
      [...textOf(page).matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, link = '']) => faultOf(page, link)),
    )
    .filter((fault) => fault !== undefined);
  expect([...new Set(faults)]).toEqual([]);
});

test('anchors are unique', () => {
  const repeated = pages.filter((page) => {
    const ids = [...textOf(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    return new Set(ids).size < ids.length;
  });
  expect(repeated).toEqual([]);
});

test('functions named beside those of other libraries exist', () => {
  const modules = library as unknown as Record<string, Record<string, unknown>>;
  const families: readonly string[] = library.families;
  let count = 0;
  for (const page of pages.filter((path) => path.startsWith('moves-from/'))) {
    for (const [, family = '', name = ''] of textOf(page).matchAll(/<code>(\w+)\.(\w+)<\/code>/g)) {
      if (!families.includes(family)) continue;
      expect(typeof modules[family]?.[name], `${page}: ${family}.${name}`).toBe('function');
      count++;
    }
  }
  expect(count).toBeGreaterThan(20);
});

test('llms.txt has every guide, and sitemap.xml every page', () => {
  const guides = pages.filter((page) => /^guides\/(?!index)/.test(page));
  const text = textOf('llms.txt');
  for (const guide of guides) {
    const title = /<h1[^>]*>([^<]+)/.exec(textOf(guide))?.[1] ?? '';
    expect(text).toContain(`# ${title.replaceAll('&amp;', '&')}`);
  }
  const map = textOf('sitemap.xml');
  for (const page of pages.filter((path) => path !== '404.html')) {
    expect(map).toContain(
      `<loc>https://example.com/below/a/path/${page.replace(/(^|\/)index\.html$/, '$1')}</loc>`,
    );
  }
});
