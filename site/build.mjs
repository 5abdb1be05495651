// npm run site [-- --out FOLDER] [--address URL] [--measure]: the site as static files in build/site, which may lie below
// any path. With --measure, prints the weight of its pages and their times on a slow phone.

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments } from '../scripts/lib/arguments.mjs';
import { main } from '../scripts/lib/build.mjs';
import { at } from '../scripts/lib/project.mjs';
import { bundle } from './client.mjs';
import { readContents } from './contents.mjs';
import { documentOf } from './layout.mjs';
import { llmsText } from './llms.mjs';
import { serviceWorker } from './offline.mjs';
import { allPages } from './pages.mjs';
import { addReference } from './reference.mjs';
import { searchEntries } from './search-entries.mjs';
import { sitemap } from './sitemap.mjs';

/**
 * Builds the site into `out`. `address` is the site's own, for sitemap.xml; `reference` says whether to add the reference of all
 * functions if it is there.
 */
export async function buildSite(out, { address, reference = true } = {}) {
  const put = (path, text) => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  };
  const assets = await bundle(out);
  const contents = { ...(await readContents()), address };
  const hasReference = reference && addReference(out);
  const pages = allPages(contents);
  for (const page of pages) {
    put(page.path, documentOf(page, assets, hasReference));
    for (const [from, to] of page.copies ?? []) cpSync(at(from), join(out, to));
  }
  put('problems.json', JSON.stringify(contents.problems.map(({ example, ...problem }) => problem)));
  put('search.json', searchEntries(contents));
  put('llms.txt', llmsText(contents));
  if (address !== undefined) put('sitemap.xml', sitemap(pages, address));
  // By default `npx serve` redirects pages to addresses without an ending, and loses queries.
  put('serve.json', JSON.stringify({ cleanUrls: false }));
  put('offline.js', serviceWorker(out));
  return pages;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const { values } = readArguments({
      out: { type: 'string' },
      address: { type: 'string' },
      measure: { type: 'boolean' },
    });
    const out = at(values.out ?? 'build/site');
    const pages = await buildSite(out, { address: values.address });
    console.log(`${pages.length} pages: ${join(out, 'index.html')}`);
    // A browser is needed for this alone.
    if (values.measure) await (await import('./measure.mjs')).measure(out);
  });
}
