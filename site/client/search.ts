/** Search over sections of guides, problems, functions, panels and claims. */

import MiniSearch, { type Options } from 'minisearch';

/** An entry of the search. */
interface Entry {
  readonly id: number;
  readonly title: string;
  /** The page or kind of page that the entry leads to. */
  readonly page: string;
  readonly url: string;
  readonly text?: string;
  /** Words of users. */
  readonly words?: string;
}

const IGNORED = new Set(
  'a an and are as at be by do for from how i in is it my of on or the to two what with'.split(' '),
);

const processTerm = (term: string): string | null => {
  const word = term.toLowerCase();
  return IGNORED.has(word) ? null : word;
};

const OPTIONS: Options<Entry> = {
  fields: ['title', 'text', 'words'],
  storeFields: ['title', 'page', 'url'],
  processTerm,
  searchOptions: {
    processTerm,
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 5 ? 0.15 : false),
    boost: { title: 3, words: 2 },
    combineWith: 'OR',
  },
};

/** A result. */
export type Hit = Pick<Entry, 'title' | 'page' | 'url'>;

/** Results shown at once. */
const SHOWN = 8;

/** Loads the entries, and returns their search. */
export async function openIndex(root: URL): Promise<(text: string) => Hit[]> {
  const response = await fetch(new URL('search.json', root));
  const index = new MiniSearch<Entry>(OPTIONS);
  await index.addAllAsync((await response.json()) as Entry[]);
  return (text) => index.search(text).slice(0, SHOWN) as unknown as Hit[];
}
