// The service worker: keeps pages and scripts, files once used, and everything if the visitor asks for it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at } from '../scripts/lib/project.mjs';

/** Pages kept at the first visit; problems, pictures and the reference are kept once read. */
const KEPT =
  /^((guides|try|start)\/[\w-]+|index|find|404|offline)\.html$|^(problems|search)\.json$|^assets\/.*\.(js|css)$/;

/** Not part of the offline site. */
const OMITTED = /^(reference\/|(offline\.js|manifest\.json|serve\.json|sitemap\.xml|llms\.txt)$)/;

/** The text of the worker, with the files of `out`. Its cache has the hash of their contents. */
export function serviceWorker(out) {
  const files = filesIn(out).filter((file) => !OMITTED.test(file));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(out, file)));
  const lists = {
    CACHE: `superlinear-${hash.digest('hex').slice(0, 16)}`,
    KEPT: files.filter((file) => KEPT.test(file)),
    ALL: files,
  };
  const constants = Object.entries(lists).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  return `${constants.join('\n')}\n${readFileSync(at('site/service-worker.js'), 'utf8')}`;
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
