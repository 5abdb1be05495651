/**
 * The style of guides and comments, by folder: relative pronouns per 1000 words, and sentences that begin with one.
 *
 * A paragraph is a block of line comments, or a paragraph of Markdown without code, tables and headings. Sentences end at one of
 * `. ! ? : ;` before a space; those under four words are ignored. Code spans count as one word, links as their text.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Guides and comments of open projects (oxc, Clarabel, faer, argmin, JAX, polars) have 5 to 19. */
const MAX_PRONOUNS_PER_1000 = 20;

/** Percent of sentences. The same projects have 0 to 2.2. */
const MAX_BEGINNINGS = 3;

/** Folders above a limit with both present figures, which may only shrink. The aim is an empty list. */
const ABOVE_LIMITS: Readonly<Record<string, readonly [pronouns: number, beginnings: number]>> = {};

const PRONOUNS = new Set(['which', 'whose', 'what', 'where', 'whom', 'those', 'that']);
const BEGINNINGS = new Set(['what', 'which', 'where', 'how', 'whose', 'that', 'those']);

interface Count {
  readonly words: number;
  readonly pronouns: number;
  readonly sentences: number;
  readonly beginnings: number;
}

interface Text extends Count {
  readonly path: string;
}

interface Measure {
  readonly name: string;
  readonly limit: number;
  /** The figure is `scale` times `part` divided by `whole`. */
  readonly part: keyof Count;
  readonly whole: keyof Count;
  readonly scale: number;
}

const MEASURES: readonly [Measure, Measure] = [
  {
    name: 'relative pronouns per 1000 words',
    limit: MAX_PRONOUNS_PER_1000,
    part: 'pronouns',
    whole: 'words',
    scale: 1000,
  },
  {
    name: '% of sentences begin with a relative pronoun',
    limit: MAX_BEGINNINGS,
    part: 'beginnings',
    whole: 'sentences',
    scale: 100,
  },
];

/** Blocks of comments, each as one paragraph. */
function commentsOf(text: string): string[] {
  const paragraphs: string[] = [];
  let block: string[] = [];
  for (const line of [...text.replace(/\/\*\* ?(.*?) ?\*\//g, '// $1').split('\n'), '']) {
    const [, , comment] = /^\s*(\/\/\/|\/\/!|\/\/|\*)\s?(.*)/.exec(line) ?? [];
    if (comment !== undefined && !comment.startsWith('/')) block.push(comment);
    else if (block.length > 0) {
      paragraphs.push(block.join(' '));
      block = [];
    }
  }
  return paragraphs;
}

/** Paragraphs of Markdown without code, tables, headings and quotations. */
const proseOf = (text: string): string[] =>
  text
    .replace(/```.*?```/gs, '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter((paragraph) => paragraph !== '' && !'|#<!'.includes(paragraph.charAt(0)));

function countOf(paragraphs: readonly string[]): Count {
  const sentences = paragraphs
    .map((paragraph) => paragraph.replace(/`[^`]*`/g, 'X').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?:;])\s+/))
    .map((sentence) => (sentence.match(/[A-Za-z']+/g) ?? []).map((word) => word.toLowerCase()))
    .filter((words) => words.length >= 4);
  const words = sentences.flat();
  return {
    words: words.length,
    pronouns: words.filter((word) => PRONOUNS.has(word)).length,
    sentences: sentences.length,
    beginnings: sentences.filter(([first = '']) => BEGINNINGS.has(first)).length,
  };
}

/** Paths of files in a folder and below it, with `/` between their parts. */
const filesIn = (folder: string, pattern: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
        .filter((path) => pattern.test(path))
    : [];

const read = (paths: readonly string[], paragraphsOf: (text: string) => string[]): Text[] =>
  paths.map((path) => ({ path, ...countOf(paragraphsOf(readFileSync(path, 'utf8'))) }));

const MARKDOWN = /\.md$/;

const guides = [
  ...readdirSync('.').filter((name) => MARKDOWN.test(name)),
  ...['docs', 'bench', 'examples', 'crates'].flatMap((folder) => filesIn(folder, MARKDOWN)),
].filter((path) => !/\/(node_modules|target)\//.test(path));

/** `crates/families/transport`, `crates/numerics`, `ts/engine`; files beside such folders belong to `ts` or `scripts`. */
const folderOf = (path: string): string => {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[1] === 'families' ? 3 : 2).join('/');
};

const KINDS: Readonly<Record<string, { texts: readonly Text[]; folderOf: (path: string) => string }>> = {
  guides: { texts: read(guides, proseOf), folderOf: (path) => path },
  'Rust comments': { texts: read(filesIn('crates', /\.rs$/), commentsOf), folderOf },
  'TypeScript comments': {
    texts: read(
      [...filesIn('ts', /^ts\/(?!generated\/).*\.ts$/), ...filesIn('scripts', /\.mjs$/)],
      commentsOf,
    ),
    folderOf,
  },
};

const sum = (texts: readonly Text[], key: keyof Count) => texts.reduce((total, text) => total + text[key], 0);

const figureOf = (texts: readonly Text[], { part, whole, scale }: Measure) =>
  (scale * sum(texts, part)) / Math.max(1, sum(texts, whole));

/** The file that exceeds the limit by the largest count. */
function worstOf(texts: readonly Text[], { limit, part, whole, scale }: Measure): string {
  const excess = (text: Text) => text[part] - (limit * text[whole]) / scale;
  return texts.reduce((worst, text) => (excess(text) > excess(worst) ? text : worst)).path;
}

/** The folder's entry in `ABOVE_LIMITS`: figures with one decimal, rounded up. */
const entryOf = (folder: string, texts: readonly Text[]) =>
  `'${folder}': [${MEASURES.map((measure) => Math.ceil(10 * figureOf(texts, measure)) / 10).join(', ')}],`;

test.each(Object.entries(KINDS))('%s keep to the limits', (_, { texts, folderOf }) => {
  expect(texts.length).toBeGreaterThan(10);
  const [complaints, entries]: [string[], string[]] = [[], []];
  for (const folder of new Set(texts.map(({ path }) => folderOf(path)))) {
    const own = texts.filter(({ path }) => folderOf(path) === folder);
    const listed = ABOVE_LIMITS[folder];
    const above = MEASURES.filter((measure, k) => figureOf(own, measure) > (listed?.[k] ?? measure.limit));
    for (const measure of above) {
      const figure = figureOf(own, measure).toFixed(1);
      complaints.push(`${folder}: ${figure} ${measure.name}, most in ${worstOf(own, measure)}`);
    }
    if (MEASURES.some((measure) => figureOf(own, measure) > measure.limit))
      entries.push(entryOf(folder, own));
    else if (listed !== undefined) complaints.push(`${folder} is within the limits: remove it from the list`);
  }
  expect(complaints, `Folders above a limit:\n${entries.join('\n')}`).toEqual([]);
});

test('folders of the list exist', () => {
  const folders = Object.values(KINDS).flatMap(({ texts, folderOf }) =>
    texts.map(({ path }) => folderOf(path)),
  );
  expect(Object.keys(ABOVE_LIMITS).filter((folder) => !folders.includes(folder))).toEqual([]);
});
