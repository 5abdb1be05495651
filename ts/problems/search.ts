/** Search of the catalogue: words are compared by their stems, and rare words count more. */

import type { Problem } from './problem.js';

/** Words without meaning for a search. */
const IGNORED = new Set(
  (
    'a about an and any are as at be by can do does each for from get given has have how i in into is it its me my of on or our own so ' +
    'some than that the their them then there these this to up use using want we what when which will with without you your ' +
    'javascript typescript js node python library package function code scipy sklearn'
  ).split(' '),
);

const ENDINGS = /(?:ization|isation|ations?|izing|ising|ings?|ions?|ized?|ised?|ers?|ies|ed|es|ly|al|s|e|y)$/;

/** The shortest stem. */
const MIN_STEM = 3;

/** The stem of a word: without its endings, as far as something is left, and in American spelling. */
function stemOf(word: string): string {
  let stem = word.replace(/is(e[ds]?|ers?|ing|ations?)$/, 'iz$1').replace(/our(s?)$/, 'or$1');
  for (let round = 0; round < 2; round++) {
    const shorter = stem.replace(ENDINGS, '');
    if (shorter.length < MIN_STEM) break;
    stem = shorter;
  }
  return stem;
}

/** The stems of a text, without ignored words. Names in camel case are also split. */
export function stemsOf(text: string): string[] {
  const split = text.replace(/([a-z])([A-Z])/g, '$1 $2');
  const plain = (given: string) =>
    given
      .normalize('NFD')
      .replace(/[\u0300-\u036f]|['’]s\b/g, '')
      .toLowerCase()
      .match(/[a-z]+[0-9]*|[0-9]+[a-z]*/g) ?? [];
  const words = split === text ? plain(text) : [...plain(split), ...plain(text)];
  const kept = words.filter((word) => !IGNORED.has(word));
  return (kept.length > 0 ? kept : words).map(stemOf);
}

/** Weights of the parts of an entry. */
const WEIGHTS = { want: 1.5, words: 1, method: 1.5, have: 0.5 } as const;

/** The weight of a word if one begins with the other. */
const WEIGHT_OF_BEGINNING = 0.5;

/** The shortest common beginning. */
const MIN_BEGINNING = 4;

/** An entry with the weight of each of its stems. */
interface Indexed {
  readonly problem: Problem;
  readonly weights: ReadonlyMap<string, number>;
  /** Its phrases, each as stems. */
  readonly phrases: readonly string[];
}

function indexed(problem: Problem): Indexed {
  const weights = new Map<string, number>();
  for (const [part, weight] of Object.entries(WEIGHTS)) {
    for (const stem of stemsOf(problem[part as keyof typeof WEIGHTS]))
      weights.set(stem, Math.max(weight, weights.get(stem) ?? 0));
  }
  const phrases = [problem.want, ...problem.words.split(',')].map((phrase) => stemsOf(phrase).join(' '));
  return { problem, weights, phrases };
}

/** The weight of a stem of the query in an entry. */
function weightIn({ weights }: Indexed, stem: string): number {
  const exact = weights.get(stem);
  if (exact !== undefined) return exact;
  if (stem.length < MIN_BEGINNING) return 0;
  let best = 0;
  for (const [other, weight] of weights) {
    if (other.length >= MIN_BEGINNING && (other.startsWith(stem) || stem.startsWith(other)))
      best = Math.max(best, WEIGHT_OF_BEGINNING * weight);
  }
  return best;
}

/** The shortest stem that may be misspelled. */
const MIN_MISSPELLED = 5;

/** Whether two stems differ by one letter, missing, added or other, or by an exchange of neighbors. */
function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < MIN_MISSPELLED || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (long.length > short.length) return short.slice(start) === long.slice(start + 1);
  const isExchange = short[start] === long[start + 1] && short[start + 1] === long[start];
  return short.slice(start + (isExchange ? 2 : 1)) === long.slice(start + (isExchange ? 2 : 1));
}

/** The score of a whole phrase of an entry in the query, for each of its words. Of 0.5, 0.75, 1 and 1.5, this one finds most phrases first. */
const PHRASE_BONUS = 1;

/** A problem found. */
export interface Hit {
  readonly problem: Problem;
  /** The sum of the rarities of the text's words in the entry, as a measure of the evidence. */
  readonly evidence: number;
  /** The part of the text's words in the entry, weighted by their rarity, from 0 to 1. */
  readonly coverage: number;
  /** The number of the text's words in the entry. */
  readonly words: number;
}

/** Searches problems. */
export class Finder {
  readonly #entries: readonly Indexed[];

  constructor(problems: readonly Problem[]) {
    this.#entries = problems.map(indexed);
  }

  /** The best entries for a text, best first, each for another method. */
  find(text: string, count = 3): Problem[] {
    return this.search(text, count).map(({ problem }) => problem);
  }

  /** The same, each with the part of the text that it covers. */
  search(text: string, count = 3): Hit[] {
    const words = stemsOf(text).map((stem) => this.#known(stem));
    const stems = [...new Set(words)];
    const rarities = stems.map((stem) => this.#rarity(stem));
    const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
    const query = ` ${words.join(' ')} `;
    const scored = this.#entries.map((entry) => {
      const found = stems.reduce((sum, stem, k) => sum + (rarities[k] ?? 0) * weightIn(entry, stem), 0);
      const whole = entry.phrases.filter((phrase) => phrase !== '' && query.includes(` ${phrase} `));
      const bonus = whole.reduce((most, phrase) => Math.max(most, this.#rarityOf(phrase)), 0);
      const present = stems.filter((stem) => weightIn(entry, stem) > 0).length;
      const coverage = found / Math.max(...Object.values(WEIGHTS)) / total;
      return {
        problem: entry.problem,
        score: found + PHRASE_BONUS * bonus,
        evidence: found,
        coverage,
        words: present,
      };
    });
    const best = scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
    const methods = new Set<string>();
    const hits = best.filter(({ problem: { method } }) => !methods.has(method) && methods.add(method));
    return hits.slice(0, count);
  }

  /** A stem, or one of an entry that is near to it, if no entry has it. */
  #known(stem: string): string {
    if (this.#entries.some((entry) => weightIn(entry, stem) > 0)) return stem;
    const stems = this.#entries.flatMap(({ weights }) => [...weights.keys()]);
    return stems.find((other) => isNear(stem, other)) ?? stem;
  }

  /** The rarity of a stem: the logarithm of the share of entries without it. */
  #rarity(stem: string): number {
    const holders = this.#entries.filter((entry) => weightIn(entry, stem) > 0).length;
    return Math.log(1 + this.#entries.length / (1 + holders));
  }

  #rarityOf(phrase: string): number {
    return phrase.split(' ').reduce((sum, stem) => sum + this.#rarity(stem), 0);
  }
}
