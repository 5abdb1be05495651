/** Search over sections of guides, problems, functions, panels and claims. */

import MiniSearch from 'minisearch';
import { type Entry, OPTIONS } from './search-options.js';

/** A result. */
export type Hit = Pick<Entry, 'title' | 'page' | 'url'>;

/** Results shown at once. */
const SHOWN = 8;

/** Loads the index, and returns its search. */
export async function openIndex(root: URL): Promise<(text: string) => Hit[]> {
  const response = await fetch(new URL('search.json', root));
  const index = MiniSearch.loadJSON<Entry>(await response.text(), OPTIONS);
  return (text) => index.search(text).slice(0, SHOWN) as unknown as Hit[];
}
