// New files and insertions, applied by the generators of skeletons.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotBuild } from './build.mjs';
import { at } from './project.mjs';

export const read = (path) => readFileSync(at(path), 'utf8');

/** Writes a new file; never overwrites an existing one. */
export function create(path, text) {
  if (existsSync(at(path))) throw new CannotBuild(`${path} already exists.`);
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
  console.log(`new      ${path}`);
}

export function insert(path, edit) {
  writeFileSync(at(path), inserted(path, read(path), edit));
  console.log(`changed  ${path}`);
}

/**
 * Returns the text of a file with one insertion, before or after a string or pattern that must occur in it.
 * @param {string} path
 * @param {string} old
 * @param {{ before?: string | RegExp, after?: string | RegExp, text: string }} edit
 */
export function inserted(path, old, { before, after, text }) {
  const wanted = before ?? after;
  const found = wanted instanceof RegExp ? wanted.exec(old) : { index: old.indexOf(wanted), 0: wanted };
  if (found === null || found.index < 0) throw new CannotBuild(`${path} has no place for it: "${wanted}"`);
  const place = before === undefined ? found.index + found[0].length : found.index;
  return old.slice(0, place) + text + old.slice(place);
}
